package import Pages

extension PlanDocument {
    /// What to decide today when any of the stresses may come; money is expected and discounted.
    package struct TwoStageEntry: Sendable, Equatable, Codable {
        package struct Case: Sendable, Equatable, Codable {
            package var name: String
            package var probability: JSONNumber
            package var cost: JSONNumber
            package var keepingPlan: JSONNumber
            package var hindsight: JSONNumber
            package var unserved: JSONNumber

            enum CodingKeys: String, CodingKey {
                case name, probability
                case cost = "cost_usd"
                case keepingPlan = "keeping_plan_usd"
                case hindsight = "hindsight_usd"
                case unserved = "unserved_mw_quarters"
            }

            init(_ one: TwoStagePlan.Case) {
                name = one.name
                probability = JSONNumber(one.probability)
                cost = JSONNumber(one.cost)
                keepingPlan = JSONNumber(one.keepingPlan)
                hindsight = JSONNumber(one.hindsight)
                unserved = JSONNumber(one.unserved)
            }
        }

        package struct Decision: Sendable, Equatable, Codable {
            package var name: String
            package var kind: String
            package var quarter: String
            package var size: JSONNumber
            package var planned: JSONNumber

            enum CodingKeys: String, CodingKey {
                case name, kind, quarter
                case size = "size_mw"
                case planned = "planned_mw"
            }

            init(_ one: TwoStagePlan.Decision) {
                name = one.name
                kind = one.kind.rawValue
                quarter = one.quarter.description
                size = JSONNumber(one.size)
                planned = JSONNumber(one.planned)
            }
        }

        package var status: String
        package var decidedBefore: String
        package var expected: JSONNumber
        package var bound: JSONNumber
        package var gap: JSONNumber
        package var expectedKeepingPlan: JSONNumber
        package var expectedHindsight: JSONNumber
        package var value: JSONNumber
        package var valueUncertainty: JSONNumber
        package var information: JSONNumber
        package var informationUncertainty: JSONNumber
        package var decisions: [Decision]
        package var cases: [Case]
        package var finding: String

        enum CodingKeys: String, CodingKey {
            case status, gap, decisions, cases, finding
            case decidedBefore = "decided_before"
            case expected = "expected_usd"
            case bound = "bound_usd"
            case expectedKeepingPlan = "expected_keeping_plan_usd"
            case expectedHindsight = "expected_hindsight_usd"
            case value = "value_of_stochastic_solution_usd"
            case valueUncertainty = "value_of_stochastic_solution_uncertainty_usd"
            case information = "value_of_perfect_information_usd"
            case informationUncertainty = "value_of_perfect_information_uncertainty_usd"
        }

        init(_ plan: TwoStagePlan) {
            status = plan.status
            decidedBefore = plan.decidedBefore.description
            expected = JSONNumber(plan.expected)
            bound = JSONNumber(plan.bound)
            gap = JSONNumber(plan.gap)
            expectedKeepingPlan = JSONNumber(plan.expectedKeepingPlan)
            expectedHindsight = JSONNumber(plan.expectedHindsight)
            value = JSONNumber(plan.value)
            valueUncertainty = JSONNumber(plan.value.map { _ in plan.valueUncertainty })
            information = JSONNumber(plan.valueOfInformation)
            informationUncertainty = JSONNumber(
                plan.valueOfInformation.map { _ in plan.informationUncertainty }
            )
            decisions = plan.decisions.map { Decision($0) }
            cases = plan.cases.map { Case($0) }
            finding = plan.finding
        }
    }
}
