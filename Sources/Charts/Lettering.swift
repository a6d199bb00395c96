/// How much room a text takes, estimated: a drawing knows no font.
enum Lettering {
    /// Pixels of a text in ``ChartStyle``'s size; rather too much than too little.
    static let size = 13.0

    static func width(_ text: String) -> Double {
        text.reduce(0) { $0 + width($1) } * size
    }

    private static func width(_ character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.32
        case " ", "f", "r", "t", "(", ")", "-", "/": 0.4
        case "m", "w", "M", "W", "%", "@", "…", "—": 0.94
        case _ where character.isUppercase: 0.72
        case _ where character.isASCII: 0.61
        default: 0.95
        }
    }

    /// The text broken between words into lines that fit; a word that does not ends with an ellipsis.
    static func lines(_ text: String, in room: Double) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, width("\(last) \(word)") <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(fitted(String(word), in: room))
            }
        }
        return lines.isEmpty ? [text] : lines
    }

    /// The text, or as much of its beginning as fits, with an ellipsis.
    static func fitted(_ text: String, in room: Double) -> String {
        guard width(text) > room else { return text }
        var result = text
        while !result.isEmpty, width(result + "…") > room { result.removeLast() }
        while result.hasSuffix(" ") { result.removeLast() }
        return result + "…"
    }
}
