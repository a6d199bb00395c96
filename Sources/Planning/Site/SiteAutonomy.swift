import Optimization

extension SiteProgram {
    /// Hours that the critical load runs without the grid, from the beginning of every step on.
    ///
    /// Firm generators run, storages give what they hold, at no more than their power; nothing is
    /// stored anew and the sun does not count, so it is on the careful side. The year follows
    /// itself, and `count` steps are the most. One pass: what storages have to give is a running
    /// sum, so the end is found by halving.
    func autonomy(_ year: SiteYearLayout, _ solution: Solution) -> [Double] {
        let count = year.steps.count
        var drained = [0.0]
        drained.reserveCapacity(2 * count + 1)
        var power: [Double] = []
        for place in 0..<2 * count {
            let h = year.steps.lowerBound + place % count
            let lacking = max(
                0,
                site.rules.criticalShare * year.load(at: h, site) - firm(year, h, solution)
            )
            drained.append(drained[place] + site.stepHours * lacking)
            if place < count {
                let storages = year.storages.reduce(0) { $0 + standing($1.power, h, solution) }
                power.append(storages - lacking)
            }
        }
        // The next step, from each one on, in which the storages' power is too small.
        var stops = Array(repeating: 2 * count, count: 2 * count + 1)
        for place in (0..<2 * count).reversed() {
            let isShort = power[place % count] < -1e-6 * max(1, abs(power[place % count]))
            stops[place] = isShort ? place : stops[place + 1]
        }
        return (0..<count).map { place in
            let store = held(year, place, solution) * (1 + 1e-9) + 1e-9
            var low = place
            var high = min(place + count, stops[place])
            // The last boundary that what is held reaches.
            while low < high {
                let middle = (low + high + 1) / 2
                if drained[middle] - drained[place] <= store {
                    low = middle
                } else {
                    high = middle - 1
                }
            }
            return Double(low - place) * site.stepHours
        }
    }

    private func firm(_ year: SiteYearLayout, _ h: Int, _ solution: Solution) -> Double {
        year.generators.reduce(0) { sum, part in
            guard part.generator.isFirm else { return sum }
            return sum + part.availability(at: h) * standing(part.size, h, solution)
        }
    }

    private func standing(_ size: StandingSize, _ h: Int, _ solution: Solution) -> Double {
        size.constant(at: h) + (size.column(at: h).map { max(0, solution[$0]) } ?? 0)
    }

    /// Megawatt-hours that come out of what the storages hold before a step of the range.
    private func held(_ year: SiteYearLayout, _ place: Int, _ solution: Solution) -> Double {
        year.storages.enumerated().reduce(0) { sum, entry in
            let (number, part) = entry
            let efficiency = part.storage.dischargeEfficiency
            if place == 0, let window = scope.window {
                return sum + efficiency * window.stored[number]
            }
            let h = place == 0 ? year.steps.upperBound - 1 : year.steps.lowerBound + place - 1
            return sum + efficiency * max(0, part.content.value(h, solution))
        }
    }
}
