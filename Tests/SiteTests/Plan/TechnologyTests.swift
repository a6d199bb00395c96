import Testing

@testable import Site

@Suite struct TechnologyTests {
    static let content = TechnologyLibrary.content

    @Test func `the library has the technologies that are promised`() {
        #expect(
            Self.content.technologies.keys.sorted() == [
                "battery", "combined-cycle", "fuel-cell", "gas-engine", "gas-turbine",
                "nuclear-large", "nuclear-smr", "solar", "wind",
            ]
        )
        #expect(Self.content.fuels.map(\.name) == ["gas", "uranium"])
    }

    @Test(arguments: content.technologies.keys.sorted())
    func `every figure lies in its range and says where it comes from`(name: String) throws {
        let technology = try #require(Self.content.technologies[name])
        for (key, figures) in technology.figures {
            #expect(!figures.isEmpty)
            for figure in figures {
                #expect(!figure.source.isEmpty && !figure.date.isEmpty, "\(name) \(key)")
                if let range = figure.range { #expect(range.contains(figure.value)) }
            }
        }
        for key in ["capex_usd_per_kw", "lead_quarters", "life_years", "variable_om_usd_per_mwh"] {
            #expect(technology.figures[key] != nil, "\(name) has no \(key)")
        }
        let burns =
            technology.figures["heat_rate_mmbtu_per_mwh"]
            ?? technology.figures["efficiency_percent"]
        #expect((technology.fuel != nil) == (burns != nil))
    }

    @Test func `capital costs of gas are ranges, never one number`() throws {
        for name in ["gas-engine", "gas-turbine", "combined-cycle", "fuel-cell"] {
            let figure = Self.content.technologies[name]?.figure("capex_usd_per_kw", in: 2027)
            let range = try #require(figure?.range)
            #expect(range.upperBound / range.lowerBound > 1.2)
        }
    }

    @Test func `figures between two years are interpolated, with their ranges`() throws {
        let smr = try #require(Self.content.technologies["nuclear-smr"])
        let figure = try #require(smr.figure("capex_usd_per_kw", in: 2032))
        #expect(abs(figure.value - 7_400) < 1e-9, "the source's own figure for 2032")
        #expect(figure.range.map { abs($0.lowerBound - 4_600) < 1e-9 } == true)
        #expect(smr.figure("capex_usd_per_kw", in: 2020)?.value == 8_000)
        #expect(smr.figure("capex_usd_per_kw", in: 2060)?.value == 5_250)
        #expect(smr.figure("ramp_percent_per_hour", in: 2030) == nil)
    }

    @Test(arguments: [(2025, 1_551.0), (2030, 1_300), (2040, 1_100)])
    func `a battery of four hours costs what its parts add up to`(year: Int, cost: Double) throws {
        let battery = try #require(Self.content.technologies["battery"])
        let power = try #require(battery.figure("capex_usd_per_kw", in: year)).value
        let energy = try #require(battery.figure("capex_usd_per_kwh", in: year)).value
        #expect(abs(power + 4 * energy - cost) < 2)
    }

    @Test func `an annuity pays the capital back with interest`() {
        #expect(abs(annuity(rate: 0.08, years: 20) - 0.101_852_208_8) < 1e-9)
        #expect(annuity(rate: 0, years: 25) == 0.04)
        let payment = annuity(rate: 0.07, years: 3)
        let left = (0..<3).reduce(1.0) { rest, _ in rest * 1.07 - payment }
        #expect(abs(left) < 1e-12)
    }
}
