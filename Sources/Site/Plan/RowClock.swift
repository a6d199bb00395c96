import Bus
import Foundation
import Planning

/// Puts the rows of a file in the order of the hours of its years, by their time stamps.
///
/// Hours are counted in the place's standard time: daylight saving makes no gap in spring and no
/// duplicate in autumn. A stamp is an ISO 8601 time with its offset, or a local time of `zone`.
struct RowClock {
    let column: Int
    /// nil: every stamp carries its offset.
    let zone: TimeZone?

    /// Rows by hour, and what about them deserves a second look.
    struct Order {
        var rows: [Int] = []
        /// Rows of each year, where there are several; empty: there is one, or a part of it.
        var lengths: [Int] = []
        var notice: String?
    }

    /// A stamp in seconds since 1970 as written, and its offset from UTC.
    private struct Stamp {
        var wall: Int
        var offset: Int?
    }

    func order(of table: Table, partial: Bool, _ complaints: inout Complaints) -> Order {
        guard let times = times(of: table, &complaints), let first = times.first else {
            return Order()
        }
        var hours: [Int] = []
        hours.reserveCapacity(times.count)
        for (row, time) in times.enumerated() {
            hours.append(Int((Double(time) / 3_600).rounded(.down)))
            if (time - first) % 3_600 != 0 {
                let text = table[row, column]
                complaints.add(table.lines[row], "\(text) is not a whole hour after the first line")
            }
        }
        guard complaints.isEmpty else { return Order() }
        let short = check(hours, of: table, &complaints)
        guard complaints.isEmpty else { return Order() }
        guard hours.count <= 8_784 else { return years(hours, without: short, table, &complaints) }
        return turned(hours, partial: partial, !short.isEmpty, table, &complaints)
    }

    /// Seconds of each row in standard time; nil after a complaint.
    private func times(of table: Table, _ complaints: inout Complaints) -> [Int]? {
        var absolute: [Int] = []
        var smallest: Int?
        for row in 0..<table.count {
            let text = table[row, column]
            guard let stamp = Self.stamp(text.utf8) else {
                complaints.add(
                    table.lines[row],
                    "\(table.columns[column]): not a time: \(quoted(text)); "
                        + "write 2026-03-01T05:00-06:00"
                )
                continue
            }
            if let offset = stamp.offset {
                absolute.append(stamp.wall - offset)
                smallest = min(smallest ?? offset, offset)
            } else if let zone {
                guard let time = Self.absolute(stamp.wall, in: zone, after: absolute.last) else {
                    complaints.add(
                        table.lines[row],
                        "\(text) does not exist in \(zone.identifier): clocks were put forward"
                    )
                    continue
                }
                absolute.append(time)
            } else {
                complaints.add(
                    table.lines[row],
                    "\(text) has no offset from UTC; name the place's zone: America/Chicago"
                )
            }
        }
        guard complaints.isEmpty, let first = absolute.first else { return nil }
        let offset = zone.map { Self.standardOffset(of: $0, near: first) } ?? smallest ?? 0
        return absolute.map { $0 + offset }
    }

    /// Checks that each hour follows the one before; the years whose leap day, and only that, is left
    /// out.
    private func check(_ hours: [Int], of table: Table, _ complaints: inout Complaints) -> [Int] {
        var short: [Int] = []
        for row in hours.indices.dropFirst() {
            let step = hours[row] - hours[row - 1]
            let text = table[row, column]
            switch step {
            case 1: break
            case 0: complaints.add(table.lines[row], "\(text) stands there twice")
            case ..<0:
                complaints.add(table.lines[row], "\(text) is earlier than the line before it")
            case 25 where Self.day(ofHour: hours[row - 1] + 1) == (2, 29) && hours[row] % 24 == 0:
                short.append(Self.year(ofHour: hours[row]))
            default:
                let missing = step == 2 ? "an hour is" : "\(step - 1) hours are"
                complaints.add(table.lines[row], "\(missing) missing before \(text)")
            }
        }
        return short
    }

    /// Hours that lie in a neighboring year only because of the time zone go to the other end.
    private func turned(
        _ hours: [Int],
        partial: Bool,
        _ isWithoutLeapDay: Bool,
        _ table: Table,
        _ complaints: inout Complaints
    ) -> Order {
        var order = Order(rows: Array(hours.indices))
        if isWithoutLeapDay { order.notice = "the leap day is left out" }
        let year = Self.year(ofHour: hours[hours.count / 2])
        let (begin, end) = (Self.hour(ofYear: year), Self.hour(ofYear: year + 1))
        guard !partial else {
            if hours[0] != begin {
                order.notice =
                    "does not begin on January 1; its hours count as the first of the year"
            }
            return order
        }
        let whole = end - begin - (isWithoutLeapDay ? 24 : 0)
        if hours.count != whole {
            let what = whole == 8_784 ? "\(year) is a leap year and has" : "\(year) has"
            complaints.add(
                nil,
                "has \(hours.count) hours; \(what) \(whole)"
                    + (hours.count < whole ? "; write partial: true for a part of it" : "")
            )
            return order
        }
        let before = hours.count { $0 < begin }
        let after = hours.count { $0 >= end }
        if before + after > Self.zoneHours {
            let text = table[0, column]
            complaints.add(table.lines.first, "\(text) is not the first hour of January 1")
        } else if before + after > 0 {
            let rows = order.rows
            order.rows = Array(
                rows.suffix(after) + rows.dropLast(after).dropFirst(before) + rows.prefix(before)
            )
            order.notice =
                "\(before + after) of its hours lie outside of \(year) in standard time; "
                + "they stand at the other end of the year"
        }
        return order
    }
}

