import Planning

/// Files of several calendar years, one after the other.
extension RowClock {
    /// Hours that standard time is away from UTC at most.
    static let zoneHours = 14

    /// The rows of several whole years.
    ///
    /// `hours`: Of each row the hour since 1970 in standard time, one after the other; `short`: the
    /// years whose leap day is left out.
    func years(
        _ hours: [Int],
        without short: [Int],
        _ table: Table,
        _ complaints: inout Complaints
    ) -> Order {
        guard let start = hours.first, let last = hours.last else { return Order() }
        let first = Self.year(ofHour: start + Self.zoneHours)
        let final = max(first, Self.year(ofHour: last - Self.zoneHours))
        let (begin, end) = (Self.hour(ofYear: first), Self.hour(ofYear: final + 1))
        guard abs(start - begin) <= Self.zoneHours else {
            let text = table[0, column]
            complaints.add(table.lines.first, "\(text) is not the first hour of January 1")
            return Order()
        }
        let lengths = (first...final).map { year in
            Self.hour(ofYear: year + 1) - Self.hour(ofYear: year) - (short.contains(year) ? 24 : 0)
        }
        let whole = lengths.reduce(0, +)
        guard hours.count == whole else {
            let text = table[table.count - 1, column]
            let span = first == final ? "\(first) has" : "\(first) to \(final) have"
            complaints.add(
                table.lines.last,
                "\(text) is not the last hour of December 31: the file has \(hours.count) hours, "
                    + "\(span) \(whole); of several years each has to be whole"
            )
            return Order()
        }
        var order = Order(rows: Array(hours.indices), lengths: lengths)
        var notices: [String] = []
        if !short.isEmpty {
            let years = short.map(String.init).joined(separator: ", ")
            notices.append("the leap day of \(years) is left out")
        }
        let before = hours.count { $0 < begin }
        let after = hours.count { $0 >= end }
        if before + after > 0 {
            let rows = order.rows
            order.rows = Array(
                rows.suffix(after) + rows.dropLast(after).dropFirst(before) + rows.prefix(before)
            )
            notices.append(
                "\(before + after) of its hours lie outside of \(first) to \(final) in standard "
                    + "time; they stand at the other end"
            )
        }
        if !notices.isEmpty { order.notice = notices.joined(separator: "; ") }
        return order
    }
}

extension SiteReader {
    /// Hours of each year of a series, when it has several; empty for one year.
    ///
    /// Time stamps have said it already. Without them the years are those from `first` on, all with
    /// their leap days or all without.
    mutating func yearLengths(of series: HourSeries, from first: Int, _ field: Field) -> [Int] {
        guard series.yearLengths.isEmpty, series.count > 8_784 else { return series.yearLengths }
        let count = max(2, Int((Double(series.count) / 8_766).rounded()))
        let plain = Array(repeating: 8_760, count: count)
        let calendar = (first..<first + count).map { SiteCalendar.isLeap($0) ? 8_784 : 8_760 }
        for lengths in [plain, calendar] where lengths.reduce(0, +) == series.count {
            return lengths
        }
        let leap = calendar.reduce(0, +)
        let days = leap == 8_760 * count ? "" : ", or \(leap) with their leap days"
        reject(
            field,
            "has \(series.count) hours; \(count) years from \(first) on have \(8_760 * count)\(days); "
                + "with time stamps (time: …) other years may be meant"
        )
        return []
    }

    /// What hours of several years cannot be put together with.
    mutating func checkYears(_ site: PowerSite, _ entity: Entity, _ hours: Field) {
        let count = site.yearLengths.count
        guard count > 1 else { return }
        if site.years.count > 1, let field = entity["it_mw"] {
            reject(
                field,
                "plans \(site.years.count) years beside hours of \(count), which are planned as one "
                    + "with the same capacities: keep the first year, or give the hours of one year"
            )
        }
        if plan.hasCarbonBudget {
            reject(
                hours,
                "has hours of \(count) years, which are planned as one, and "
                    + "carbon_budget_t_per_year is of each year by itself: give it the hours of one "
                    + "year, or remove the budget"
            )
        }
        if plan.isPortfolio {
            reject(
                hours,
                "has hours of \(count) years; a plan of contracts asks for every year by itself: give "
                    + "it the hours of one year, or plan the site in a file of its own"
            )
        }
    }
}
