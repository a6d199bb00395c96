/// The most that may come through the grid connection in one step, and why no more.
struct ConnectionLimit: Sendable, Equatable {
    enum Reason: Sendable, Equatable { case connection, curtailed, regionalShare }

    /// Megawatts.
    var power: Double
    var reason: Reason
}

extension GridConnection {
    /// Megawatts of the connection in a quarter; before its first step there are none.
    package func connection(in quarter: Quarter) -> Double {
        steps.last { $0.from <= quarter }?.limit ?? 0
    }

    /// The limit of each step of a range: connection, called hours and regional share.
    func limits(_ calendar: SiteCalendar, _ range: Range<Int>) -> [ConnectionLimit] {
        let quarters = (0..<4 * calendar.yearCount).map { connection(in: calendar.quarter(at: $0)) }
        var limits: [ConnectionLimit] = []
        limits.reserveCapacity(range.count)
        for step in range {
            var limit = ConnectionLimit(
                power: quarters[calendar.quarterIndex(of: step)],
                reason: .connection
            )
            if let regionalShare, regionalShare * regionalLoad[step] < limit.power {
                limit = .init(power: regionalShare * regionalLoad[step], reason: .regionalShare)
            }
            limits.append(limit)
        }
        for step in curtailedHours where range.contains(step) {
            let place = step - range.lowerBound
            guard curtailedLimit < limits[place].power else { continue }
            limits[place] = .init(power: curtailedLimit, reason: .curtailed)
        }
        return limits
    }

    /// Dollars that the connection costs over the series, quarter by quarter as it stands.
    func charge(_ calendar: SiteCalendar) -> Double {
        (0..<4 * calendar.yearCount).reduce(0) { sum, place in
            let starts = calendar.quarterStarts
            let share = calendar.share(of: starts[place]..<starts[place + 1])
            return sum + capacityCharge * connection(in: calendar.quarter(at: place)) * share
        }
    }

    /// Dollars per megawatt-hour that is fed in; a price below zero is paid in full.
    func exportPrice(at step: Int) -> Double {
        price[step] > 0 ? price[step] * exportShare : price[step]
    }

    /// Whether there are figures of a kind of carbon.
    package func hasCarbon(_ kind: SiteRules.CarbonKind) -> Bool {
        !(kind == .average ? averageCarbon : marginalCarbon).isEmpty
    }

    /// Tonnes per megawatt-hour by one kind of figure; 0 where they are unknown.
    func carbon(_ kind: SiteRules.CarbonKind, _ step: Int) -> Double {
        let series = kind == .average ? averageCarbon : marginalCarbon
        return series.isEmpty ? 0 : series[step]
    }
}
