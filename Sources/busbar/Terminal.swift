import Foundation
import Glibc

/// Standard output or standard error, and what it can show.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    enum Style: String, Sendable {
        case good = "32", warning = "33", bad = "31", faint = "2", strong = "1"
    }

    private let descriptor: Int32
    /// Whether a person may be looking.
    let isTTY: Bool
    /// Only on a terminal that can, and never against `NO_COLOR`.
    let hasColor: Bool

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        isTTY = isatty(descriptor) == 1
        let environment = ProcessInfo.processInfo.environment
        hasColor =
            isTTY && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Columns of the terminal; nil when nothing has to fit.
    var width: Int? {
        guard isTTY else { return nil }
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    func styled(_ text: String, _ style: Style?) -> String {
        guard hasColor, !text.isEmpty, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }

    /// Writes a text and a line break.
    ///
    /// A reader that went away is no reason to fail, so errors are not looked at.
    func write(_ text: String, terminator: String = "\n") {
        write(Array((text + terminator).utf8))
    }

    /// Writes bytes as they are.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    /// Shows a passing text on a terminal until the next one; an empty text removes it.
    func show(progress text: String) {
        if isTTY { write("\r\u{1B}[K\(text)", terminator: "") }
    }

    /// Writes a value as JSON that reads the same every time.
    func write(json value: some Encodable) throws { write(try Self.json(value)) }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
