import Pages

/// The answer for a vehicle of which nobody says what it drives: as a label would.
extension RangeDocument {
    /// What two mild cycles leave out on the road: speed, cold, air conditioning (SAE J1634, 40 CFR
    /// 600.210).
    private static let labelFactor = 0.7
    /// Of the way.
    private static let cityShare = 0.55

    /// From UDDS and HWFET: 55 % of the way in the city, consumption divided by 0.7.
    ///
    /// Ranges follow from what is consumed, so that range times consumption is the same battery and
    /// the same tank as on each of the cycles.
    package init(city: RangeDocument, highway: RangeDocument) {
        self = highway
        run.cycle = "55 % UDDS, 45 % HWFET, divided by 0.7"
        func consumed(_ value: KeyPath<RangeDocument, JSONNumber>) -> JSONNumber {
            guard let inCity = city[keyPath: value].value,
                let onHighway = highway[keyPath: value].value
            else { return JSONNumber(nil) }
            let mean = Self.cityShare * inCity + (1 - Self.cityShare) * onHighway
            return JSONNumber(mean / Self.labelFactor)
        }
        func range(_ kilometers: (RangeDocument) -> Double?) -> Double? {
            guard let inCity = kilometers(city), let onHighway = kilometers(highway),
                inCity > 0, onHighway > 0
            else { return nil }
            return Self.labelFactor
                / (Self.cityShare / inCity + (1 - Self.cityShare) / onHighway)
        }
        let electric = range(\.electricRange.value)
        let onFuel = range { one in
            one.totalRange.value.map { $0 - (one.electricRange.value ?? 0) }
        }
        electricRange = JSONNumber(city.electricRange.value == 0 ? 0 : electric)
        totalRange = JSONNumber(
            city.totalRange.value == nil ? nil : (electric ?? 0) + (onFuel ?? 0)
        )
        batteryPerDistance = consumed(\.batteryPerDistance)
        wallPerDistance = consumed(\.wallPerDistance)
        fuelPerDistance = consumed(\.fuelPerDistance)
        carbonPerDistance = consumed(\.carbonPerDistance)
        let share = (totalRange.value ?? 0) > 0 ? (electric ?? 0) / (totalRange.value ?? 1) : 0
        electricShare = JSONNumber(totalRange.value == nil ? nil : share)
        blendedFuelPerDistance = JSONNumber(fuelPerDistance.value.map { $0 * (1 - share) })
        blendedCarbonPerDistance = JSONNumber(carbonPerDistance.value.map { $0 * (1 - share) })
        missedTrace = city.missedTrace.adding(highway.missedTrace)
        prove(city, highway, onFuel: onFuel)
        reserve = JSONNumber([city, highway].compactMap(\.reserve.value).max())
        starts = city.starts.map { _ in consumedStarts(city, highway) }
        isSustained = city.isSustained.map { $0 && (highway.isSustained ?? true) }
        warnings = city.warnings + highway.warnings.filter { !city.warnings.contains($0) }
        bands = [:]
    }

    /// The bound over what is driven on fuel, and the gap to it.
    private mutating func prove(
        _ city: RangeDocument,
        _ highway: RangeDocument,
        onFuel kilometers: Double?
    ) {
        guard let inCity = city.gap.value, let onHighway = highway.gap.value,
            let cityFuel = city.fuelPerDistance.value,
            let highwayFuel = highway.fuelPerDistance.value
        else {
            gap = JSONNumber(nil)
            lowerBound = JSONNumber(nil)
            return
        }
        let burned = Self.cityShare * cityFuel + (1 - Self.cityShare) * highwayFuel
        let least =
            Self.cityShare * cityFuel / (1 + inCity)
            + (1 - Self.cityShare) * highwayFuel / (1 + onHighway)
        gap = JSONNumber(least > 0 ? burned / least - 1 : 0)
        lowerBound = JSONNumber((kilometers ?? 0) / 100 * least / Self.labelFactor)
    }

    /// By distance, without the factor: nobody starts an engine for a rule.
    private func consumedStarts(_ city: RangeDocument, _ highway: RangeDocument) -> JSONNumber {
        guard let inCity = city.starts?.value, let onHighway = highway.starts?.value else {
            return JSONNumber(nil)
        }
        return JSONNumber(Self.cityShare * inCity + (1 - Self.cityShare) * onHighway)
    }
}

extension MissedTrace {
    /// Both of them, one after the other.
    func adding(_ other: MissedTrace) -> MissedTrace {
        func sum(_ value: KeyPath<MissedTrace, JSONNumber>) -> JSONNumber {
            JSONNumber((self[keyPath: value].value ?? 0) + (other[keyPath: value].value ?? 0))
        }
        var all = self
        all.missed = missed || other.missed
        all.seconds = sum(\.seconds)
        all.distance = sum(\.distance)
        all.worst = JSONNumber(max(worst.value ?? 0, other.worst.value ?? 0))
        all.first = missed ? first : other.first
        all.unserved = sum(\.unserved)
        return all
    }
}
