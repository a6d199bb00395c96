package import Pages

extension SiteDocument {
    /// A site-year as it was run over a rolling horizon, with whole units that start and stop.
    package struct UnitCommitment: Sendable, Equatable, Encodable {
        /// Dollars of the run, with the fixed costs of the plan, and of the plan that it is beside.
        package var objective: JSONNumber
        package var planned: JSONNumber
        /// What the run costs more, as a share of the plan.
        package var increase: JSONNumber
        package var unserved: JSONNumber
        package var emissions: JSONNumber
        package var windows: Int
        package var withoutIslanding: Int
        package var units: [UnitEntry]

        enum CodingKeys: String, CodingKey {
            case increase, windows, units
            case objective = "objective_usd"
            case planned = "planned_usd"
            case unserved = "unserved_mwh"
            case emissions = "emissions_tonnes"
            case withoutIslanding = "windows_without_islanding"
        }

        init(_ run: RollingYear, of plan: SiteYearPlan) {
            objective = JSONNumber(run.plan.objective)
            planned = JSONNumber(plan.objective)
            increase = JSONNumber(run.increase(over: plan))
            unserved = JSONNumber(run.unserved)
            emissions = JSONNumber(run.plan.emissions)
            windows = run.windows
            withoutIslanding = run.withoutIslanding
            units = run.units.map { UnitEntry($0) }
        }
    }

    /// How the units of one source ran.
    package struct UnitEntry: Sendable, Equatable, Encodable {
        package var name: String
        package var count: Int
        package var power: JSONNumber
        package var starts: Int
        package var hours: JSONNumber
        package var energy: JSONNumber
        package var startCost: JSONNumber

        enum CodingKeys: String, CodingKey {
            case name, count, starts
            case power = "unit_mw"
            case hours = "running_hours"
            case energy = "energy_mwh"
            case startCost = "start_cost_usd"
        }

        init(_ use: UnitUse) {
            name = use.name
            count = use.count
            power = JSONNumber(use.power)
            starts = use.starts
            hours = JSONNumber(use.hours)
            energy = JSONNumber(use.energy)
            startCost = JSONNumber(use.startCost)
        }
    }
}