extension RowClock {
    /// The point in time of a local one; of two, the one that comes after the row before.
    private static func absolute(_ wall: Int, in zone: TimeZone, after last: Int?) -> Int? {
        func offset(_ time: Int) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
        }
        let offsets = Set([wall - 86_400, wall + 86_400].map(offset))
        let candidates = offsets.map { wall - $0 }.filter { wall - $0 == offset($0) }.sorted()
        return candidates.first { time in last.map { time > $0 } ?? true } ?? candidates.last
    }

    private static func standardOffset(of zone: TimeZone, near time: Int) -> Int {
        [time, time + 182 * 86_400].map {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0)))
        }.min() ?? 0
    }

    /// Of a stamp in s since 1970, in UTC where it says its offset and else of its place.
    static func seconds(of text: Substring) -> Int? {
        stamp(text.utf8).map { $0.wall - ($0.offset ?? 0) }
    }

    /// Reads `2026-03-01T05:00`, seconds and an offset optional.
    private static func stamp(_ text: Substring.UTF8View) -> Stamp? {
        var rest = text[...]
        func number(_ digits: Int) -> Int? {
            guard rest.count >= digits else { return nil }
            var value = 0
            for byte in rest.prefix(digits) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            rest = rest.dropFirst(digits)
            return value
        }
        func skip(_ allowed: Character...) -> Bool {
            guard let byte = rest.first, allowed.contains(where: { $0.asciiValue == byte }) else {
                return false
            }
            rest = rest.dropFirst()
            return true
        }
        guard let year = number(4), skip("-"), let month = number(2), skip("-"),
            let day = number(2), skip("T", "t", " "), let hour = number(2), skip(":"),
            let minute = number(2), (1...12).contains(month),
            (1...daysOfMonth(month, year)).contains(day), hour < 24, minute < 60
        else { return nil }
        var second = 0
        if skip(":") {
            guard let value = number(2), value < 60 else { return nil }
            second = value
            if skip(".") {
                while rest.first.map({ (0x30...0x39).contains($0) }) == true {
                    rest = rest.dropFirst()
                }
            }
        }
        let wall = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        if rest.isEmpty { return Stamp(wall: wall) }
        if skip("Z", "z") { return rest.isEmpty ? Stamp(wall: wall, offset: 0) : nil }
        let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
        guard skip("+", "-"), let hours = number(2), hours <= 14 else { return nil }
        _ = skip(":")
        let minutes = rest.isEmpty ? 0 : number(2) ?? 60
        guard minutes < 60, rest.isEmpty else { return nil }
        return Stamp(wall: wall, offset: sign * (hours * 3_600 + minutes * 60))
    }

    private static func daysOfMonth(_ month: Int, _ year: Int) -> Int {
        month == 2
            ? (SiteCalendar.isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970 of a day in the Gregorian calendar; years begin in March, so that a leap day
    /// is the last.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
    }

    static func hour(ofYear year: Int) -> Int { days(year, 1, 1) * 24 }

    static func year(ofHour hour: Int) -> Int {
        var year = 1970 + hour / 8_766
        while Self.hour(ofYear: year) > hour { year -= 1 }
        while Self.hour(ofYear: year + 1) <= hour { year += 1 }
        return year
    }

    /// The month and the day of an hour.
    private static func day(ofHour hour: Int) -> (Int, Int) {
        let year = year(ofHour: hour)
        var day = (hour - Self.hour(ofYear: year)) / 24
        var month = 1
        while day >= daysOfMonth(month, year) {
            day -= daysOfMonth(month, year)
            month += 1
        }
        return (month, day + 1)
    }
}

extension SiteReader {
    /// The column with the time stamps, alone or as `{ column: time, zone: America/Chicago }`.
    mutating func clock(_ field: Field, of table: Table) -> RowClock? {
        guard field.isMapping else {
            guard let text = text(field) else { return nil }
            return column(of: table, text.value, field).map { RowClock(column: $0, zone: nil) }
        }
        guard let fields = mapping(field, known: ["column", "zone"]) else { return nil }
        let column = required("column", in: fields, "which column holds the times?")
            .flatMap { field in text(field).flatMap { self.column(of: table, $0.value, field) } }
        guard let zoneField = fields["zone"] else {
            return column.map { RowClock(column: $0, zone: nil) }
        }
        guard let name = text(zoneField) else { return nil }
        guard let zone = TimeZone(identifier: name.value) else {
            let all = TimeZone.knownTimeZoneIdentifiers
            let near = nearNames(to: name.value, among: all, most: 1).first
            let hint = near.map { "did you mean \($0)?" } ?? "write America/Chicago"
            reject(zoneField, "no time zone is called \(quoted(name.value)); \(hint)")
            return nil
        }
        return column.map { RowClock(column: $0, zone: zone) }
    }
}
