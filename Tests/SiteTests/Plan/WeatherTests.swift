import Foundation
import Planning
import Testing

@testable import Site

/// Weather files, and the shares of solar and wind power that come out of them.
@Suite struct WeatherTests {
    static func mistakes(_ text: String) -> [String] {
        do {
            _ = try WeatherFile.decode(text, name: "w.csv")
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: [
        ("NSRDB PSM3", 39.77, -7.0, 2_012), ("TMY3", 36.1, -5, 1_988), ("TMY2", 25.8, -5, 1_962),
        ("EPW", 52.47, 1, 1_982),
    ])
    func `a year is read in every format`(
        format: String,
        latitude: Double,
        zone: Double,
        year: Int
    ) throws {
        let texts = [
            "NSRDB PSM3": WeatherSample.solarDataBase(), "TMY3": WeatherSample.typical3(),
            "TMY2": WeatherSample.typical2(), "EPW": WeatherSample.energyPlus(),
        ]
        let text = try #require(texts[format])
        let weather = try WeatherFile.decode(text, name: "w.csv")
        #expect(weather.format == format)
        #expect(weather.latitude == latitude && weather.zone == zone && weather.years == [year])
        #expect(weather.hours.count == 8_760)
        // Noon of the first of February, which begins at 12:00.
        let noon = weather.hours[31 * 24 + 12]
        #expect(
            noon
                == WeatherYear.Hour(
                    global: 793,
                    direct: 700,
                    diffuse: 99,
                    temperature: 7,
                    wind: 6,
                    minute: 30
                )
        )
        #expect(weather.hours[0].temperature == -5 && weather.hours[0].global == 0)
    }

    @Test func `leap years and files without their leap day are both whole years`() throws {
        let leap = try WeatherFile.decode(WeatherSample.solarDataBase(leap: true), name: "w.csv")
        #expect(leap.hours.count == 8_784 && leap.notes.isEmpty)
        let cut = try WeatherFile.decode(WeatherSample.solarDataBase(), name: "w.csv")
        #expect(cut.notes == ["2012 is a leap year; the file leaves its 29 February out"])
    }

    @Test func `hours in UTC are moved into local standard time`() throws {
        let weather = try WeatherFile.decode(WeatherSample.solarDataBase(zone: 0), name: "w.csv")
        #expect(weather.zone == -7)
        // What the file calls 12:00 is five in the morning.
        #expect(weather.hours[5].temperature == 7)
        #expect(weather.notes.contains { $0.hasPrefix("moved by -7 h into local standard time") })
    }

