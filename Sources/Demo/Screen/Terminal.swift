import Foundation
import Glibc
import Synchronization

/// Where the demo writes: plain lines, and on a terminal also colour and lines redrawn in place.
package final class Terminal: Sendable {
    enum Style: String, Sendable {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    /// Columns that the demo's lines keep to.
    static let width = 80

    /// Whether lines can be redrawn in place.
    package let isInteractive: Bool
    private let hasColor: Bool
    private let put: @Sendable (String) -> Void
    /// How many lines at the bottom are to be redrawn.
    private let redrawn = Mutex(0)

    package init(isInteractive: Bool, hasColor: Bool, put: @escaping @Sendable (String) -> Void) {
        self.isInteractive = isInteractive
        self.hasColor = hasColor
        self.put = put
    }

    /// Standard output; colour only on a terminal and without `NO_COLOR`.
    package static func standard(environment: [String: String]) -> Terminal {
        let interactive = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
        let color = interactive && (environment["NO_COLOR"] ?? "").isEmpty
        return Terminal(isInteractive: interactive, hasColor: color) { text in
            // A reader that has gone away is no reason to stop serving.
            try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        }
    }

    func styled(_ text: String, _ styles: Style...) -> String {
        guard hasColor, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    /// Writes a line that stays.
    func line(_ text: String = "") { write(text + "\n") }

    /// Writes a text that stays, without a line's end.
    func write(_ text: String) {
        redrawn.withLock { count in
            put(Self.erase(count) + text)
            count = 0
        }
    }

    /// Shows lines at the bottom until something else is written; nothing without a terminal.
    func show(_ lines: [String]) {
        guard isInteractive else { return }
        redrawn.withLock { count in
            // A line that a narrow terminal would break in two is cut, or the next redraw is off.
            let text = lines.map { $0 + "\n" }.joined()
            put(Self.erase(count) + "\u{1B}[?7l" + text + "\u{1B}[?7h")
            count = lines.count
        }
    }

    private static func erase(_ lines: Int) -> String {
        lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J"
    }
}
