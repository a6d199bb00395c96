import Foundation
import Planning
import Site
import Testing

/// Hourly series from CSV: columns, time stamps, leap years, and what is wrong with lines.
@Suite struct HourSeriesTests {
    private static let site = """
            it_mw: { 2028: 1 }
            grid: { limit_mw: 9 }

        """

    /// The series of a file as the load of a site, or the mistakes.
    private static func load(
        _ content: String,
        _ hours: String = ""
    ) throws -> (load: [Double], notices: [String]) {
        try SitePlanSample.with(content) { folder in
            let text = SitePlanSample.text("    hours: { file: case.csv\(hours) }\n" + site)
            let file = try PlanFile.decode(text, name: "p.yaml", folder: folder)
            return (file.scenario.sites[0].profile, file.notices)
        }
    }

    private static func mistakes(_ content: String, _ hours: String = "") throws -> [String] {
        do {
            _ = try load(content, hours)
            return []
        } catch let error as SiteMistakes {
            return error.lines.map { $0.replacing("p.yaml:6: sites.a.hours.", with: "") }
        }
    }

    /// A year of one number per hour, with a price.
    private static func plain(_ count: Int) -> String {
        "load_mw,price_usd_per_mwh\n" + (0..<count).map { "\($0 % 24),40\n" }.joined()
    }

