import Glibc
import Hybrid

/// Reads cycles as Busbar ships them: `time_s,speed_mps`, with comments after `#`.
enum CycleText {
    /// Ends the program where there is no such file.
    static func read(_ name: String, in folder: String) -> Cycle {
        let path = "\(folder)/\(name).csv"
        guard let text = text(path) else { stop("cannot read \(path)") }
        var times: [Double] = []
        var speeds: [Double] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let cells = line.split(separator: ",").prefix(2).compactMap { Double($0) }
            guard cells.count == 2 else { continue }
            times.append(cells[0])
            speeds.append(cells[1])
        }
        do {
            return try Cycle(name: name, times: times, speeds: speeds)
        } catch {
            stop("\(path): \(error.faults)")
        }
    }

    private static func text(_ path: String) -> String? {
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(file), byte >= 0 { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func stop(_ message: String) -> Never {
        print("DriveBenchmark: \(message)")
        exit(1)
    }
}
