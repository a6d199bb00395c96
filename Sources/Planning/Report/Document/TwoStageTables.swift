/// A two-stage plan as rows of CSV files: what is decided today, and what each case costs.
struct TwoStageTables {
    let plan: TwoStagePlan

    var decisions: [[String]] {
        [["name", "kind", "quarter", "size_mw", "planned_mw"]]
            + plan.decisions.map {
                [
                    $0.name, $0.kind.rawValue, $0.quarter.description, CSV.number($0.size),
                    CSV.number($0.planned),
                ]
            }
    }

    var cases: [[String]] {
        [
            [
                "name", "probability", "cost_usd", "keeping_plan_usd", "hindsight_usd",
                "unserved_mw_quarters",
            ]
        ]
            + plan.cases.map {
                [
                    $0.name, CSV.number($0.probability), CSV.number($0.cost),
                    CSV.number($0.keepingPlan), CSV.number($0.hindsight), CSV.number($0.unserved),
                ]
            }
    }
}
