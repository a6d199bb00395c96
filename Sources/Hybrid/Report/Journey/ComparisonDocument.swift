package import Pages

/// Vehicles side by side: what `busbar drive compare --json` prints.
package struct ComparisonDocument: Sendable, Hashable, Encodable {
    package struct Finding: Sendable, Hashable, Encodable {
        package var kind: String
        package var topic: String
        package var vehicle: String
        package var text: String

        init(_ finding: JourneyFinding) {
            kind = finding.kind.rawValue
            topic = finding.topic.rawValue
            vehicle = finding.vehicle
            text = finding.text
        }
    }

    /// Over the years that a vehicle is kept, for the share that is charged in the mean.
    package struct Ownership: Sendable, Hashable, Encodable {
        package var vehicle: String
        package var years: JSONNumber
        package var distance: JSONNumber
        package var electricShare: JSONNumber
        package var cost: JSONNumber
        package var energyCost: JSONNumber
        package var carbon: JSONNumber
        package var manufacturing: JSONNumber
        /// Of the battery, after the years; null where ageing is not known.
        package var chargeLeft: JSONNumber

        enum CodingKeys: String, CodingKey {
            case vehicle, years
            case distance = "distance_km"
            case electricShare = "electric_share"
            case cost = "cost_usd_per_km"
            case energyCost = "energy_usd_per_km"
            case carbon = "co2_g_per_km"
            case manufacturing = "manufacturing_co2_g_per_km"
            case chargeLeft = "battery_charge_left"
        }

        init(_ outlook: OwnershipOutlook) {
            vehicle = outlook.vehicle
            years = JSONNumber(outlook.years)
            distance = JSONNumber(outlook.distance / 1e3)
            electricShare = JSONNumber(outlook.mean.electricShare)
            cost = JSONNumber(outlook.mean.cost.total * 1e3)
            energyCost = JSONNumber(outlook.mean.cost.energy * 1e3)
            carbon = JSONNumber(outlook.mean.carbon.total * 1e6)
            manufacturing = JSONNumber(outlook.mean.carbon.manufacturing * 1e6)
            chargeLeft = JSONNumber(outlook.mean.battery?.left)
        }
    }

    package var route: String
    package var trailer: String?
    /// In the order in which they were given.
    package var journeys: [JourneyDocument]
    /// Without the trailer; empty where there is none.
    package var unladen: [JourneyDocument]
    package var ownership: [Ownership]
    package var findings: [Finding]

    package init(_ comparison: JourneyComparison) {
        route = comparison.route.name
        trailer = comparison.trailer?.name
        journeys = comparison.entries.map { JourneyDocument($0.journey) }
        unladen = comparison.entries.compactMap { $0.unladen.map { JourneyDocument($0) } }
        ownership = comparison.entries.compactMap { $0.ownership.map { Ownership($0) } }
        findings = comparison.findings.map(Finding.init)
    }
}
