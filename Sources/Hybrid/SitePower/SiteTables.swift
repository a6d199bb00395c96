package import Pages

extension SiteAnswer {
    package var tables: [ReportTable] { controlTables + [sizeTable].compactMap(\.self) }

    /// What the controls cost, and how they run.
    var controlTables: [ReportTable] { [costTable, runTable] }

    private var costTable: ReportTable {
        var table = ReportTable(
            "What the controls cost",
            [
                .init("Control"), .number("Energy, USD"), .number("Demand charge, USD"),
                .number("Total, USD"), .number("Above bound"), .number("Unserved, MWh"),
                .number("CO2, t"),
            ]
        )
        for control in controls {
            let account = control.account
            table.append([
                .init(control.name), .init(Prose.number(control.net)),
                .init(control.demand > 0 ? Prose.number(control.demand) : ""),
                .init(Prose.number(control.total)),
                .init(isBounded ? SiteFigure.gap(control.gap) : ""),
                .init(
                    SiteFigure.energy(account.unserved),
                    account.unserved > 3600 ? .bad : .plain
                ),
                .init(Prose.number(account.carbon / 1000)),
            ])
        }
        guard isBounded else { return table }
        table.append([
            .init("lower bound", .faint), "", "", .init(Prose.number(bound.cost), .faint), "", "",
            "",
        ])
        return table
    }

    private var runTable: ReportTable {
        var table = ReportTable(
            "How they run",
            [
                .init("Control"), .number("Grid, MWh"), .number("Peak import, MW"),
                .number("Sun, wind, MWh"), .number("Battery out, MWh"), .number("Battery cycles"),
                .number("Generators, MWh"), .number("Fuel, MWh"), .number("Fuel, l"),
                .number("Starts"), .number("Unit hours"),
            ]
        )
        let capacity = site.plant.store.capacity
        let hasUnits = site.plant.fleet.count > 0
        for control in controls {
            let account = control.account
            func units(_ text: String) -> ReportTable.Cell { .init(hasUnits ? text : "") }
            table.append([
                .init(control.name), .init(SiteFigure.energy(account.grid)),
                .init(SiteFigure.power(account.peakImport)),
                .init(account.renewable > 0 ? SiteFigure.energy(account.renewable) : ""),
                .init(capacity > 0 ? SiteFigure.energy(account.discharged) : ""),
                .init(capacity > 0 ? Prose.number(account.discharged / capacity) : ""),
                units(SiteFigure.energy(account.generators)),
                units(SiteFigure.energy(account.fuel)),
                units(site.fuel.map { Prose.number($0.liters(account.fuel)) } ?? ""),
                units("\(account.starts)"), units(SiteFigure.hours(account.unitTime)),
            ])
        }
        return table
    }

    /// The highest import of each month by control, in MW; nothing where none costs anything.
    var monthTable: ReportTable? {
        guard months.contains(where: { $0.charge > 0 }) else { return nil }
        var table = ReportTable(
            "Highest import by month, MW",
            [.init("Month"), .number("Charge, USD per kW")] + controls.map { .number($0.name) }
        )
        for (index, month) in months.enumerated() {
            table.append(
                [.init(month.name), .init(Prose.number(month.charge * 1000))]
                    + controls.map { control in
                        let peaks = control.account.monthlyPeaks
                        return .init(index < peaks.count ? SiteFigure.power(peaks[index]) : "")
                    }
            )
        }
        return table
    }

    var sizeTable: ReportTable? {
        guard let sizing else { return nil }
        var table = ReportTable(
            "Least-cost size\(scaling)",
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
        if let largest = sizing.largest { table.append(row("largest", largest, nil)) }
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

    /// How sure the answer is.
    var proof: [String] {
        let length = "\(Prose.number(site.series.step / 60)) minutes"
        var lines = ["In blocks of \(length) with the mean and the mean square of the power."]
        if finest < site.series.step, highest > 1.001 * site.series.peak {
            lines.append(
                "The highest \(SiteFigure.time(finest)) of the load have \(SiteFigure.power(highest)) MW, the "
                    + "highest block \(SiteFigure.power(site.series.peak)) MW: who follows the load within a "
                    + "block has to give what lies between."
            )
        }
        if isBounded {
            let charge = site.demandCharge.isNone ? "" : ", the demand charge included"
            lines.append(
                "The bound is the best of \(bound.evaluations) paths over "
                    + "\(Prose.count(site.plant.fleet.count + 1, "state"))\(charge)."
            )
        }
        return lines
    }

    /// How much was looked at for the sizes.
    var searched: [String] {
        var lines: [String] = []
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
            let worst = unservedBySample.max() ?? 0
            lines.append(
                worst <= 3600
                    ? "All is served in each of \(unservedBySample.count) samples of outages."
                    : "Over \(unservedBySample.count) samples of outages \(SiteFigure.energy(mean)) MWh are "
                        + "not served on average, \(SiteFigure.energy(worst)) MWh at worst."
            )
        }
        return lines
    }

    /// What stands below the tables.
    package var notes: [String] { proof + searched }

    /// The blocks under the first control as CSV.
    package var csv: String {
        var text =
            "time_h,load_mw,net_load_mw,grid_limit_mw,grid_mw,generators_mw,units,battery_mw,"
            + "stored_mwh,unserved_mw,spilled_mw,fuel_mw,price_usd_per_mwh,cost_usd\n"
        text.reserveCapacity(steps.count * 120)
        for (index, step) in steps.enumerated() {
            func joined(_ numbers: [Double]) -> String {
                numbers.map { "\(($0 * 1e6).rounded() / 1e6)" }.joined(separator: ",")
            }
            let before = [
                Double(index) * site.series.step / 3600, step.block.load / 1e6,
                step.block.mean / 1e6, step.block.limit / 1e6, step.grid / 1e6,
                step.generators / 1e6,
            ]
            let after = [
                step.store / 1e6, step.stored / 3.6e9, step.unserved / 1e6, step.spilled / 1e6,
                step.fuel / site.series.step / 1e6, step.block.price * 3.6e9, step.cost,
            ]
            text += "\(joined(before)),\(step.units),\(joined(after))\n"
        }
        return text
    }
}
