/// What a look at dates and limits shows before anything is solved.
package struct SiteShortage: Sendable, Equatable {
    /// The first quarter of a run of them that lacks power in at least one hour.
    package let quarter: Quarter
    /// The hour of that quarter that lacks most, as a step of its year.
    package let step: Int
    /// Megawatts that are needed and that there can be at most in that hour.
    package let load: Double
    package let most: Double
    let reasons: [String]

    package var sentence: String {
        let head = "\(quarter): the load of \(SiteReasons.power(load)) cannot be met"
        return reasons.isEmpty ? head : head + ": " + reasons.joined(separator: ", ")
    }

    /// The shortages of the years of a scope, one for each quarter that has one.
    ///
    /// Adds up what every source could give at its largest size; empty where load may go unserved.
    /// What storages have to be filled from, ramps and rules are left to the solver.
    package static func all(_ site: PowerSite, _ scope: SiteProgram.Scope) -> [SiteShortage] {
        guard site.rules.unservedCost == .infinity else { return [] }
        var shortages: [SiteShortage] = []
        for (position, index) in scope.years.enumerated() {
            let year = site.years[index]
            let calendar = SiteCalendar(
                year: year.year,
                count: site.profile.count,
                stepHours: site.stepHours
            )
            let extra = scope.extra.isEmpty ? [0, 0, 0, 0] : scope.extra[position]
            let limits = site.grid?.limits(calendar, 0..<calendar.count) ?? []
            var worst: [Int: (step: Int, load: Double, most: Double)] = [:]
            for step in scope.window?.steps ?? 0..<calendar.count {
                let quarter = calendar.quarterIndex(of: step)
                let load = (year.it[quarter] + extra[quarter]) * site.profile[step]
                let limit = limits.isEmpty ? 0 : limits[step].power
                let most = site.mostPower(at: step, calendar, connection: limit)
                guard load > most * (1 + 1e-9) + 1e-9 else { continue }
                let known = worst[quarter]
                if known.map({ load - most > $0.load - $0.most }) ?? true {
                    worst[quarter] = (step, load, most)
                }
            }
            for (_, place) in worst.sorted(by: { $0.key < $1.key }) {
                let quarter = calendar.quarter(of: place.step)
                shortages.append(
                    SiteShortage(
                        quarter: quarter,
                        step: place.step,
                        load: place.load,
                        most: place.most,
                        reasons: SiteReasons(site: site).reasons(in: quarter, step: place.step)
                    )
                )
            }
        }
        return shortages
    }
}

extension PowerSite {
    /// Megawatts that all sources could give in a step, each at its largest size.
    fileprivate func mostPower(
        at step: Int,
        _ calendar: SiteCalendar,
        connection: Double
    ) -> Double {
        func most(_ existing: Double, _ most: Double, _ date: Quarter?) -> Double {
            step >= calendar.firstStep(from: date) ? existing + most : existing
        }
        var sum = 0.0
        for generator in generators {
            let share = generator.availability.isEmpty ? 1 : generator.availability[step]
            guard share > 0 else { continue }
            sum += share * most(generator.existing, generator.most, generator.available)
        }
        for storage in storages { sum += most(storage.existing, storage.most, storage.available) }
        for purchase in agreements where purchase.isBehindTheMeter {
            sum += purchase.profile[step] * most(0, purchase.most, purchase.available)
        }
        return sum + connection
    }
}
