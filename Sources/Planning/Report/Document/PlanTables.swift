import Pages

/// A plan as CSV files with the names that PyPSA gives to folders of them.
///
/// Fields are separated by commas and quoted where they have to be; numbers have a point and as
/// many digits as they need, and are empty where there are none.
package struct PlanTables: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// With folders: `sites/abilene-2032/generators-p.csv`.
        package var name: String
        package var text: String
    }

    package private(set) var files: [File] = []

    package init(_ scenario: Scenario, _ plan: Plan) {
        add("contracts.csv", contracts(plan), if: !plan.contracts.isEmpty)
        add("builds.csv", builds(plan), if: !plan.builds.isEmpty)
        add("quarters.csv", quarters(scenario, plan), if: !plan.quarters.isEmpty)
        add("contingencies.csv", contingencies(scenario, plan), if: !plan.contingencies.isEmpty)
        add("prices_of_rules.csv", prices(plan.pricesOfRules), if: !plan.pricesOfRules.isEmpty)
        add("carbon_budget.csv", carbon(plan), if: !plan.carbon.isEmpty)
        if let found = plan.twoStage.map(TwoStageTables.init) {
            add("two_stage_decisions.csv", found.decisions, if: !found.plan.decisions.isEmpty)
            add("two_stage_cases.csv", found.cases, if: !found.plan.cases.isEmpty)
        }
        if let risk = plan.risk { add("risk.csv", futures(risk), if: !risk.futures.isEmpty) }
        for site in plan.sites {
            let model = scenario.sites.first { $0.name == site.name }
            for year in site.years {
                let tables = SiteTables(model: model, plan: year)
                let folder = Self.folder(site.name, year.year)
                for file in tables.files { add("\(folder)/\(file.name)", file.rows, if: true) }
                add(
                    "\(folder)/prices_of_rules.csv",
                    prices(year.pricesOfRules),
                    if: !year.pricesOfRules.isEmpty
                )
            }
        }
    }

    /// `sites/name-year`, of letters, digits, points and hyphens only.
    static func folder(_ name: String, _ year: Int) -> String {
        let safe = name.map { character in
            character.isASCII && (character.isLetter || character.isNumber) || character == "-"
                ? character : "-"
        }
        return "sites/\(String(safe))-\(year)"
    }

    private mutating func add(_ name: String, _ rows: [[String]], if isWanted: Bool) {
        guard isWanted else { return }
        files.append(File(name: name, text: CSV.text(rows)))
    }

    // MARK: The portfolio

    private func contracts(_ plan: Plan) -> [[String]] {
        [
            [
                "name", "provider", "region", "campus", "chip", "lifecycle_status",
                "commitment_model", "payment_model", "period_start", "period_end", "quantity_mw",
                "cost_usd", "commitment_usd", "premium_usd", "shortfall_fees_usd",
                "take_or_pay_share", "prepayment_share", "utilization",
            ]
        ]
            + plan.contracts.map { one in
                let offer = one.offer
                return [
                    offer.name, offer.provider, offer.region, offer.campus ?? "", offer.chip ?? "",
                    offer.lifecycleStatus, offer.commitmentModel.term, offer.paymentModel,
                    offer.starts.description, offer.ends.description, CSV.number(one.size),
                    CSV.number(one.total), CSV.number(one.commitment), CSV.number(one.premium),
                    CSV.number(one.shortfallFees.reduce(0, +)), CSV.number(offer.takeOrPay),
                    CSV.number(offer.prepayment), CSV.number(one.utilization),
                ]
            }
    }

    private func builds(_ plan: Plan) -> [[String]] {
        [["name", "region", "quarter", "blocks_ordered", "available_mw", "used_mw", "cash_usd"]]
            + plan.builds.flatMap { one in
                plan.quarters.indices.map { index in
                    [
                        one.build.name, one.build.region, plan.quarters[index].quarter.description,
                        one.blocks.indices.contains(index) ? "\(one.blocks[index])" : "",
                        CSV.number(one.available.at(index)), CSV.number(one.used.at(index)),
                        CSV.number(one.cash.at(index)),
                    ]
                }
            }
    }

    private func quarters(_ scenario: Scenario, _ plan: Plan) -> [[String]] {
        let facts = PlanFacts(scenario, plan)
        let lives = scenario.finance.depreciationYears.map { Prose.number($0) }
        var head = ["quarter"]
        head += facts.demands.flatMap { ["demand_\($0)_mw", "unserved_\($0)_mw"] }
        head += facts.sources.map { "capacity_\($0)_mw" }
        head += [
            "cash_usd", "contract_cash_usd", "capex_usd", "opex_usd", "power_usd", "spot_usd",
            "rebates_usd", "balance_usd", "rent_expense_usd", "lease_liability_usd",
            "emissions_tonnes",
        ]
        head += lives.flatMap { ["depreciation_\($0)_years_usd", "book_value_\($0)_years_usd"] }
        return [head]
            + plan.quarters.map { one in
                var row = [one.quarter.description]
                for name in facts.demands {
                    row.append(CSV.number(PlanFacts.power(of: name, in: one.demand)))
                    row.append(CSV.number(PlanFacts.power(of: name, in: one.unserved)))
                }
                row += facts.sources.map { CSV.number(PlanFacts.power(of: $0, in: one.capacity)) }
                row += [
                    one.cash, one.contractCash, one.capex, one.opex, one.powerCash, one.spotCash,
                    one.rebates,
                ].map { CSV.number($0) }
                row.append(CSV.number(one.balance))
                row += [one.rentExpense, one.leaseLiability, one.emissions].map { CSV.number($0) }
                for index in lives.indices {
                    row.append(CSV.number(one.depreciation.at(index)))
                    row.append(CSV.number(one.bookValue.at(index)))
                }
                return row
            }
    }

    private func contingencies(_ scenario: Scenario, _ plan: Plan) -> [[String]] {
        let facts = PlanFacts(scenario, plan)
        return [["name", "required", "survived", "quarter", "lost_mw", "left_mw", "needed_mw"]]
            + plan.contingencies.flatMap { one in
                let failures = facts.failures(of: one)
                return plan.quarters.indices.map { index in
                    let isSurvived = !failures.contains(index)
                    return [
                        one.name, "\(one.isRequired)", "\(isSurvived)",
                        plan.quarters[index].quarter.description, CSV.number(one.lost.at(index)),
                        CSV.number(one.left.at(index)), CSV.number(one.needed.at(index)),
                    ]
                }
            }
    }

    private func carbon(_ plan: Plan) -> [[String]] {
        [["year", "budget_tonnes", "site", "granted_tonnes", "emitted_tonnes"]]
            + plan.carbon.flatMap { year in
                let head = ["\(year.year)", CSV.number(year.budget)]
                let sites = year.sites.map {
                    head + [$0.site, CSV.number($0.granted), CSV.number($0.emitted)]
                }
                guard year.others != 0 || sites.isEmpty else { return sites }
                return sites + [head + ["builds", "", CSV.number(year.others)]]
            }
    }

    private func prices(_ prices: [RulePrice]) -> [[String]] {
        [["rule", "value_usd", "per", "method", "uncertainty_usd"]]
            + prices.map {
                [$0.rule, CSV.number($0.value), $0.per, $0.method, CSV.number($0.uncertainty)]
            }
    }
}

/// Text of comma-separated values, RFC 4180 with line feeds.
enum CSV {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
    }

    /// The fewest digits that say the number exactly; empty where there is none.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "" }
        guard value != value.rounded() || value.magnitude >= 1e15 else { return "\(Int(value))" }
        return "\(value)"
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\""
            )
            + "\""
    }
}
