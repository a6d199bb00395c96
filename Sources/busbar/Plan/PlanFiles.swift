import ArgumentParser
import Foundation
import Optimization
import Planning

/// A program as a file in MPS format.
enum MPSFile {
    static func write(_ program: Program, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            Terminal.error.write("\(path): cannot be written; is its folder there?")
            throw ExitCode(1)
        }
        try MPS(program).write { try handle.write(contentsOf: Data($0)) }
        try handle.close()
    }
}

extension PlanTables {
    /// Writes every table, with the folders that they lie in.
    func write(to folder: String) throws {
        let root = URL(fileURLWithPath: folder)
        for file in files {
            let place = root.appendingPathComponent(file.name)
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
            } catch {
                Terminal.error.write("\(folder): cannot be made: \(error.localizedDescription)")
                throw ExitCode(1)
            }
            try TextOutput.write(file.text, to: place.path)
        }
    }
}

/// How long the parts of a command took.
struct PhaseClock {
    private var parts: [(name: String, length: Duration)] = []
    private var last = ContinuousClock.now

    /// Ends a part that began where the one before ended.
    mutating func ends(_ name: String) {
        let now = ContinuousClock.now
        parts.append((name, now - last))
        last = now
    }

    /// `read 0.012 s, build 0.006 s, solve 0.81 s`.
    var line: String {
        parts.map { part in
            let (seconds, rest) = part.length.components
            let value = Double(seconds) + Double(rest) * 1e-18
            return "\(part.name) \((value * 10_000).rounded() / 10_000) s"
        }.joined(separator: ", ")
    }
}

/// The summary of a plan on the terminal.
enum SummaryView {
    static func show(_ summary: PlanSummary) {
        let terminal = Terminal.output
        for (place, line) in summary.headlines.enumerated() {
            for part in wrapped(line, terminal.width ?? .max) {
                terminal.write(place == 0 ? terminal.styled(part, .strong) : part)
            }
        }
        for table in summary.tables { terminal.show(table) }
        terminal.write("")
        for line in summary.notes + summary.proof { terminal.write(terminal.styled(line, .faint)) }
    }

    static func show(_ summary: UnitCommitmentSummary) {
        let terminal = Terminal.output
        terminal.write("")
        for sentence in summary.sentences {
            for part in wrapped(sentence, terminal.width ?? .max) { terminal.write(part) }
        }
        if let table = summary.table { terminal.show(table) }
    }
}
