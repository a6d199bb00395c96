import Foundation
import Testing

@testable import Hybrid

/// The published cycles, as the program ships them.
enum DriveCycles {
    /// `udds`, `hwfet`, `us06`.
    static func named(_ name: String) throws -> Cycle {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = checkout.appending(path: "Sources/Site/Drive/cycles/\(name).csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",").compactMap { Double($0) } }
            .filter { $0.count >= 2 }
        return try Cycle(name: name, times: rows.map { $0[0] }, speeds: rows.map { $0[1] })
    }
}
