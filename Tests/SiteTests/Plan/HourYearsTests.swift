import Foundation
import Planning
import Site
import Testing

/// Files of several calendar years.
@Suite struct HourYearsTests {
    static func site(
        _ content: String,
        _ hours: String = "",
        years: String = "{ 2028: 1 }"
    ) throws -> (site: PowerSite, notices: [String]) {
        try SitePlanSample.with(content) { folder in
            let text = SitePlanSample.text(
                """
                    hours: { file: case.csv\(hours) }
                    it_mw: \(years)
                    grid: { limit_mw: 9, curtailed_hours: 1 }

                """
            )
            let file = try PlanFile.decode(text, name: "p.yaml", folder: folder)
            return (file.scenario.sites[0], file.notices)
        }
    }

    static func mistakes(
        _ content: String,
        _ hours: String = "",
        years: String = "{ 2028: 1 }"
    ) throws -> [String] {
        do {
            _ = try site(content, hours, years: years)
            return []
        } catch let error as SiteMistakes {
            return error.lines.map { $0.replacing(/^p.yaml:[0-9]+: sites\.a\./, with: "") }
        }
    }

    static func plain(_ count: Int) -> String {
        "load_mw,price_usd_per_mwh\n" + (0..<count).map { "1,\($0 % 1_000)\n" }.joined()
    }

