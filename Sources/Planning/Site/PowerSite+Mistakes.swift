extension PowerSite {
    /// What keeps the site from being planned, a sentence each; empty when there is nothing.
    ///
    /// Every series has to be as long as the profile, every figure a number in its range.
    package var mistakes: [String] {
        var found: [String] = []
        func check(_ isRight: Bool, _ sentence: @autoclosure () -> String) {
            if !isRight { found.append("site \(name): \(sentence())") }
        }
        check(!years.isEmpty, "there is no year to plan")
        check(!profile.isEmpty, "the profile has no hour")
        check(stepHours > 0 && stepHours.isFinite, "a step of \(stepHours) h takes no time")
        check(Self.areWithin(profile, 0...), "the profile has a figure below zero")
        for sentence in lengthMistakes { check(false, sentence) }
        for (earlier, later) in zip(years, years.dropFirst()) {
            check(earlier.year < later.year, "\(later.year) comes after \(earlier.year)")
        }
        for year in years {
            check(Self.areWithin(year.it, 0...), "\(year.year): the IT load is below zero")
            guard let flexible = year.flexible else { continue }
            check(
                flexible.most >= 0 && (0...1).contains(flexible.share) && flexible.windowHours > 0,
                "\(year.year): the flexible load needs a size, a share of 0 to 1 and a window"
            )
        }
        for kind in [generators.map(\.name), storages.map(\.name), agreements.map(\.name)] {
            for (place, name) in kind.enumerated() where kind.prefix(place).contains(name) {
                check(false, "\(name) stands there twice")
            }
        }
        for generator in generators {
            for sentence in generator.mistakes(profile.count) {
                check(false, "generator \(generator.name): \(sentence)")
            }
        }
        for storage in storages {
            for sentence in storage.mistakes {
                check(false, "storage \(storage.name): \(sentence)")
            }
        }
        for purchase in agreements {
            for sentence in purchase.mistakes(profile.count, hasGrid: grid != nil) {
                check(false, "agreement \(purchase.name): \(sentence)")
            }
        }
        for sentence in grid?.mistakes(profile.count) ?? [] { check(false, "grid: \(sentence)") }
        for sentence in rules.mistakes(grid) { check(false, "rules: \(sentence)") }
        return found
    }

    /// What is wrong with a profile of several years.
    private var lengthMistakes: [String] {
        guard !yearLengths.isEmpty else { return [] }
        var found: [String] = []
        if yearLengths.reduce(0, +) != profile.count {
            found.append("its years have other steps than the profile's \(profile.count)")
        }
        for length in yearLengths where ![8_760, 8_784].contains(Double(length) * stepHours) {
            found.append("\(length) steps are no whole year of the profile")
        }
        if years.count > 1 {
            found.append("a profile of several years belongs to one year, which they follow")
        }
        return found
    }

    static func areWithin(_ series: [Double], _ range: PartialRangeFrom<Double>) -> Bool {
        series.allSatisfy { range.contains($0) && $0 < .infinity }
    }

    static func areWithin(_ series: [Double], _ range: ClosedRange<Double>) -> Bool {
        series.allSatisfy { range.contains($0) }
    }

    /// Whether a series has one figure per step, with a sentence when it has not.
    static func length(_ what: String, _ series: [Double], _ count: Int) -> [String] {
        series.count == count
            ? [] : ["\(what) has \(series.count) figures, the profile has \(count)"]
    }
}

extension Generator {
    func mistakes(_ count: Int) -> [String] {
        var found: [String] = []
        if !availability.isEmpty {
            found += PowerSite.length("availability", availability, count)
            if !PowerSite.areWithin(availability, 0...1) {
                found.append("availability is a share of 0 to 1")
            }
        }
        if !(existing >= 0 && existing < .infinity && most >= 0) {
            found.append("its megawatts are not negative")
        }
        if let unit, !(unit > 0 && unit < .infinity) { found.append("a unit has a size") }
        if !(0...1).contains(mustRun) { found.append("must-run is a share of 0 to 1") }
        if !(0...1).contains(minimumLoad) { found.append("minimum load is a share of 0 to 1") }
        if let ramp, !(ramp >= 0) { found.append("a ramp is not negative") }
        if ![capitalCost, marginalCost, startCost, carbon].allSatisfy(\.isFinite) {
            found.append("its costs and its carbon are numbers")
        }
        if !(capitalCost >= 0) { found.append("its capital cost is below zero") }
        return found
    }
}

