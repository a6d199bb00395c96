/// Whether the host of an address is this machine and no other.
///
/// Only spelled-out addresses and `localhost` pass: any other name, whatever it resolves to, can be
/// pointed at loopback by whoever owns it (DNS rebinding).
enum LoopbackAuthority {
    /// Judges a Host header's value: a host and perhaps a port.
    static func isLoopback(_ authority: String) -> Bool {
        let end =
            authority.hasPrefix("[")
            ? authority.firstIndex(of: "]").map(authority.index(after:))
            : authority.firstIndex(of: ":") ?? authority.endIndex
        guard let end else { return false }
        let port = authority[end...]
        guard port.isEmpty || (port.first == ":" && port.dropFirst().allSatisfy(isDigit)) else {
            return false
        }
        let host = authority[..<end]
        // Without brackets `::1` is no authority: its first colon would begin a port.
        return isLoopback(host: String(host))
    }

    /// Judges a name or an address without a port; IPv6 with or without brackets.
    static func isLoopback(host: String) -> Bool {
        let host = unbracketed(host).lowercased()
        return host == "localhost" || host == "::1" || isLoopbackIPv4(host)
    }

    static func unbracketed(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    /// 127.0.0.0/8 in four decimal parts; shorter and octal forms mean different things to
    /// different programs.
    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in
            part.allSatisfy(isDigit) && UInt8(part).map { String($0) == part } == true
        }
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }
}
