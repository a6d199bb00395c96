import Foundation
import Planning
import Site
import Testing

/// Power sites without a portfolio around them.
enum SitePlanSample {
    /// A site with this in its mapping, indented by four spaces.
    static func text(_ inside: String, head: String = "start: 2028-Q1\n") -> String {
        "name: t\n\(head)discount_rate_percent: 8\nsites:\n  a:\n\(inside)"
    }

    static let hours = "    hours: { synthetic: { seed: 1, latitude: 40, hours: 48 } }\n"
    static let load = "    it_mw: { 2028: 100 }\n    pue: 1.2\n"
    static let grid = "    grid: { limit_mw: 300 }\n"

    /// The smallest site: a load and a grid; what comes behind begins in line 9.
    static func small(_ more: String) -> String { text(hours + load + grid + more) }

    static func site(_ text: String, overrides: [PlanFile.Override] = []) throws -> PowerSite {
        let file = try PlanFile.decode(text, name: "p.yaml", overrides: overrides)
        return try #require(file.scenario.sites.first)
    }

    static func mistakes(_ text: String) -> [String] { PlanSample.mistakes(text) }

    /// Writes a file into a folder of its own, which the body may name.
    static func with<Result>(
        _ content: String,
        named name: String = "case.csv",
        _ body: (_ folder: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("busbar-plan-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try content.write(
            to: folder.appendingPathComponent(name),
            atomically: false,
            encoding: .utf8
        )
        return try body(folder.path)
    }
}
