import ArgumentParser
import Foundation

/// A file that a command was asked to write.
enum TextOutput {
    /// Writes it whole or not at all; says what is wrong and ends with 1 when it cannot.
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            Terminal.error.write("\(path): cannot be written: \(error.localizedDescription)")
            throw ExitCode(1)
        }
    }
}

/// The day, as the page shows it.
var today: String { Date().formatted(.iso8601.year().month().day()) }
