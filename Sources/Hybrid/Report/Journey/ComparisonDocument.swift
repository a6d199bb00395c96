package import Pages

/// Vehicles side by side: what `busbar drive compare --json` prints.
package struct ComparisonDocument: Sendable, Hashable, Encodable {
    package struct Finding: Sendable, Hashable, Encodable {
        package var question: String
        package var kind: String
        package var topic: String
        package var vehicle: String
        package var text: String

        init(_ finding: JourneyFinding) {
            question = finding.question.rawValue
            kind = finding.kind.rawValue
            topic = finding.topic.rawValue
            vehicle = finding.vehicle
            text = finding.text
        }
    }

    /// Over the years that a vehicle is kept, for the share of days that is reckoned with.
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
        /// At the worse end of the band of ageing.
        package var chargeLeftLow: JSONNumber
        package var chargeLeftHigh: JSONNumber
        /// Until the battery is to be replaced.
        package var batteryYears: JSONNumber
        package var timeCost: JSONNumber
        package var fuel: JSONNumber
        package var wall: JSONNumber
        package var charging: JSONNumber
        package var chargingStops: JSONNumber
        /// What the ordinary days are, in words.
        package var missions: String
        package var days: [Day]
        /// By how many days begin full, ascending.
        package var cases: [Case]

        enum CodingKeys: String, CodingKey {
            case vehicle, years, missions, days, cases
            case distance = "distance_km"
            case electricShare = "on_charge_share"
            case cost = "cost_usd_per_km"
            case energyCost = "energy_usd_per_km"
            case carbon = "whole_co2_g_per_km"
            case manufacturing = "manufacturing_co2_g_per_km"
            case chargeLeft = "battery_charge_left_share"
            case chargeLeftLow = "battery_charge_left_low_share"
            case chargeLeftHigh = "battery_charge_left_high_share"
            case batteryYears = "battery_years"
            case timeCost = "time_usd_per_km"
            case fuel = "fuel_l_per_100km"
            case wall = "wall_kwh_per_100km"
            case charging = "fast_charging_h_per_year"
            case chargingStops = "fast_charges_per_year"
        }

        init(_ outlook: OwnershipOutlook) {
            vehicle = outlook.vehicle
            years = JSONNumber(outlook.years)
            distance = JSONNumber(outlook.distance / 1e3)
            electricShare = JSONNumber(outlook.central.electricShare)
            cost = JSONNumber(outlook.central.cost.total * 1e3)
            energyCost = JSONNumber(outlook.central.cost.energy * 1e3)
            carbon = JSONNumber(outlook.central.carbon.total * 1e6)
            manufacturing = JSONNumber(outlook.central.carbon.manufacturing * 1e6)
            chargeLeft = JSONNumber(outlook.central.battery?.left)
            chargeLeftLow = JSONNumber(outlook.central.battery?.leftRange.lowerBound)
            chargeLeftHigh = JSONNumber(outlook.central.battery?.leftRange.upperBound)
            batteryYears = JSONNumber(outlook.central.battery?.years)
            timeCost = JSONNumber(outlook.central.cost.time * 1e3)
            fuel = JSONNumber(outlook.central.fuel * 1e5)
            wall = JSONNumber(outlook.central.wall / 36)
            charging = JSONNumber(outlook.central.chargingTime / 3600)
            chargingStops = JSONNumber(outlook.central.chargingStops)
            missions = outlook.missions
            days = outlook.days.map(Day.init)
            cases = zip(outlook.charged.shares, outlook.cases).map { Case($0, $1) }
        }
    }

    /// What a vehicle takes on a kind of ordinary days.
    package struct Day: Sendable, Hashable, Encodable {
        package var mission: String
        package var trailer: JSONNullable<String>
        package var temperature: JSONNumber
        package var share: JSONNumber
        package var wall: JSONNumber
        package var fuel: JSONNumber
        package var electricRange: JSONNumber
        package var electricShare: JSONNumber
        package var beyond: JSONNumber
        package var charging: JSONNumber
        package var chargingStops: JSONNumber

        enum CodingKeys: String, CodingKey {
            case mission, trailer
            case temperature = "temperature_c"
            case share
            case wall = "wall_kwh_per_100km"
            case fuel = "fuel_l_per_100km"
            case electricRange = "electric_range_km"
            case electricShare = "on_charge_share"
            case beyond = "days_beyond_range_share"
            case charging = "fast_charging_h_per_year"
            case chargingStops = "fast_charges_per_year"
        }

        init(_ day: OwnershipOutlook.Day) {
            mission = day.mission
            trailer = JSONNullable(day.trailer)
            temperature = JSONNumber(day.temperature)
            share = JSONNumber(day.share)
            wall = JSONNumber(day.wall.map { $0 / 36 })
            fuel = JSONNumber(day.fuel.map { $0 * 1e5 })
            electricRange = JSONNumber(day.electricRange.map { $0 / 1e3 })
            electricShare = JSONNumber(day.electricShare)
            beyond = JSONNumber(day.beyond)
            charging = JSONNumber(day.chargingTime / 3600)
            chargingStops = JSONNumber(day.chargingStops)
        }
    }

    /// With a share of the days that begin full.
    package struct Case: Sendable, Hashable, Encodable {
        package var charged: JSONNumber
        package var electricShare: JSONNumber
        package var cost: JSONNumber
        package var carbon: JSONNumber

        enum CodingKeys: String, CodingKey {
            case charged = "days_charged_share"
            case electricShare = "on_charge_share"
            case cost = "cost_usd_per_km"
            case carbon = "whole_co2_g_per_km"
        }

        init(_ charged: Double, _ outcome: OwnershipOutlook.Case) {
            self.charged = JSONNumber(charged)
            electricShare = JSONNumber(outcome.electricShare)
            cost = JSONNumber(outcome.cost.total * 1e3)
            carbon = JSONNumber(outcome.carbon.total * 1e6)
        }
    }

    /// A journey that is possible at lower speeds only.
    package struct Eased: Sendable, Hashable, Encodable {
        package var share: JSONNumber
        package var topSpeed: JSONNumber
        package var journey: JourneyDocument

        enum CodingKeys: String, CodingKey {
            case journey
            case share = "speed_share"
            case topSpeed = "top_speed_kmh"
        }

        init(_ eased: JourneyComparison.Eased) {
            share = JSONNumber(eased.share)
            topSpeed = JSONNumber(eased.topSpeed * 3.6)
            journey = JourneyDocument(eased.journey)
        }
    }

    package var route: String
    package var trailer: JSONNullable<String>
    /// In a few lines; empty for one vehicle.
    package var verdict: [String]
    /// In the order in which they were given.
    package var journeys: [JourneyDocument]
    /// Without the trailer; empty where there is none.
    package var unladen: [JourneyDocument]
    /// On fuel alone: with no charge to spend, of a series hybrid that spends some.
    package var sustained: [JourneyDocument]
    /// Slower, of those that do not get there otherwise.
    package var eased: [Eased]
    package var ownership: [Ownership]
    package var findings: [Finding]
    /// How sure it is, a vehicle each; empty without samples.
    package var bands: [SpreadDocument]
    /// Of the samples, those in which the verdict says the same, by claim.
    package var holds: [HeldClaim]
    /// What the choice takes less than each vehicle that burns fuel.
    package var differences: [DifferenceDocument]
    /// Of battery and generator of the choice, what it has first; empty where there are no others.
    package var sizes: [JourneySizeDocument]
    /// What the model is worth: each published figure beside ours; empty where there are no labels.
    package var published: [PublishedChecks.Document]

    enum CodingKeys: String, CodingKey {
        case route, trailer, verdict, journeys, unladen, eased, ownership, findings, bands
        case differences, published
        case sustained = "charge_sustained"
        case holds = "holds_share"
        case sizes = "other_sizes"
    }

    package init(_ comparison: JourneyComparison) {
        route = comparison.route.name
        trailer = JSONNullable(comparison.trailer?.name)
        verdict = comparison.verdict
        journeys = comparison.entries.map { JourneyDocument($0.journey) }
        unladen = comparison.entries.compactMap { $0.unladen.map { JourneyDocument($0) } }
        sustained = comparison.entries.compactMap { $0.sustained.map { JourneyDocument($0) } }
        eased = comparison.entries.compactMap { $0.eased.map { Eased($0) } }
        ownership = comparison.entries.compactMap { $0.ownership.map { Ownership($0) } }
        findings = comparison.findings.map(Finding.init)
        bands = comparison.spread.map(SpreadDocument.all) ?? []
        differences = DifferenceDocument.all(comparison)
        sizes = comparison.sizes.map(JourneySizeDocument.all) ?? []
        holds = comparison.spread.map { HeldClaim.all(comparison.clauses, $0) } ?? []
        published = PublishedChecks(comparison).documents
    }
}
