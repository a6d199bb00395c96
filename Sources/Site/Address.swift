/// Where a server listens: `127.0.0.1:8080`.
package struct Address: Sendable, Hashable, CustomStringConvertible {
    /// An IP address without brackets, or a name.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        precondition(!host.isEmpty)
        precondition((0...65_535).contains(port))
        self.host = host
        self.port = port
    }

    /// Reads `host:port`; nil unless the host is an IP address or a name and the port 1…65535.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = wholeNumber(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let written = text[..<colon]
        if written.hasPrefix("["), written.hasSuffix("]") {
            let inside = String(written.dropFirst().dropLast())
            guard isIPv6(inside) else { return nil }
            host = inside
        } else {
            guard isHostName(written) else { return nil }
            host = String(written)
        }
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine can reach it: 127.0.0.0/8, ::1 or `localhost`.
    package var isLoopback: Bool {
        if host.contains(":") {
            let groups = host.split(separator: ":", omittingEmptySubsequences: true)
            return groups.last.flatMap { wholeNumber($0) } == 1
                && groups.dropLast().allSatisfy { $0.allSatisfy { $0 == "0" } }
        }
        return host.lowercased() == "localhost" || (isIPv4(host) && host.hasPrefix("127."))
    }
}

/// The files that the endpoint's TLS is made of, PEM.
package struct TLSFiles: Sendable, Hashable {
    /// The certificate and its chain.
    package let certificate: String
    package let key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

/// Where the line of each request goes.
package enum AccessLog: Sendable, Hashable {
    case standardOutput, standardError, file(path: String), off
}

/// Digits only: no sign, no space, and nothing past what an `Int` holds.
func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
}

func isIPv4(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && (wholeNumber($0) ?? 256) < 256 }
}

/// Whether a text can be an IPv6 address; the socket has the last word.
func isIPv6(_ text: some StringProtocol) -> Bool {
    text.contains(":") && text.utf8.count < 46
        && text.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: ":"), UInt8(ascii: "."): true
            default: false
            }
        }
}

/// Whether a text is an IPv4 address or a name that is not a mistyped address.
func isHostName(_ text: some StringProtocol) -> Bool {
    guard !text.isEmpty, text.utf8.count < 254 else { return false }
    let allowed = text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
    guard allowed, !text.hasPrefix("."), !text.contains("..") else { return false }
    let last = text.split(separator: ".").last
    return last.flatMap { wholeNumber($0) } == nil || isIPv4(text)
}
