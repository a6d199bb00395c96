package import Pages

extension PlanDocument {
    /// A figure of a sample with its 95 % interval.
    package struct EstimateEntry: Sendable, Equatable, Codable {
        package var value: JSONNumber
        package var low: JSONNumber
        package var high: JSONNumber

        init(_ estimate: Estimate) {
            value = JSONNumber(estimate.value)
            low = JSONNumber(estimate.low)
            high = JSONNumber(estimate.high)
        }
    }

    /// The distribution of the total over the futures of a sample.
    package struct RiskEntry: Sendable, Equatable, Codable {
        package var seed: UInt64
        package var asked: Int
        package var futures: Int
        package var senseless: Int
        package var unsolved: Int
        package var impossible: Int
        package var figures: Int
        package var demands: Int
        package var stresses: Int
        package var holdsSites: Bool
        package var planned: JSONNumber
        package var mean: EstimateEntry
        package var deviation: EstimateEntry
        package var low: EstimateEntry
        package var middle: EstimateEntry
        package var high: EstimateEntry
        package var overPlan: EstimateEntry
        package var overMean: EstimateEntry
        package var conditional: EstimateEntry
        package var chanceUnserved: EstimateEntry
        package var meanUnserved: JSONNumber
        package var chanceRulesBreak: EstimateEntry
        package var chanceMoneyBreaks: EstimateEntry
        package var chanceMoneyBreaksUnadapted: EstimateEntry
        package var solveGap: JSONNumber
        /// In rising order; null where nothing is possible.
        package var costs: [JSONNumber]
        package var policies: [RiskPolicyEntry]

        enum CodingKeys: String, CodingKey {
            case seed, futures, senseless, unsolved, impossible, figures, demands, stresses
            case policies
            case asked = "futures_asked"
            case holdsSites = "sites_held"
            case planned = "planned_usd"
            case mean = "mean_usd"
            case deviation = "standard_deviation_usd"
            case low = "p5_usd"
            case middle = "p50_usd"
            case high = "p95_usd"
            case overPlan = "value_at_risk_over_plan_usd"
            case overMean = "value_at_risk_over_mean_usd"
            case conditional = "mean_of_worst_5_percent_usd"
            case chanceUnserved = "chance_unserved"
            case meanUnserved = "mean_unserved_mw_quarters"
            case chanceRulesBreak = "chance_rules_give_way"
            case chanceMoneyBreaks = "chance_money_rules_give_way"
            case chanceMoneyBreaksUnadapted = "chance_money_rules_break_unadapted"
            case solveGap = "mean_solve_gap"
            case costs = "costs_usd"
        }

        init(_ risk: CostAtRisk) {
            let spread = risk.spread
            seed = risk.seed
            asked = risk.asked
            futures = risk.known.count
            senseless = risk.senseless
            unsolved = risk.futures.count - risk.known.count
            impossible = risk.known.count { $0.verdict == .impossible }
            figures = risk.figureCount
            demands = risk.demandCount
            stresses = risk.stressCount
            holdsSites = risk.holdsSites
            planned = JSONNumber(risk.planned)
            mean = EstimateEntry(spread.mean)
            deviation = EstimateEntry(spread.standardDeviation)
            low = EstimateEntry(spread.quantile(0.05))
            middle = EstimateEntry(spread.quantile(0.5))
            high = EstimateEntry(spread.quantile(0.95))
            overPlan = EstimateEntry(risk.valueAtRiskOverPlan)
            overMean = EstimateEntry(spread.valueAtRiskOverMean)
            conditional = EstimateEntry(spread.tailMean(beyond: 0.95))
            chanceUnserved = EstimateEntry(risk.chanceUnserved)
            meanUnserved = JSONNumber(risk.meanUnserved)
            chanceRulesBreak = EstimateEntry(risk.chanceRulesBreak)
            chanceMoneyBreaks = EstimateEntry(risk.chanceMoneyBreaks)
            chanceMoneyBreaksUnadapted = EstimateEntry(risk.chanceMoneyBreaksUnadapted)
            solveGap = JSONNumber(risk.solveGap)
            costs = spread.costs.document
            policies = risk.comparisons.map { RiskPolicyEntry($0) }
        }
    }

    /// Another way to go on in the same futures.
    package struct RiskPolicyEntry: Sendable, Equatable, Codable {
        package var name: String
        package var futures: Int
        package var mean: EstimateEntry
        package var high: EstimateEntry
        package var conditional: EstimateEntry
        package var difference: EstimateEntry
        package var chanceRulesBreak: EstimateEntry

        enum CodingKeys: String, CodingKey {
            case name, futures
            case mean = "mean_usd"
            case high = "p95_usd"
            case conditional = "mean_of_worst_5_percent_usd"
            case difference = "mean_difference_to_plan_usd"
            case chanceRulesBreak = "chance_rules_give_way"
        }

        init(_ comparison: CostAtRisk.Comparison) {
            name = comparison.name
            futures = comparison.spread.count
            mean = EstimateEntry(comparison.spread.mean)
            high = EstimateEntry(comparison.spread.quantile(0.95))
            conditional = EstimateEntry(comparison.spread.tailMean(beyond: 0.95))
            difference = EstimateEntry(comparison.difference)
            chanceRulesBreak = EstimateEntry(comparison.chanceRulesBreak)
        }
    }
}
