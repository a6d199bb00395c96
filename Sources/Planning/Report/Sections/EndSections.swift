import Pages
import Charts

/// Where the figures come from, what proves the plan, and what the words mean.
extension PlanReport {
    var assumptions: ReportPage.Section? {
        guard !scenario.figures.isEmpty else { return nil }
        let assumed = scenario.figures.filter(\.isAssumed).count
        let sourced = scenario.figures.filter { !$0.isAssumed && !$0.source.isEmpty }.count
        let dates = scenario.figures.map(\.date).filter { !$0.isEmpty }.sorted()
        var lead = [
            "Of \(Prose.count(scenario.figures.count, "figure")), \(sourced) have a source and "
                + "\(assumed) \(assumed == 1 ? "is an assumption" : "are assumptions")."
        ]
        if let oldest = dates.first, let newest = dates.last, oldest != newest {
            lead.append("Their dates run from \(oldest) to \(newest).")
        }
        var table = ReportTable(
            "Figures and their sources",
            [
                .init("Figure"), .number("Value"), .number("Range"), .init("Source"),
                .short("Date"),
                .init("Kind"),
            ]
        )
        for one in scenario.figures {
            table.append([
                .init(one.path), .init(Prose.figure(one.value, at: one.path)),
                .init(
                    one.range.map {
                        "\(Prose.figure($0.lowerBound, at: one.path)) to "
                            + Prose.figure($0.upperBound, at: one.path)
                    } ?? Measure.none
                ),
                .init(one.source.isEmpty ? Measure.none : one.source),
                .init(one.date.isEmpty ? Measure.none : one.date),
                one.isAssumed ? .init("assumed", .warning) : .init("sourced", .faint),
            ])
        }
        var section = ReportPage.Section("assumptions", "Assumptions and sources", lead: lead)
        section.body.table(table)
        return section
    }

    // MARK: Proof

    var proof: ReportPage.Section? {
        let one = plan.proof
        guard one.rows > 0 || !one.method.isEmpty else { return nil }
        var section = ReportPage.Section("proof", "The proof", lead: [proofSentence])
        var table = ReportTable("What was solved and checked", [.init("What"), .init("Value")])
        let rows: [(String, String)] = [
            ("Status", plan.status),
            ("Total of this plan", exact(plan.objective)),
            ("No plan costs less than", exact(plan.bound)),
            ("Gap", Prose.percent(plan.gap)),
            ("Found by", one.method),
            (
                "Program",
                "\(Prose.count(one.columns, "column")), \(Prose.count(one.integers, "integer")), "
                    + Prose.count(one.rows, "row")
            ),
            (
                "Largest relative violation of a row, checked again",
                Prose.scientific(one.rowViolation)
            ),
            (
                "Our own accounts of the plan against the program's total, relative",
                Prose.scientific(one.accountDifference)
            ),
        ]
        for (what, value) in rows where !value.isEmpty {
            table.append([.init(what), .init(value)])
        }
        section.body.table(table)
        if one.rounds.count > 1 { section.body.figure(roundPlot) }
        return section
    }

    private var proofSentence: String {
        "The plan costs \(exact(plan.objective)); no plan of this scenario costs less than "
            + "\(exact(plan.bound)). All \(Prose.count(plan.proof.rows, "row")) were computed again "
            + "from the plan's own figures; the largest relative violation is "
            + "\(Prose.scientific(plan.proof.rowViolation))."
    }

    /// Dollars in full.
    private func exact(_ dollars: Double) -> String {
        dollars.isFinite ? "$\(Measure.decimal(dollars))" : Measure.none
    }

    private var roundPlot: Plot {
        let rounds = plan.proof.rounds
        let names = rounds.indices.map { "\($0 + 1)" }
        var best = Double.infinity
        let upper = rounds.map { round in
            best = min(best, round.upper)
            return best
        }
        let finite = rounds.map(\.lower).filter(\.isFinite)
        var plot = Plot(
            id: "round-plot",
            title: "Bounds after each round of portfolio and sites",
            summary: "After \(Prose.count(rounds.count, "round")) the plan is between "
                + "\(Prose.money(rounds[rounds.count - 1].lower)) and \(Prose.money(best)).",
            horizontal: .steps(Steps(names)),
            measure: .dollars,
            marks: [
                .line(Series("best plan so far", upper, Swatch(1)), .straight),
                .line(Series("no plan costs less", rounds.map(\.lower), Swatch(0)), .straight),
            ]
        )
        // The bounds are close together far from zero.
        plot.covers = finite.min().map { [$0] } ?? [0]
        return plot
    }

    // MARK: Words

    var words: ReportPage.Section? {
        var entries: [(String, String)] = [
            (
                "Gap",
                "How far the total may be above the best possible one, as a share of the total."
            )
        ]
        if !plan.quarters.isEmpty {
            entries += [
                (
                    "MW",
                    "Megawatts of computing equipment (IT) at the reference chip; power of sites includes cooling."
                ),
                (
                    "Discounted",
                    "Money of later quarters counts less, by the discount rate: "
                        + "\(Prose.percent(scenario.discountRate)) a year."
                ),
            ]
        }
        if !plan.contracts.isEmpty {
            entries += [
                (
                    "Take-or-pay",
                    "The share of a contract's price that is due whether or not the capacity is used."
                ),
                (
                    "Continuous, Discontinuous",
                    "What is not used is lost in each quarter; or what is short over a contract year is "
                        + "paid at its end."
                ),
                ("Proposed, Active", "What this plan wants signed; what is signed already."),
                (
                    "Lease liability",
                    "The present value of what signed contracts oblige to pay, at a borrowing rate of "
                        + "\(Prose.percent(scenario.finance.borrowingRate))."
                ),
            ]
        }
        if !plan.contingencies.isEmpty {
            entries.append(
                (
                    "Need (N-1)",
                    "What has to be there so that, when the worst of the failures happens, enough is left."
                )
            )
        }
        if !plan.stresses.isEmpty {
            entries.append(
                (
                    "Regret",
                    "What a stress costs more because today's signatures were made without knowing of it."
                )
            )
        }
        if plan.twoStage?.expected != nil {
            entries.append(
                (
                    "Two stages",
                    "What is decided today is decided once for all cases; what comes later is decided "
                        + "when it is known what happened (a stochastic program with recourse)."
                )
            )
        }
        if plan.sites.contains(where: { $0.years.contains { $0.averageEmissions != nil } }) {
            entries.append(
                (
                    "Average, marginal",
                    "Tonnes by the mix of all power in the grid; and by what runs more because of one more "
                        + "megawatt-hour. They answer different questions and are not added up."
                )
            )
        }
        var section = ReportPage.Section("words", "Words", lead: [])
        section.body.element("dl", ["class": "words"]) { markup in
            for (word, meaning) in entries {
                markup.element("dt", text: word)
                markup.element("dd", text: meaning)
            }
        }
        return section
    }
}
