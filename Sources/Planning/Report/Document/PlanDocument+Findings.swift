package import Pages

extension PlanDocument {
    package struct ContingencyEntry: Sendable, Equatable, Codable {
        package var name: String
        package var isRequired: Bool
        package var isSurvived: Bool
        package var worst: String
        package var lost: [JSONNumber]
        package var left: [JSONNumber]
        package var needed: [JSONNumber]
        package var unserved: [String: JSONNumber]

        enum CodingKeys: String, CodingKey {
            case name
            case isRequired = "required"
            case isSurvived = "survived"
            case worst = "worst_quarter"
            case lost = "lost_mw"
            case left = "left_mw"
            case needed = "needed_mw"
            case unserved = "unserved_mw"
        }

        init(_ survival: Survival) {
            name = survival.name
            isRequired = survival.isRequired
            isSurvived = survival.isSurvived
            worst = survival.worst.description
            lost = survival.lost.document
            left = survival.left.document
            needed = survival.needed.document
            unserved = survival.unserved.document
        }
    }

    package struct RuleEntry: Sendable, Equatable, Codable {
        package var rule: String
        package var value: JSONNumber
        package var per: String
        package var method: String
        package var uncertainty: JSONNumber

        enum CodingKeys: String, CodingKey {
            case rule, per, method
            case value = "value_usd"
            case uncertainty = "uncertainty_usd"
        }

        init(_ price: RulePrice) {
            rule = price.rule
            value = JSONNumber(price.value)
            per = price.per
            method = price.method
            uncertainty = JSONNumber(price.uncertainty)
        }
    }

    package struct AlternativeEntry: Sendable, Equatable, Codable {
        package var name: String
        package var objective: JSONNumber
        package var sizes: [String: JSONNumber]

        enum CodingKeys: String, CodingKey {
            case name
            case objective = "objective_usd"
            case sizes = "final_mw"
        }

        init(_ alternative: Alternative) {
            name = alternative.name
            objective = JSONNumber(alternative.objective)
            sizes = alternative.sizes.document
        }
    }

    package struct StressEntry: Sendable, Equatable, Codable {
        package var name: String
        package var probability: JSONNumber
        package var adapted: JSONNumber
        package var hindsight: JSONNumber
        package var unserved: JSONNumber
        package var finding: String

        enum CodingKeys: String, CodingKey {
            case name, probability, finding
            case adapted = "adapted_usd"
            case hindsight = "hindsight_usd"
            case unserved = "unserved_mw_quarters"
        }

        init(_ stress: StressResult) {
            name = stress.name
            probability = JSONNumber(stress.probability)
            adapted = JSONNumber(stress.adapted)
            hindsight = JSONNumber(stress.hindsight)
            unserved = JSONNumber(stress.unserved)
            finding = stress.finding
        }
    }

    package struct TornadoEntry: Sendable, Equatable, Codable {
        package var path: String
        package var low: JSONNumber
        package var high: JSONNumber
        package var atLow: JSONNumber
        package var atHigh: JSONNumber

        enum CodingKeys: String, CodingKey {
            case path, low, high
            case atLow = "objective_at_low_usd"
            case atHigh = "objective_at_high_usd"
        }

        init(_ bar: TornadoBar) {
            path = bar.path
            low = JSONNumber(bar.range.lowerBound)
            high = JSONNumber(bar.range.upperBound)
            atLow = JSONNumber(bar.atLow)
            atHigh = JSONNumber(bar.atHigh)
        }
    }

    package struct AssumptionEntry: Sendable, Equatable, Codable {
        package var path: String
        package var value: JSONNumber
        package var low: JSONNumber
        package var high: JSONNumber
        package var source: String
        package var date: String
        package var isAssumed: Bool

        enum CodingKeys: String, CodingKey {
            case path, value, low, high, source, date
            case isAssumed = "assumed"
        }

        init(_ figure: SourcedFigure) {
            path = figure.path
            value = JSONNumber(figure.value)
            low = JSONNumber(figure.range?.lowerBound)
            high = JSONNumber(figure.range?.upperBound)
            source = figure.source
            date = figure.date
            isAssumed = figure.isAssumed
        }
    }

    package struct ProofEntry: Sendable, Equatable, Codable {
        /// Bounds after a round of the decomposition.
        package struct Round: Sendable, Equatable, Codable {
            package var lower: JSONNumber
            package var upper: JSONNumber

            enum CodingKeys: String, CodingKey {
                case lower = "lower_usd"
                case upper = "upper_usd"
            }
        }

        package var method: String
        package var columns: Int
        package var rows: Int
        package var integers: Int
        package var rowViolation: JSONNumber
        package var accountDifference: JSONNumber
        package var rounds: [Round]

        enum CodingKeys: String, CodingKey {
            case method, columns, rows, integers, rounds
            case rowViolation = "row_violation"
            case accountDifference = "account_difference"
        }

        init(_ proof: PlanProof) {
            method = proof.method
            columns = proof.columns
            rows = proof.rows
            integers = proof.integers
            rowViolation = JSONNumber(proof.rowViolation)
            accountDifference = JSONNumber(proof.accountDifference)
            rounds = proof.rounds.map {
                Round(lower: JSONNumber($0.lower), upper: JSONNumber($0.upper))
            }
        }
    }
}