    /// Rows in UTC, hour after hour, without those of some days.
    static func stamped(
        from first: Int,
        to last: Int,
        shift: Int = 0,
        without days: [String] = []
    ) -> [String] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
        func begin(_ year: Int) -> Int {
            let date = calendar.date(from: DateComponents(year: year, month: 1, day: 1))
            return Int(date?.timeIntervalSince1970 ?? 0) / 3_600
        }
        var rows: [String] = []
        for day in begin(first) / 24..<begin(last + 1) / 24 {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0]
                .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
            guard !days.contains(text) else { continue }
            rows += (0..<24).map { "\(text)T\($0 < 10 ? "0" : "")\($0):00Z,1,\(rows.count + $0)" }
        }
        return Array(rows.dropFirst(shift))
    }

    static func text(_ rows: [String]) -> String {
        (["time,load_mw,price_usd_per_mwh"] + rows).joined(separator: "\n")
    }

    @Test(
        arguments: [
            (17_520, [8_760, 8_760]), (17_544, [8_784, 8_760]),
            (43_800, [8_760, 8_760, 8_760, 8_760, 8_760]),
            (43_848, [8_784, 8_760, 8_760, 8_760, 8_784]),
        ] as [(Int, [Int])]
    )
    func `years without time stamps are those from the first on`(
        count: Int,
        lengths: [Int]
    ) throws {
        let (site, notices) = try Self.site(Self.plain(count))
        #expect(site.yearLengths == lengths)
        #expect(site.profile.count == count)
        #expect(notices.isEmpty)
        // The dearest hour of each year, not of all.
        #expect(site.grid?.curtailedHours.count == lengths.count)
    }

    @Test func `what is no number of whole years says what would be right`() throws {
        #expect(
            try Self.mistakes(Self.plain(43_824)) == [
                "hours: has 43824 hours; 5 years from 2028 on have 43800, or 43848 with their leap "
                    + "days; with time stamps (time: …) other years may be meant"
            ]
        )
        #expect(
            try Self.mistakes(Self.plain(17_500)) == [
                "hours.file: case.csv has 17500 hours; a year has 8760, or 8784 with a leap day"
            ]
        )
    }

    @Test func `time stamps say which years they are`() throws {
        let rows = Self.stamped(from: 2011, to: 2015)
        let (site, notices) = try Self.site(Self.text(rows), ", time: time")
        #expect(rows.count == 43_824)
        #expect(site.yearLengths == [8_760, 8_784, 8_760, 8_760, 8_760])
        #expect(notices.isEmpty)
        let short = Self.stamped(from: 2011, to: 2012, without: ["2012-02-29"])
        let cut = try Self.site(Self.text(short), ", time: time")
        #expect(cut.site.yearLengths == [8_760, 8_760])
        #expect(
            cut.notices == ["sites.a.hours.file: case.csv: the leap day of 2012 is left out"]
        )
    }

    @Test func `years in UTC are turned into the place's standard time`() throws {
        let rows = Self.stamped(from: 2013, to: 2014)
        let time = ", time: { column: time, zone: America/Chicago }"
        let (site, notices) = try Self.site(Self.text(rows), time)
        #expect(site.yearLengths == [8_760, 8_760])
        // The first row of the file is six in the evening of the last day.
        #expect(site.grid?.price.first == 6)
        #expect(site.grid?.price.last == 5)
        #expect(
            notices == [
                "sites.a.hours.file: case.csv: 6 of its hours lie outside of 2013 to 2014 in "
                    + "standard time; they stand at the other end"
            ]
        )
    }

    @Test func `gaps and ends of several years are told with their lines`() throws {
        let gap = Self.stamped(from: 2013, to: 2014, without: ["2013-07-01"])
        #expect(
            try Self.mistakes(Self.text(gap), ", time: time") == [
                "hours.file: case.csv:4346: 24 hours are missing before 2013-07-02T00:00Z"
            ]
        )
        let early = Array(Self.stamped(from: 2013, to: 2014).dropLast(100))
        #expect(
            try Self.mistakes(Self.text(early), ", time: time") == [
                "hours.file: case.csv:17421: 2014-12-27T19:00Z is not the last hour of December 31: "
                    + "the file has 17420 hours, 2013 to 2014 have 17520; of several years each has "
                    + "to be whole"
            ]
        )
        let late = Self.stamped(from: 2013, to: 2015, shift: 100)
        #expect(
            try Self.mistakes(Self.text(late), ", time: time") == [
                "hours.file: case.csv:2: 2013-01-05T04:00Z is not the first hour of January 1"
            ]
        )
    }

    @Test func `several years have no carbon budget, which is of each year by itself`() throws {
        let head = "start: 2028-Q1\ncarbon_budget_t_per_year: 9\n"
        let inside = """
                hours: { file: case.csv }
                it_mw: { 2028: 1 }
                grid: { limit_mw: 9, marginal_carbon_t_per_mwh: 0.4 }

            """
        let text = SitePlanSample.text(inside, head: head)
        let lines: [String] = try SitePlanSample.with(Self.plain(17_520)) { folder in
            do throws(SiteMistakes) {
                _ = try PlanFile.decode(text, name: "p.yaml", folder: folder)
                return []
            } catch {
                return error.lines
            }
        }
        #expect(
            lines == [
                "p.yaml:7: sites.a.hours: has hours of 2 years, which are planned as one, and "
                    + "carbon_budget_t_per_year is of each year by itself: give it the hours of one "
                    + "year, or remove the budget"
            ]
        )
    }

    @Test func `several years belong to one year, and to no portfolio`() throws {
        #expect(
            try Self.mistakes(Self.plain(17_520), years: "{ 2028: 1, 2029: 2 }") == [
                "it_mw: plans 2 years beside hours of 2, which are planned as one with the same "
                    + "capacities: keep the first year, or give the hours of one year"
            ]
        )
        let portfolio =
            PlanSample.all + """
                sites:
                  a:
                    hours: { file: case.csv }
                    it_mw: { 2026: 1 }
                    grid: { limit_mw: 9 }

                """
        let lines: [String] = try SitePlanSample.with(Self.plain(17_520)) { folder in
            do throws(SiteMistakes) {
                _ = try PlanFile.decode(portfolio, name: "p.yaml", folder: folder)
                return []
            } catch {
                return error.lines
            }
        }
        #expect(
            lines == [
                "p.yaml:21: sites.a.hours: has hours of 2 years; a plan of contracts asks for every "
                    + "year by itself: give it the hours of one year, or plan the site in a file of "
                    + "its own"
            ]
        )
    }
}
