/// Breaks a text that arrives in pieces into lines of a width, at spaces.
struct WordWrap: Sendable {
    /// Put before every line but the first; whoever starts the text writes the first.
    let indent: String
    /// Of a whole line, the indent included.
    let width: Int

    private var column: Int
    /// A space that is shown only if a word follows it on the same line.
    private var space = false
    private var word = ""

    init(indent: String, width: Int) {
        precondition(width > indent.count)
        self.indent = indent
        self.width = width
        column = indent.count
    }

    /// What can be shown with this piece; the last word waits for its end.
    mutating func add(_ piece: String) -> String {
        var shown = ""
        for character in piece {
            if character.isWhitespace {
                shown += flush()
                if character.isNewline {
                    shown += newLine()
                } else {
                    space = column > indent.count
                }
            } else {
                word.append(character)
            }
        }
        return shown
    }

    /// The last word.
    mutating func finish() -> String { flush() }

    private mutating func flush() -> String {
        guard !word.isEmpty else { return "" }
        var shown = ""
        if column > indent.count, column + (space ? 1 : 0) + word.count > width {
            shown = newLine()
        } else if space {
            shown = " "
            column += 1
        }
        space = false
        shown += word
        column += word.count
        word = ""
        return shown
    }

    private mutating func newLine() -> String {
        column = indent.count
        space = false
        return "\n" + indent
    }
}
