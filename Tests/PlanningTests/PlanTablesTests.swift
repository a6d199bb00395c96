import Bus
import Foundation
import Planning
import Testing

@Suite struct PlanTablesTests {
    static let fixture = ReportFixture(siteYears: [2028, 2034])
    static let files = PlanTables(fixture.scenario, fixture.plan).files

    static func rows(_ name: String) throws -> [[String]] {
        let file = try #require(files.first { $0.name == name }, "\(name)")
        return file.text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `the files have the names of PyPSA's`() {
        let names = Set(Self.files.map(\.name))
        for name in [
            "contracts.csv", "builds.csv", "quarters.csv", "contingencies.csv",
            "prices_of_rules.csv",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        for name in [
            "generators", "storage_units", "generators-p", "storage_units-p",
            "storage_units-state_of_charge", "loads-p", "buses-marginal_price", "prices_of_rules",
        ] {
            #expect(names.contains("sites/abilene-power-2034/\(name).csv"), "\(name)")
        }
        #expect(!names.contains("sites/abilene-power-2028/storage_units.csv"), "there is none yet")
        #expect(names.count == Self.files.count)
    }

    @Test func `every row has as many fields as its head`() {
        for file in Self.files {
            let counts = Set(file.text.split(separator: "\n").map { $0.count { $0 == "," } })
            #expect(counts.count == 1, "\(file.name)")
            #expect(file.text.hasSuffix("\n"))
            let words = Set(file.text.split { !$0.isLetter }.map { $0.lowercased() })
            #expect(words.isDisjoint(with: ["nan", "inf", "optional"]), "\(file.name)")
        }
    }

    @Test func `generators have their capacities and costs`() throws {
        let rows = try Self.rows("sites/abilene-power-2034/generators.csv")
        #expect(
            rows[0] == ["name", "carrier", "p_nom", "p_nom_opt", "marginal_cost", "capital_cost"]
        )
        #expect(rows.contains(["solar", "solar", "0", "720", "0", "95000"]))
        #expect(
            rows.contains { $0[0] == "grid" && $0[2] == "100" && $0[3] == "100" && !$0[4].isEmpty }
        )
        #expect(!rows.contains { $0[0] == "battery" })
        let storages = try Self.rows("sites/abilene-power-2034/storage_units.csv")
        #expect(storages[1][0...4] == ["battery", "battery", "0", "240", "4"])
    }

    @Test func `snapshots are the hours of the year`() throws {
        let rows = try Self.rows("sites/abilene-power-2034/loads-p.csv")
        #expect(rows.count == 8_761)
        #expect(rows[1][0] == "2034-01-01 00:00:00")
        #expect(rows[1 + 31 * 24][0] == "2034-02-01 00:00:00")
        #expect(rows[8_760][0] == "2034-12-31 23:00:00")
    }

    @Test func `what runs adds up to the load in the files as well`() throws {
        let generators = try Self.rows("sites/abilene-power-2034/generators-p.csv")
        let storages = try Self.rows("sites/abilene-power-2034/storage_units-p.csv")
        let loads = try Self.rows("sites/abilene-power-2034/loads-p.csv")
        for hour in [1, 13, 4_000, 8_760] {
            let sum = (generators[hour].dropFirst() + storages[hour].dropFirst())
                .compactMap { Double($0) }.reduce(0, +)
            #expect(abs(sum - (Double(loads[hour][1]) ?? 0)) < 1e-6)
        }
    }

    @Test func `fields with commas and quotes are quoted`() throws {
        var fixture = ReportFixture(siteYears: [])
        fixture.plan.contracts[0].offer.name = "a, \"b\"\nc"
        let file = try #require(PlanTables(fixture.scenario, fixture.plan).files.first)
        #expect(file.text.contains("\"a, \"\"b\"\"\nc\",azure,"))
    }

    @Test func `names of sites make safe folders`() {
        var fixture = ReportFixture(siteYears: [2030])
        fixture.plan.sites[0].name = "../etc/Ümläut 1"
        for file in PlanTables(fixture.scenario, fixture.plan).files
        where file.name.hasPrefix("sites/") {
            #expect(file.name.hasPrefix("sites/---etc--ml-ut-1-2030/"))
        }
    }

    @Test func `the quarters tell the same cash as the plan`() throws {
        let rows = try Self.rows("quarters.csv")
        let place = try #require(rows[0].firstIndex(of: "cash_usd"))
        let sum = rows.dropFirst().compactMap { Double($0[place]) }.reduce(0, +)
        let expected = Self.fixture.plan.quarters.reduce(0) { $0 + $1.cash }
        #expect(abs(sum - expected) < 1)
        #expect(rows[0].contains("demand_inference-us_mw"))
        #expect(rows[0].contains("depreciation_5_years_usd"))
    }
}
