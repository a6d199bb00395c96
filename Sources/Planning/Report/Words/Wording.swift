import Pages

/// Terms of a contract in the words of FOCUS 1.4, Contract Commitment.
extension ComputeOffer {
    /// `ContractCommitmentLifecycleStatus`: signed already, or proposed by the plan.
    package var lifecycleStatus: String { signed == nil ? "Proposed" : "Active" }

    /// `ContractCommitmentPaymentModel`.
    package var paymentModel: String {
        prepayment <= 0 ? "No Upfront" : prepayment < 1 ? "Partial Upfront" : "All Upfront"
    }
}

extension ComputeOffer.CommitmentModel {
    /// `ContractCommitmentModel`.
    package var term: String {
        switch self {
        case .continuous: "Continuous"
        case .discontinuous: "Discontinuous"
        }
    }
}

extension Plan {
    /// Whether the gap is what solvers leave over.
    var isProved: Bool { gap < 1e-6 }

    /// What the status promises, in a sentence.
    var promise: String {
        let within = Prose.percent(gap)
        return switch status {
        case "optimal" where isProved: "No plan of this scenario costs less."
        case "optimal": "No plan of this scenario is more than \(within) cheaper."
        case "infeasible": "No plan keeps all of the rules."
        default: "A limit came first: a better plan may exist, at most \(within) cheaper."
        }
    }
}
