/// The command that shows or does the same as a part of the page, ready to be pasted in a shell.
enum CommandForm {
    static func status(origin: String) -> String { "curl \(word("\(origin)/admin/status"))" }
    static func reload(origin: String) -> String {
        "curl -X POST \(word("\(origin)/admin/reload"))"
    }
    static func explain(_ model: String) -> String { "busbar explain \(word(model))" }
    static func reset(_ supplier: String, origin: String) -> String {
        let name = PercentEncoding.encoded(supplier)
        return "curl -X POST \(word("\(origin)/admin/suppliers/\(name)/reset"))"
    }

    /// One word of a POSIX shell: quoted unless every character is plain.
    static func word(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./:@%+=,".utf8.contains(byte)
            }
        }
        guard !plain || text.isEmpty || text.hasPrefix("-") else { return text }
        var quoted = "'"
        for character in text { quoted += character == "'" ? "'\\''" : String(character) }
        return quoted + "'"
    }
}
