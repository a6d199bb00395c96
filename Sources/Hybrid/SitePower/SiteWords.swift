package import Pages

extension SiteNeeds.Failure {
    /// Why, in a few words; `step` of the blocks in s.
    package func words(_ step: Double) -> String {
        func at(_ block: Int?) -> String {
            block.map { " from hour \(Prose.number(Double($0) * step / 3600))" } ?? ""
        }
        func out(_ loss: SiteContingency.Loss?) -> String {
            switch loss {
            case .unit: "with one unit out, "
            case .store: "with the battery out, "
            case nil: ""
            }
        }
        switch self {
        case .unserved(let energy, let share, let block, let loss):
            return out(loss) + "\(Prose.number(energy / 3.6e9)) MWh a series are not served, "
                + "\(Prose.percent(share)) of the load, most of it\(at(block))"
        case .rideThrough(let short, let block, let loss):
            let power = short.power > 0 ? ", \(Prose.number(short.power / 1e6)) MW at once" : ""
            return out(loss) + "an outage\(at(block)) misses "
                + "\(Prose.number(short.energy / 3.6e9)) MWh\(power)"
        }
    }
}

extension SiteSize {
    /// `40 MWh, 20 MW, 6 units, grid 60 MW`.
    package var words: String {
        "\(Prose.number(energy / 3.6e9)) MWh, \(Prose.number(power / 1e6)) MW, "
            + "\(Prose.count(units, "unit")), grid \(Prose.number(limit / 1e6)) MW"
    }
}

extension SiteAnswer {
    private static func energy(_ joules: Double) -> String { Prose.number(joules / 3.6e9) }
    private static func power(_ watts: Double) -> String { Prose.number(watts / 1e6) }
    private static func hours(_ seconds: Double) -> String { Prose.number(seconds / 3600) }

    private func hour(_ block: Int) -> String {
        Self.hours(Double(block) * site.series.step)
    }

    // MARK: Sentences

    /// What a reader should know first.
    package var headlines: [String] {
        var lines = [outages, lasting]
        if let ride { lines.append(riding(ride)) }
        lines += contingencies.map(losing)
        guard isBounded else { return lines }
        lines.append(
            "No control can run it for less than \(Prose.money(bound.cost)) without a demand charge; "
                + Prose.list(
                    controls.map { "\($0.name) is \(Prose.percent(max(0, $0.gap))) above" }
                ) + "."
        )
        return lines
    }

    private var outages: String {
        let account = main.account
        let out = site.series.blocks.count { $0.isOut }
        let span = Self.hours(site.series.duration)
        let count = Prose.count(site.series.outages.count, "outage")
        let time = Self.hours(Double(out) * site.series.step)
        let served =
            account.unserved > 3600
            ? "\(Self.energy(account.unserved)) MWh are not served, up to "
                + "\(Self.power(account.worstUnserved)) MW at once"
                + (account.worstBlock.map { " at hour \(hour($0))" } ?? "")
            : "all of it is served"
        return
            "\(Self.energy(account.load)) MWh in \(span) hours with \(count) of \(time) hours in "
            + "all: \(served)."
    }

    private var lasting: String {
        let limit = endurance.horizon
        func words(_ time: Double) -> String {
            time >= limit ? "over \(Self.hours(limit)) h" : "\(Self.hours(time)) h"
        }
        let place = endurance.worstBlock.map { ", from hour \(hour($0)) on" } ?? ""
        let median = words(endurance.percentile(0.5))
        guard endurance.worst < limit else {
            return "Without grid it lasts \(median) from any hour."
        }
        return "Without grid it lasts \(words(endurance.worst)) in the worst case\(place), and "
            + "\(median) in half of all (P50)."
    }

    private func riding(_ ride: RideThrough) -> String {
        let length = "\(Self.hours(ride.length)) hours"
        guard !ride.isSurvived else {
            let most = Self.energy(ride.needs.max() ?? 0)
            return "An outage of \(length) from any hour is survived; the battery has to hold "
                + "\(most) MWh for it at most."
        }
        let place = ride.worstBlock.map { " at hour \(hour($0))" } ?? ""
        return "An outage of \(length) that begins\(place) misses "
            + "\(Self.energy(ride.worst.energy)) MWh."
    }

    private func losing(_ loss: SiteContingency) -> String {
        let what = loss.loss == .unit ? "one unit" : "the battery"
        guard !loss.isServed else {
            return "With \(what) out at the worst moment all is still served."
        }
        var missing: [String] = []
        if !loss.outages.isNone {
            missing.append(
                "\(Self.energy(loss.outages.energy)) MWh in the outages of the series, up to "
                    + "\(Self.power(loss.outages.power)) MW"
            )
        }
        if !loss.moment.isNone {
            missing.append(
                "\(Self.power(loss.moment.power)) MW at the moment of the loss"
                    + (loss.momentBlock.map { " (hour \(hour($0)))" } ?? "")
            )
        }
        if let any = loss.anyHour, !any.isNone {
            missing.append("\(Self.energy(any.energy)) MWh in the outage that is asked for")
        }
        return "With \(what) out there is missing: \(Prose.list(missing))."
    }

    // MARK: Tables

    package var tables: [ReportTable] {
        [controlTable, sizeTable].compactMap(\.self)
    }

