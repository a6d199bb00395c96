import Foundation
import Hybrid
import Planning
import Testing

@testable import Site

@Suite struct MissionFileTests {
    private static let written = """
        name: farm
        missions:
          - { name: field, cycle: UDDS, days: [[20, 75], [60, 25]], share_percent: 60 }
          - name: market
            steady: { speed_kmh: 90, grade_percent: 1 }
            distances: { median_km: 80, spread: 0 }
            trailer: box-3500lb
            temperature_c: -5
            headwind_kmh: 18
            excess_percent: 10
            share_percent: 40

        """

    private static func mistakes(_ text: String) -> [String] {
        do {
            _ = try MissionFile.decode(text, name: "farm.yaml")
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `missions are read in SI units`() throws {
        let set = try MissionFile.decode(Self.written, name: "farm.yaml").missions
        #expect(set.missions.map(\.name) == ["field", "market"])
        #expect(set.missions[0].distances.meanDistance == 30e3)
        #expect(set.missions[0].conditions == Conditions())
        let market = set.missions[1]
        #expect(market.distances == .always(80e3))
        #expect(market.conditions == Conditions(temperature: -5, headwind: 5))
        #expect(market.excess == .times(1.1))
        #expect(market.coldStarts == 2)
        #expect(abs(market.share - 0.4) < 1e-12)
        #expect(market.trailer?.name == (try TrailerFile.load("box-3500lb")).name)
        #expect(abs(market.cycle.distance - 25 * 600) < 1e-6)
        #expect(abs(market.cycle.climb / market.cycle.distance - 0.01) < 1e-5)
    }

    @Test func `the example is what sizing takes when it is told nothing`() throws {
        let path = Sample.root.appendingPathComponent("Examples/drive/missions-pickup.yaml").path
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == DriveLibrary.text(of: "pickup")
        )
        let file = try MissionFile.open("pickup")
        #expect(file.missions.missions.map(\.name) == ["commute", "work", "tow", "winter"])
        #expect(file.figures.allSatisfy { $0.isAssumed && !$0.source.isEmpty })
    }

    @Test(arguments: [
        ("cycle: UDDS", "cycle: UDSS", "missions[0].cycle: no cycle is called \"UDSS\"; did you"),
        ("cycle: UDDS", "cycle: no.csv", "missions[0].cycle: no.csv: does not exist"),
        ("cycle: UDDS, ", "", "missions[0].cycle: missing; UDDS, or steady"),
        ("cycle: UDDS", "cycle: UDDS, steady: { speed_kmh: 9 }", "stands beside cycle"),
        ("[60, 25]", "[60, 5]", "missions[0].days: shares of the days add up to 80, not to 100"),
        ("[60, 25]", "[60]", "missions[0].days[1]: has to be two numbers"),
        ("[60, 25]", "[0, 25]", "missions[0].days[1][0]: "),
        ("spread: 0 }", "spread: 9 }", "missions[1].distances.spread: "),
        ("median_km: 80", "median: 80", "missions[1].distances.median: unknown key; did you mean"),
        ("box-3500lb", "box-3500", "missions[1].trailer: no trailer is called \"box-3500\"; did"),
        ("temperature_c: -5", "temperature_c: -500", "missions[1].temperature_c: "),
        (
            "excess_percent: 10", "label: town",
            "missions[1].label: \"town\" is no cycle of a label; city"
        ),
        (
            "excess_percent: 10", "excess_percent: 10\n    label: city",
            "stands beside excess_percent"
        ),
        ("excess_percent: 10", "cold_starts_per_day: -1", "missions[1].cold_starts_per_day: "),
        ("share_percent: 40", "share_percent: 30", "add up to 90, not to 100"),
        ("    share_percent: 40\n", "", "missions[1].share_percent: missing; of the distance"),
        ("name: market", "name: field", "a second mission is called \"field\"; rename one"),
        ("name: farm\n", "", "name: missing; who drives so"),
    ])
    func `each mistake is told with its place`(old: String, new: String, said: String) {
        let text = Self.written.replacing(old, with: new)
        #expect(text != Self.written)
        let lines = Self.mistakes(text)
        #expect(lines.contains { $0.contains(said) }, "\(lines)")
    }

    @Test func `all mistakes come at once`() {
        let lines = Self.mistakes(
            """
            missions:
              - { name: a, cycle: UDSS, distances: { median_km: -1 }, share_percent: 400 }
              - { cycle: HWFET, days: [], temperature: 3 }

            """
        )
        for said in [
            "farm.yaml:1: name: missing", "farm.yaml:2: missions[0].cycle: ",
            "farm.yaml:2: missions[0].distances.median_km: ",
            "farm.yaml:2: missions[0].distances.spread: missing",
            "farm.yaml:2: missions[0].share_percent: ", "farm.yaml:3: missions[1].name: missing",
            "farm.yaml:3: missions[1].days: has no days",
            "farm.yaml:3: missions[1].temperature: unknown key; did you mean temperature_c?",
            "farm.yaml:3: missions[1].share_percent: missing",
        ] {
            #expect(lines.contains { $0.contains(said) }, "\(said) in \(lines)")
        }
    }

    @Test func `one mission has all of the distance, and files lie beside it`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("missions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "time_s,speed_mps\n0,10\n100,10\n".write(
            to: folder.appendingPathComponent("own.csv"),
            atomically: true,
            encoding: .utf8
        )
        let file = folder.appendingPathComponent("own.yaml")
        try "name: x\nmissions: [{ name: y, cycle: own.csv, days: [[5, 100]] }]\n".write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        let set = try MissionFile.load(file.path)
        #expect(set.missions.map(\.share) == [1])
        #expect(set.missions[0].cycle.distance == 1000)
        #expect(set.missions[0].excess == .times(1))
    }
}