extension Storage {
    var mistakes: [String] {
        var found: [String] = []
        if !(existing >= 0 && existing < .infinity && most >= 0) {
            found.append("its megawatts are not negative")
        }
        if !(hours > 0 && hours < .infinity) && (energyCost == nil || existing > 0) {
            found.append("it has to hold energy for some hours")
        }
        if !(chargeEfficiency > 0 && chargeEfficiency <= 1)
            || !(dischargeEfficiency > 0 && dischargeEfficiency <= 1)
        {
            found.append("an efficiency is above 0 and at most 1")
        }
        if !(loss >= 0 && loss < 1) { found.append("the loss of an hour is a share below 1") }
        if !(capitalCost >= 0 && capitalCost < .infinity && marginalCost.isFinite)
            || !((energyCost ?? 0) >= 0 && (energyCost ?? 0) < .infinity)
        {
            found.append("its costs are numbers, and those of building not below zero")
        }
        return found
    }
}

extension PowerPurchase {
    func mistakes(_ count: Int, hasGrid: Bool) -> [String] {
        var found = PowerSite.length("profile", profile, count)
        if !PowerSite.areWithin(profile, 0...1) { found.append("the profile is a share of 0 to 1") }
        if !(least >= 0 && least <= most && least < .infinity) {
            found.append("its least size of \(least) MW has to be within 0 and \(most) MW")
        }
        if !price.isFinite || !carbon.isFinite {
            found.append("its price and its carbon are numbers")
        }
        if !isBehindTheMeter && !hasGrid {
            found.append("its power comes through the grid, and the site has none")
        }
        return found
    }
}

extension GridConnection {
    func mistakes(_ count: Int) -> [String] {
        var found = PowerSite.length("price", price, count)
        if !price.allSatisfy(\.isFinite) { found.append("a price is not a number") }
        for (what, series) in [
            ("average carbon", averageCarbon), ("marginal carbon", marginalCarbon),
        ] where !series.isEmpty {
            found += PowerSite.length(what, series, count)
            if !series.allSatisfy(\.isFinite) { found.append("\(what) is not a number") }
        }
        for (earlier, later) in zip(steps, steps.dropFirst()) where earlier.from >= later.from {
            found.append("\(later.from) does not come after \(earlier.from)")
        }
        if !steps.allSatisfy({ $0.limit >= 0 && $0.limit < .infinity }) {
            found.append("a limit is not negative")
        }
        for (earlier, later) in zip(curtailedHours, curtailedHours.dropFirst())
        where earlier >= later {
            found.append("called hour \(later) does not come after \(earlier)")
        }
        if let hour = curtailedHours.first(where: { !(0..<count).contains($0) }) {
            found.append("called hour \(hour) is outside of the \(count) hours")
        }
        if !(curtailedLimit >= 0 && exportLimit >= 0 && capacityCharge >= 0) {
            found.append("limits and charges are not negative")
        }
        if !(0...1).contains(exportShare) {
            found.append("the export share is 0 to 1, or selling what is bought would pay")
        }
        if let regionalShare {
            if !(regionalShare >= 0) { found.append("the regional share is not negative") }
            found += PowerSite.length("regional load", regionalLoad, count)
        }
        return found
    }
}

extension SiteRules {
    func mistakes(_ grid: GridConnection?) -> [String] {
        var found: [String] = []
        if let grid, carbonCap != nil || carbonPrice != 0, !grid.hasCarbon(carbonKind) {
            found.append("the \(carbonKind.rawValue) carbon of the grid is unknown")
        }
        for (what, value) in [
            ("the carbon cap", carbonCap), ("the carbon price", carbonPrice),
            ("the cost of unserved load", unservedCost),
            ("the share without the largest unit", survivesLargestUnit),
            ("the critical share", criticalShare), ("the spinning reserve", spinningReserve),
        ] {
            if let value, !(value >= 0) { found.append("\(what) is below zero") }
        }
        if let cleanMatching, !(0...1).contains(cleanMatching) {
            found.append("clean matching is a share of 0 to 1")
        }
        if let islandingHours, islandingHours < 1 {
            found.append("islanding takes at least an hour")
        }
        return found
    }
}