    private var controlTable: ReportTable {
        var table = ReportTable(
            "Controls",
            [
                .init("Control"), .number("Cost, USD"), .number("Above bound"),
                .number("Grid, MWh"), .number("Generators, MWh"), .number("Battery out, MWh"),
                .number("Sun, wind, MWh"), .number("Unserved, MWh"), .number("Fuel, MWh"),
                .number("Fuel, l"), .number("Starts"), .number("Unit hours"),
                .number("Peak import, MW"), .number("Demand charge, USD"), .number("CO2, t"),
            ]
        )
        for control in controls {
            let account = control.account
            let demand = control.demand
            table.append([
                .init(control.name), .init(Prose.number(control.net)),
                .init(Prose.percent(max(0, control.gap))), .init(Self.energy(account.grid)),
                .init(Self.energy(account.generators)), .init(Self.energy(account.discharged)),
                .init(account.renewable > 0 ? Self.energy(account.renewable) : ""),
                .init(
                    Self.energy(account.unserved),
                    account.unserved > 3600 ? .bad : .plain
                ),
                .init(Self.energy(account.fuel)),
                .init(site.fuel.map { Prose.number($0.liters(account.fuel)) } ?? ""),
                .init("\(account.starts)"), .init(Self.hours(account.unitTime)),
                .init(Self.power(account.peakImport)),
                .init(demand > 0 ? Prose.number(demand) : ""),
                .init(Prose.number(account.carbon / 1000)),
            ])
        }
        guard isBounded else { return table }
        table.append(
            [.init("lower bound", .faint), .init(Prose.number(bound.cost), .faint)]
                + Array(repeating: "", count: 13)
        )
        return table
    }

    private var sizeTable: ReportTable? {
        guard let sizing else { return nil }
        var table = ReportTable(
            "Least-cost size",
            [
                .init("Size"), .number("Battery, MWh"), .number("Battery, MW"),
                .number("Units"), .number("Grid, MW"), .number("Capital, USD a year"),
                .number("Total, USD a year"), .init("Why not"),
            ]
        )
        let best = sizing.best
        if let best { table.append(row("least cost", best, nil)) }
        for neighbor in sizing.neighbors {
            table.append(row("smaller \(neighbor.part.words)", neighbor.choice, best?.total))
        }
        guard best == nil else { return table }
        // The largest that were tried come nearest to what is asked.
        for choice in sizing.tried.suffix(3) { table.append(row("not enough", choice, nil)) }
        return table
    }

    private func row(
        _ name: String,
        _ choice: SiteSizing.Choice,
        _ best: Double?
    ) -> [ReportTable.Cell] {
        let size = choice.size
        let total = choice.total
        let why: String
        if let failure = choice.failure {
            why = failure.words(site.series.step)
        } else if let total, let best {
            why = "costs \(Prose.money(total - best)) a year more"
        } else {
            why = ""
        }
        return [
            .init(name), .init(Self.energy(size.energy)), .init(Self.power(size.power)),
            .init("\(size.units)"), .init(Self.power(size.limit)),
            .init(Prose.number(choice.capital)), .init(total.map(Prose.number) ?? "–"), .init(why),
        ]
    }

    /// How sure the answer is, and how much was looked at.
    package var proof: [String] {
        var lines = [
            "In blocks of \(Prose.number(site.series.step / 60)) minutes with the mean and the mean "
                + "square of the power."
        ]
        if isBounded {
            lines[0] +=
                " The bound is that of \(bound.evaluations) paths over "
                + "\(site.plant.fleet.count + 1) states; a demand charge is not part of it."
        }
        if let sizing {
            lines.append(
                "Of \(sizing.count) sizes \(sizing.tried.count) were tried; "
                    + "\(sizing.prunedByFailure) are smaller than one that fails, and "
                    + "\(sizing.prunedByCost) cost more by their capital and the bound on operation."
            )
        }
        if unservedBySample.count > 1 {
            let mean = unservedBySample.reduce(0, +) / Double(unservedBySample.count)
            lines.append(
                "Over \(unservedBySample.count) samples of outages \(Self.energy(mean)) MWh are not "
                    + "served on average, \(Self.energy(unservedBySample.max() ?? 0)) MWh at worst."
            )
        }
        return lines
    }

    /// The blocks under the first control as CSV.
    package var csv: String {
        var text =
            "time_h,load_mw,net_load_mw,grid_limit_mw,grid_mw,generators_mw,units,battery_mw,"
            + "stored_mwh,unserved_mw,spilled_mw,fuel_mw,price_usd_per_mwh,cost_usd\n"
        text.reserveCapacity(steps.count * 120)
        for (index, step) in steps.enumerated() {
            let numbers = [
                Double(index) * site.series.step / 3600, step.block.load / 1e6,
                step.block.mean / 1e6, step.block.limit / 1e6, step.grid / 1e6,
                step.generators / 1e6, Double(step.units), step.store / 1e6, step.stored / 3.6e9,
                step.unserved / 1e6, step.spilled / 1e6, step.fuel / site.series.step / 1e6,
                step.block.price * 3.6e9, step.cost,
            ]
            text += numbers.map { "\(($0 * 1e6).rounded() / 1e6)" }.joined(separator: ",") + "\n"
        }
        return text
    }
}

extension SiteSizing.Neighbor.Part {
    package var words: String {
        switch self {
        case .energy: "battery energy"
        case .power: "battery power"
        case .units: "number of units"
        case .limit: "grid connection"
        }
    }
}