    /// Rows with time stamps of a zone's own clock, hour after hour from a point in time on.
    private static func stamped(
        from start: Int,
        count: Int,
        zone: String,
        withOffset: Bool
    ) throws -> [String] {
        let zone = try #require(TimeZone(identifier: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return (0..<count).map { hour in
            let date = Date(timeIntervalSince1970: Double(start + hour * 3_600))
            let parts = calendar.dateComponents([.year, .month, .day, .hour], from: date)
            let clock = String(
                format: "%04d-%02d-%02dT%02d:00",
                parts.year ?? 0,
                parts.month ?? 0,
                parts.day ?? 0,
                parts.hour ?? 0
            )
            let offset = zone.secondsFromGMT(for: date) / 60
            let shown = String(format: "%+03d:%02d", offset / 60, abs(offset) % 60)
            return "\(clock)\(withOffset ? shown : ""),\(hour),40"
        }
    }

    private static let header = "time,load_mw,price_usd_per_mwh"
    /// 2027-01-01 00:00 and 2028-01-01 00:00 in Chicago, in seconds since 1970.
    private static let january2027 = 1_798_783_200
    private static let january2028 = 1_830_319_200

    @Test(arguments: [8_760, 8_784])
    func `a whole year needs no time stamps`(count: Int) throws {
        let load = try Self.load(Self.plain(count)).load
        #expect(load.count == count && load[25] == 1)
    }

    @Test func `a part of a year says so`() throws {
        #expect(try Self.load(Self.plain(48), ", partial: true").load.count == 48)
        #expect(
            try Self.mistakes(Self.plain(48)) == [
                "file: case.csv has 48 hours; a year has 8760, or 8784 with a leap day; "
                    + "write partial: true for a part of one"
            ]
        )
        #expect(
            try Self.mistakes(Self.plain(8_761)) == [
                "file: case.csv has 8761 hours; a year has 8760, or 8784 with a leap day"
            ]
        )
        #expect(
            try Self.mistakes(Self.plain(8_760), ", partial: true").isEmpty,
            "a whole year is allowed where a part is"
        )
        #expect(try Self.mistakes("load_mw\n") == ["file: case.csv has no hours"])
    }

    @Test(arguments: [true, false])
    func `daylight saving makes neither a gap nor a duplicate`(withOffset: Bool) throws {
        let rows = try Self.stamped(
            from: Self.january2027,
            count: 8_760,
            zone: "America/Chicago",
            withOffset: withOffset
        )
        let text = ([Self.header] + rows).joined(separator: "\n")
        let time = ", time: { column: time\(withOffset ? "" : ", zone: America/Chicago") }"
        let (load, notices) = try Self.load(text, time)
        #expect(load == (0..<8_760).map(Double.init))
        #expect(notices.isEmpty)
    }

    @Test func `an hour that is left out in autumn, or exists in no spring, is found`() throws {
        let rows = try Self.stamped(
            from: Self.january2027,
            count: 8_760,
            zone: "America/Chicago",
            withOffset: false
        )
        let time = ", time: { column: time, zone: America/Chicago }"
        // 01:00 comes twice on 7 November 2027; one of the two is missing.
        let twice = rows.indices.filter { rows[$0].hasPrefix("2027-11-07T01:00") }
        #expect(twice.count == 2)
        var short = rows
        short.remove(at: twice[1])
        #expect(
            try Self.mistakes(([Self.header] + short).joined(separator: "\n"), time) == [
                "file: case.csv:\(twice[1] + 2): an hour is missing before 2027-11-07T02:00"
            ]
        )
        var wrong = rows
        let spring = try #require(rows.firstIndex { $0.hasPrefix("2027-03-14T03:00") })
        wrong.insert("2027-03-14T02:00,1,40", at: spring)
        #expect(
            try Self.mistakes(([Self.header] + wrong).joined(separator: "\n"), time) == [
                "file: case.csv:\(spring + 2): 2027-03-14T02:00 does not exist in America/Chicago: "
                    + "clocks were put forward"
            ]
        )
    }

    @Test func `a leap year has a leap day, or says that it is left out`() throws {
        let rows = try Self.stamped(
            from: Self.january2028,
            count: 8_784,
            zone: "America/Chicago",
            withOffset: true
        )
        let whole = try Self.load(([Self.header] + rows).joined(separator: "\n"), ", time: time")
        #expect(whole.load.count == 8_784 && whole.notices.isEmpty)
        let without = rows.filter { !$0.hasPrefix("2028-02-29") }
        let cut = try Self.load(([Self.header] + without).joined(separator: "\n"), ", time: time")
        #expect(cut.load.count == 8_760)
        #expect(cut.notices == ["sites.a.hours.file: case.csv: the leap day is left out"])
        #expect(
            try Self.mistakes(
                ([Self.header] + rows.dropLast(24)).joined(separator: "\n"),
                ", time: time"
            ) == [
                "file: case.csv: has 8760 hours; 2028 is a leap year and has 8784; "
                    + "write partial: true for a part of it"
            ]
        )
    }

    @Test func `a year in UTC is turned into the place's standard time`() throws {
        // From midnight in Greenwich on: six hours of it are the year before in Chicago.
        let rows = try Self.stamped(
            from: Self.january2027 - 6 * 3_600,
            count: 8_760,
            zone: "UTC",
            withOffset: false
        ).map { $0.replacing(":00,", with: ":00Z,") }
        let text = ([Self.header] + rows).joined(separator: "\n")
        let time = ", time: { column: time, zone: America/Chicago }"
        let (load, notices) = try Self.load(text, time)
        #expect(load[0] == 6 && load[8_759] == 5)
        #expect(
            notices == [
                "sites.a.hours.file: case.csv: 6 of its hours lie outside of 2027 in standard time; "
                    + "they stand at the other end of the year"
            ]
        )
    }

    @Test func `hours that are missing, doubled or out of order are told with their lines`() throws
    {
        func rows(_ times: [String]) -> String {
            ([Self.header] + times.map { "\($0),1,40" }).joined(separator: "\n")
        }
        let hours = ", partial: true, time: time"
        #expect(
            try Self.mistakes(
                rows([
                    "2027-01-01T00:00Z", "2027-01-01T01:00Z", "2027-01-01T05:00Z",
                    "2027-01-01T05:00Z", "2027-01-01T04:00Z",
                ]),
                hours
            ) == [
                "file: case.csv:4: 3 hours are missing before 2027-01-01T05:00Z",
                "file: case.csv:5: 2027-01-01T05:00Z stands there twice",
                "file: case.csv:6: 2027-01-01T04:00Z is earlier than the line before it",
            ]
        )
        #expect(
            try Self.mistakes(
                rows([
                    "2027-01-01T00:00Z", "2027-02-29T00:00Z", "2027-01-01", "2027-01-01T02:00",
                    "2027-01-01T02:30+25:00",
                ]),
                hours
            ) == [
                "file: case.csv:3: time: not a time: \"2027-02-29T00:00Z\"; "
                    + "write 2026-03-01T05:00-06:00",
                "file: case.csv:4: time: not a time: \"2027-01-01\"; write 2026-03-01T05:00-06:00",
                "file: case.csv:5: 2027-01-01T02:00 has no offset from UTC; "
                    + "name the place's zone: America/Chicago",
                "file: case.csv:6: time: not a time: \"2027-01-01T02:30+25:00\"; "
                    + "write 2026-03-01T05:00-06:00",
            ]
        )
        #expect(
            try Self.mistakes(rows(["2027-01-01T00:30Z", "2027-01-01T01:00Z"]), hours) == [
                "file: case.csv:3: 2027-01-01T01:00Z is not a whole hour after the first line"
            ]
        )
        #expect(
            try Self.mistakes(rows([]), ", time: { column: tim, zone: America/Chicgo }") == [
                #"time.column: case.csv has no column "tim"; did you mean time?"#,
                #"time.zone: no time zone is called "America/Chicgo"; did you mean America/Chicago?"#,
            ]
        )
    }

    @Test func `cells that are no numbers or out of bounds are told with their lines`() throws {
        let text = "# made up\nload_mw,price_usd_per_mwh\n1,40\n-1,40\nx,nan\n2,-40\n\n3\n"
        #expect(
            try Self.mistakes(text, ", partial: true") == [
                "file: case.csv:7: is empty", "file: case.csv:8: has 1 of the header's 2 cells",
            ]
        )
        #expect(
            try Self.mistakes(text.replacing("\n\n3", with: ""), ", partial: true") == [
                "file: case.csv:4: load_mw: -1 is out of bounds; it has to be 0 or more",
                #"file: case.csv:5: load_mw: not a number: "x""#,
                #"file: case.csv:5: price_usd_per_mwh: not a number: "nan""#,
            ]
        )
    }

    @Test func `at most twenty lines are shown, and how many more there are`() throws {
        let text = "load_mw,price_usd_per_mwh\n" + String(repeating: "x,40\n", count: 51)
        let lines = try Self.mistakes(text, ", partial: true")
        #expect(lines.count == 21)
        #expect(lines[19] == #"file: case.csv:21: load_mw: not a number: "x""#)
        #expect(lines[20] == "file: case.csv: 31 more lines are wrong")
    }

    @Test func `columns are named, and what is named is there and used`() throws {
        let text = Self.plain(48).replacing("load_mw,price", with: "demand,price")
        let columns =
            ", partial: true, columns: { load_mw: demand, price_usd_per_mwh: price_usd_per_mwh }"
        #expect(try Self.load(text, columns).load[5] == 5)
        #expect(
            try Self.mistakes(text, columns.replacing("load_mw: demand", with: "load_mw: demnd"))
                == [#"columns.load_mw: case.csv has no column "demnd"; did you mean demand?"#]
        )
        #expect(
            try Self.mistakes(text, columns.replacing("load_mw: demand", with: "load: demand")) == [
                "columns.load: no series is called so; did you mean load_mw?"
            ]
        )
        #expect(
            try Self.mistakes(
                text,
                columns.replacing("load_mw: demand", with: "load_mw: demand, wind_cf: demand")
            ).first?.hasPrefix("file: case.csv:4: demand: 2 is out of bounds; it has to be a share")
                == true
        )
        let used = columns.replacing(
            "load_mw: demand",
            with: "load_mw: demand, temperature_c: demand"
        )
        #expect(
            try Self.mistakes(text, used) == [
                "columns.temperature_c: nothing at this site uses the series; remove it"
            ]
        )
        #expect(
            try Self.mistakes("a,b\n1,2\n") == [
                "file: no column of case.csv has a known name; it has \"a\", \"b\": "
                    + "write columns: { load_mw: … }"
            ]
        )
    }

    @Test func `quotes, spaces, line ends and a byte order mark do no harm`() throws {
        let text =
            "\u{FEFF}\"load_mw\" , \"price_usd_per_mwh\",note\r\n"
            + "\"1\", 40,\"a, b\"\r\n2,40,\r\n"
        #expect(try Self.load(text, ", partial: true").load == [1, 2])
    }
}
