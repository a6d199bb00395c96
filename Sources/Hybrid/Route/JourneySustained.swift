/// A series hybrid on the way with no charge to spend: what its fuel alone does.
extension JourneyQuestion {
    /// The same way begun with the charge that is kept as a reserve, and no charger on it.
    ///
    /// So the battery ends as it began, as in the charge-sustaining test of SAE J1711, and the fuel may be
    /// set against that of a vehicle without a plug. Nothing for one that spends no charge on the way, or
    /// has no generator.
    func sustained(_ sheet: VehicleSheet, after journey: JourneyResult) -> JourneyResult? {
        guard journey.kind == .series, journey.isArrived, let charge = journey.charge,
            journey.chargeSpent > Self.leastSpent * charge.usable
        else { return nil }
        var question = self
        question.options = options.bare
        question.options.startSOC = charge.reserve
        for index in question.route.stations.indices {
            question.route.stations[index].charger = nil
        }
        var journey = question.plan(sheet)
        journey.name += " (charge sustained)"
        return journey
    }

    /// Of the window: less is what any control ends with more or less.
    private static let leastSpent = 0.02
}

extension JourneyResult {
    /// Out of the battery more than the generator put into it, in J; zero without one.
    var chargeSpent: Double { max(0, ledger.battery) }

    /// Burned, in l, with what the battery ends below its start counted as fuel.
    ///
    /// At the efficiency that the generator had on the way: the correction for net energy change of SAE
    /// J1711. For a run whose battery ends about as it began; what is left is some tenths of a percent.
    var balancedFuel: Double {
        guard energy.generated > 0 else { return energy.fuel }
        return energy.fuel * max(0, 1 + ledger.battery / energy.generated)
    }

    /// Whether its generator made next to nothing of what it drove on.
    var isOnChargeAlone: Bool { kind == .series && energy.generated < 0.01 * ledger.battery }
}