    @Test func `what is missing or wrong is told with its line`() {
        let text = WeatherSample.solarDataBase()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func edited(_ edit: (inout [String]) -> Void) -> [String] {
            var copy = lines
            edit(&copy)
            return Self.mistakes(copy.joined(separator: "\n"))
        }
        #expect(
            edited { $0.remove(at: 3 + 40) } == [
                "w.csv:44: 01-02 16:00 is missing; found 01-02 17:00"
            ]
        )
        #expect(
            edited { $0.removeLast(3) } == [
                "w.csv:8761: is the last line; 12-31 22:00 and what follows is missing"
            ]
        )
        #expect(
            edited { $0.insert("2012,1,1,0,30,0,0,0,0,0,", at: 8_763) } == [
                "w.csv:8764: 01-01 00:00 stands behind the last hour of the year"
            ]
        )
        #expect(
            edited { $0[10] = "2012,1,1,7,30,0,-9900,0,1,1," } == [
                "w.csv:11: DNI: -9900 stands for a missing value, or is wrong"
            ]
        )
        #expect(
            edited { $0[10] = "2012,1,1,7,30,0,x,0,1,1," } == [
                #"w.csv:11: DNI: not a number: "x""#
            ]
        )
        #expect(
            edited { $0[10] = "2012,1,1,7,30" } == ["w.csv:11: has 5 of the header's 11 cells"]
        )
        #expect(
            edited { $0[2] = $0[2].replacing("GHI", with: "G") } == [
                #"w.csv: has no column "GHI""#
            ]
        )
        #expect(
            Self.mistakes("hello\nworld\n") == [
                "w.csv:1: is the beginning of no weather file that is known: "
                    + "NSRDB PSM3, TMY3, TMY2 or EPW"
            ]
        )
    }

    @Test func `at most twenty lines are shown, and how many more there are`() {
        let text = WeatherSample.typical3().replacing(",700,", with: ",-9900,")
        let lines = Self.mistakes(text)
        #expect(lines.count == 21)
        #expect(
            lines.last == "w.csv: 4360 more lines are wrong",
            "of 365 days with 12 hours of sun"
        )
    }

    @Test func `the sun stands where it has to`() {
        // Golden, Colorado, at the equinox of 2012: at solar noon it is as high as the equator's
        // distance from the pole, and due south.
        let equinox = 79 * 24.0
        let noon = 12 + 105.22 / 15 - 7 + 7.4 / 60
        let sun = SunPosition(
            time: equinox + noon,
            latitude: 39.77,
            longitude: -105.22,
            zone: -7
        )
        #expect(abs(asin(sun.up) * 180 / .pi - 50.23) < 0.4)
        #expect(abs(sun.east) < 0.01 && sun.north < 0)
        let length = sun.east * sun.east + sun.north * sun.north + sun.up * sun.up
        #expect(abs(length - 1) < 1e-12)
        let morning = SunPosition(time: equinox + 8, latitude: 39.77, longitude: -105.22, zone: -7)
        #expect(morning.east > 0.5 && morning.up > 0)
        // Nearest to the sun in the first days of January.
        #expect(
            (1_400...1_415).contains(
                SunPosition(time: 60, latitude: 0, longitude: 0, zone: 0).extraterrestrial
            )
        )
    }

    @Test func `a plant under a clear noon sky yields what the formula says`() {
        let hour = WeatherYear.Hour(global: 500, direct: 0, diffuse: 500, temperature: 25)
        let sun = SunPosition(time: 172 * 24 + 12, latitude: 0, longitude: 0, zone: 0)
        var plant = SolarPlant(mounting: .fixed(tilt: 0))
        plant.directRatio = 1
        // Level modules see the whole sky and no ground.
        let cell = 25 + 500 * 0.81 / 29
        let expected = 0.5 * (1 - 0.0035 * (cell - 25)) * 0.86 * 0.96
        #expect(abs(plant.share(of: hour, sun: sun, latitude: 0) - expected) < 1e-9)
        #expect(
            plant.share(
                of: .init(global: 10, diffuse: 10),
                sun: SunPosition(time: 0, latitude: 40, longitude: 0, zone: 0),
                latitude: 40
            ) == 0
        )
    }

    @Test func `a farm follows the cube of the wind between its limits`() {
        var farm = WindPlant()
        farm.losses = 0
        func share(_ wind: Double) -> Double {
            farm.share(
                of: .init(temperature: 15 - 0.0065 * 100, wind: wind),
                height: 100,
                elevation: 0
            )
        }
        #expect(share(2.9) == 0 && share(26) == 0 && share(12.5) == 1)
        let density = cbrt(101_325 * pow(1 - 2.255_77e-3, 5.255_88) / (287.05 * 287.5) / 1.225)
        let expected = (pow(8 * density, 3) - 27) / (pow(11.5, 3) - 27)
        #expect(abs(share(8) - expected) < 1e-9)
        #expect(farm.share(of: .init(wind: 8), height: 10, elevation: 0) > share(8))
    }

    @Test func `wind at the height of a hub replaces the wind at the ground`() throws {
        var year = try WeatherFile.decode(WeatherSample.solarDataBase(), name: "w.csv")
        try WindFile.decode(WeatherSample.windToolkit(), name: "v.csv", into: &year)
        #expect(year.windHeight == 100)
        #expect(year.hours[5].wind == 12, "five in the morning is noon in UTC")
        #expect(year.windSource == "WIND Toolkit, site 976301, 2015, at 100 m")
        var leap = try WeatherFile.decode(WeatherSample.solarDataBase(leap: true), name: "w.csv")
        #expect(throws: SiteMistakes.self) {
            try WindFile.decode(WeatherSample.windToolkit(), name: "v.csv", into: &leap)
        }
        #expect(throws: SiteMistakes.self) {
            try WindFile.decode(WeatherSample.typical3(), name: "v.csv", into: &year)
        }
    }

    @Test func `the converted file says what was assumed, and a scenario reads it`() throws {
        let weather = try WeatherFile.decode(WeatherSample.typical3(), name: "w.csv")
        let conversion = WeatherConversion(weather, solar: SolarPlant(mounting: .fixed(tilt: 20)))
        #expect(
            conversion.report[0].hasPrefix("TMY3: GREENSBORO PIEDMONT TRIAD INT, NC, 36.1 north")
        )
        #expect(conversion.report[2].contains("fixed at 20° towards the equator"))
        #expect(conversion.csv.hasPrefix("# TMY3: "))
        let site = try SitePlanSample.with(conversion.csv) { folder in
            try PlanFile.decode(
                SitePlanSample.text(
                    """
                        hours: { file: case.csv }
                        it_mw: { 2028: 10 }
                        pue: { base: 1.1, rise_per_degree: 0.006, above_celsius: 10 }
                        sources:
                          sun: { carrier: solar, profile: solar_cf, annual_cost_usd_per_mw: 1 }
                          wind: { carrier: wind, profile: wind_cf, annual_cost_usd_per_mw: 1 }
                    """
                ),
                folder: folder
            ).scenario.sites[0]
        }
        #expect(site.profile.count == 8_760)
        for (read, made) in zip(site.generators[0].availability, conversion.solarShares) {
            #expect(abs(read - made) < 0.001)
        }
    }
}
