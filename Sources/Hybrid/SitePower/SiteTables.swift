package import Pages

extension SiteAnswer {
    package var tables: [ReportTable] {
        [controlTable, sizeTable].compactMap(\.self)
    }

    private var controlTable: ReportTable {
        var table = ReportTable(
            "Controls",
            [
                .init("Control"), .number("Energy cost, USD"), .number("Demand charge, USD"),
                .number("Total, USD"), .number("Above bound"),
                .number("Grid, MWh"), .number("Generators, MWh"), .number("Battery out, MWh"),
                .number("Sun, wind, MWh"), .number("Unserved, MWh"), .number("Fuel, MWh"),
                .number("Fuel, l"), .number("Starts"), .number("Unit hours"),
                .number("Peak import, MW"), .number("CO2, t"),
            ]
        )
        for control in controls {
            let account = control.account
            table.append([
                .init(control.name), .init(Prose.number(control.net)),
                .init(control.demand > 0 ? Prose.number(control.demand) : ""),
                .init(Prose.number(control.total)),
                .init(Prose.percent(max(0, control.gap))), .init(SiteFigure.energy(account.grid)),
                .init(SiteFigure.energy(account.generators)),
                .init(SiteFigure.energy(account.discharged)),
                .init(account.renewable > 0 ? SiteFigure.energy(account.renewable) : ""),
                .init(
                    SiteFigure.energy(account.unserved),
                    account.unserved > 3600 ? .bad : .plain
                ),
                .init(SiteFigure.energy(account.fuel)),
                .init(site.fuel.map { Prose.number($0.liters(account.fuel)) } ?? ""),
                .init("\(account.starts)"), .init(SiteFigure.hours(account.unitTime)),
                .init(SiteFigure.power(account.peakImport)),
                .init(Prose.number(account.carbon / 1000)),
            ])
        }
        guard isBounded else { return table }
        table.append(
            [.init("lower bound", .faint), "", "", .init(Prose.number(bound.cost), .faint)]
                + Array(repeating: "", count: table.columns.count - 4)
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
                .number("Operation, USD a year"), .number("Demand, USD a year"),
                .number("Total, USD a year"), .init("Why not"),
            ]
        )
        let best = sizing.best
        if let standing { table.append(row("stands", standing, best?.total)) }
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
        } else if let total, let best, total != best {
            let word = total > best ? "more" : "less"
            why = "costs \(Prose.money(abs(total - best))) a year \(word)"
        } else {
            why = ""
        }
        return [
            .init(name), .init(SiteFigure.energy(size.energy)), .init(SiteFigure.power(size.power)),
            .init("\(size.units)"), .init(SiteFigure.power(size.limit)),
            .init(Prose.number(choice.capital)), .init(choice.operation.map(Prose.number) ?? "–"),
            .init(choice.demand.map(Prose.number) ?? "–"), .init(total.map(Prose.number) ?? "–"),
            .init(why),
        ]
    }

    /// How sure the answer is, and how much was looked at.
    package var proof: [String] {
        var lines = [
            "In blocks of \(Prose.number(site.series.step / 60)) minutes with the mean and the mean "
                + "square of the power."
        ]
        if isBounded {
            let charge = site.demandCharge.isNone ? "" : ", the demand charge included"
            lines[0] +=
                " The bound is the best of \(bound.evaluations) paths over "
                + "\(site.plant.fleet.count + 1) states\(charge)."
        }
        if sizing != nil, abs(site.series.years - 1) >= 0.01 {
            lines.append(
                "Figures a year are those of \(SiteFigure.hours(site.series.duration)) hours, scaled to "
                    + "8,760: they hold as far as the series stands for a year."
            )
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
                "Over \(unservedBySample.count) samples of outages \(SiteFigure.energy(mean)) MWh are not "
                    + "served on average, \(SiteFigure.energy(unservedBySample.max() ?? 0)) MWh at worst."
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
