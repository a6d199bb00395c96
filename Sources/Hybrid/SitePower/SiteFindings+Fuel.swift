import Pages

/// What is said of the fuel, and of the hours without grid.
extension SiteAnswer {
    /// What is on site and delivered, against what the load burns.
    var fueling: String? {
        let fleet = site.plant.fleet
        guard fleet.tank < .infinity, fleet.count > 0 else { return nil }
        func words(_ fuel: Double) -> String {
            site.fuel.map { "\(Prose.number($0.liters(fuel))) l" }
                ?? "\(SiteFigure.energy(fuel)) MWh"
        }
        let fuel = IslandUnits(fleet, site.series).fuel
        let mean = fuel.reduce(0, +) / Double(max(1, fuel.count))
        var text =
            "Fuel on site: \(words(fleet.tank)); the units burn \(words(mean * 86_400)) a day"
        if !fleet.delivery.isNone {
            text +=
                ", and \(words(fleet.delivery.power * 86_400)) a day are delivered from hour "
                + "\(SiteFigure.hours(fleet.delivery.delay)) of an outage on"
        }
        return text + "."
    }

    /// The first outage that burns all that is on site and delivered.
    var emptying: String? {
        guard site.plant.fleet.tank < .infinity, site.plant.fleet.count > 0 else { return nil }
        let step = site.series.step
        let fuel = IslandUnits(site.plant.fleet, site.series).fuel
        for outage in site.series.outages {
            var level = FuelLevel(site.plant.fleet)
            for index in outage {
                guard level.left < fuel[index] * step else {
                    _ = level.burn(steps[index].fuel, for: step)
                    continue
                }
                let time = Double(index - outage.lowerBound) * step
                let after = "\(SiteFigure.hours(time)) hours: \(fuelAdvice(after: time))."
                guard outage.count < site.series.blocks.count else {
                    return "The fuel runs out after \(after)"
                }
                return "The outage at hour \(hour(outage.lowerBound)) lasts "
                    + "\(SiteFigure.hours(Double(outage.count) * step)) hours, and the fuel runs "
                    + "out after \(after)"
            }
        }
        return nil
    }

    /// What to do about fuel that runs out so many s after the grid does.
    private func fuelAdvice(after time: Double) -> String {
        let delivery = site.plant.fleet.delivery
        if delivery.isNone {
            return "plan for a delivery by then (delivery_after_h), or a larger tank"
        }
        return time <= delivery.delay
            ? "have it delivered earlier, or take a larger tank"
            : "less is delivered than is burned; have more delivered, or take a larger tank"
    }

    /// What the hours without grid cost.
    var failing: String? {
        let out = steps.filter(\.block.isOut)
        guard !out.isEmpty, out.count < steps.count else { return nil }
        let step = site.series.step
        let fuel = out.reduce(0) { $0 + $1.fuel }
        let unserved = site.plant.unservedCost * out.reduce(0) { $0 + $1.unserved } * step
        var text =
            "The \(SiteFigure.hours(Double(out.count) * step)) hours without grid cost "
            + "\(Prose.money(out.reduce(0) { $0 + $1.cost }))"
        if fuel > 0 {
            text += ", \(Prose.money(site.plant.fleet.fuelPrice * fuel)) of it for "
            text +=
                site.fuel.map { "\(Prose.number($0.liters(fuel))) l of \($0.name)" }
                ?? "\(SiteFigure.energy(fuel)) MWh of fuel"
        }
        if unserved > 0 { text += ", \(Prose.money(unserved)) for what is not served" }
        return text + "."
    }
}
