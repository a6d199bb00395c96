import Hybrid
import Planning
import Site
import Testing

@Suite struct EconomyFileTests {
    @Test func `a file replaces what it says and keeps the rest`() throws {
        let text = """
            source: my bill
            home_price_usd_per_kwh: { value: 0.1, low: 0.09, high: 0.12 }
            fuels: { gasoline: { price_usd_per_l: 1.5 } }
            years: 5

            """
        let base = try EconomyFile.open()
        let file = try DriveSample.withFile("my.yaml", text) { try EconomyFile.open($0) }
        #expect(file.economy.homePrice == 0.1)
        #expect(file.economy.years == 5)
        #expect(file.economy.fuels["gasoline"]?.price == 1.5)
        let upstream = base.economy.fuels["gasoline"]?.upstreamCarbon
        #expect(file.economy.fuels["gasoline"]?.upstreamCarbon == upstream)
        #expect(file.economy.fuels["diesel"] == base.economy.fuels["diesel"])
        #expect(file.economy.fastPrice == base.economy.fastPrice)
        let band = try #require(file.economy.bands.first { $0.figure == .electricityPrice })
        #expect(abs(band.factors.upperBound - 1.2) < 1e-12)
        #expect(file.figures.first { $0.path == "years" }?.source == "my bill")
        #expect(file.figures.contains { $0.path == "fast_price_usd_per_kwh" })
    }

    @Test func `units that are mixed up are mistakes, all at once`() throws {
        let base = try EconomyFile.open()
        do {
            _ = try EconomyFile.decode(
                "grid_carbon_kg_per_kwh: 390\nhome_acces_percent: 50\nfuels: { petrol: {} }\n",
                name: "e.yaml",
                over: base
            )
            Issue.record("three mistakes")
        } catch {
            #expect(error.lines.count == 3)
            #expect(error.lines[0].contains("kg/kWh (not g/kWh)"))
            #expect(error.lines[1].contains("did you mean home_access_percent?"))
            #expect(
                error.lines[2].contains("fuels.petrol: unknown key; known here: gasoline, diesel")
            )
        }
    }

    @Test func `without the library a file has to say everything`() {
        do {
            _ = try EconomyFile.decode("years: 5\n", name: "e.yaml", over: nil)
            Issue.record("most is missing")
        } catch {
            #expect(error.lines.count == 22)
        }
    }
}
