import Pages

/// The answer for a vehicle of which nobody says what it drives: as a label would.
extension RangeDocument {
    /// What two mild cycles leave out on the road: speed, wind, tires and the weather of a year (SAE
    /// J1634, 40 CFR 600.210).
    private static let labelFactor = 0.7
    /// Of the way.
    private static let cityShare = 0.55

    /// From UDDS and HWFET: 55 % of the way in the city, consumption divided by 0.7.
    ///
    /// `weather`: Of both cycles, where both were driven in a weather that was asked for: then its own
    /// share is taken out of the 0.7, which would count it a second time. Ranges follow from what is
    /// consumed, so that range times consumption is the same battery and the same tank as on each of
    /// the cycles.
    package init(
        city: RangeDocument,
        highway: RangeDocument,
        weather: (city: LabelWeather, highway: LabelWeather)? = nil
    ) {
        self = highway
        run.cycle =
            weather == nil
            ? "55 % UDDS, 45 % HWFET, divided by 0.7"
            : "55 % UDDS, 45 % HWFET, divided by 0.7 without its share of weather"
        run.method =
            weather == nil
            ? "two cycles, 0.7 for speed, wind, tires and weather (SAE J1634)"
            : "two cycles, 0.7 without its share of weather (40 CFR 600.114)"
        let onBattery = Self.factors(weather, \.battery)
        let onTank = Self.factors(weather, \.fuel)
        func consumed(
            _ value: KeyPath<RangeDocument, JSONNumber>,
            _ factors: CityHighway
        ) -> JSONNumber {
            guard let inCity = city[keyPath: value].value,
                let onHighway = highway[keyPath: value].value
            else { return JSONNumber(nil) }
            return JSONNumber(
                Self.mean(CityHighway(city: inCity, highway: onHighway), dividedBy: factors)
            )
        }
        func range(_ factors: CityHighway, _ kilometers: (RangeDocument) -> Double?) -> Double? {
            guard let inCity = kilometers(city), let onHighway = kilometers(highway),
                inCity > 0, onHighway > 0
            else { return nil }
            let inverse = CityHighway(city: 1 / inCity, highway: 1 / onHighway)
            return 1 / Self.mean(inverse, dividedBy: factors)
        }
        let electric = range(onBattery, \.electricRange.value)
        let onFuel = range(onTank) { one in
            one.totalRange.value.map { $0 - (one.electricRange.value ?? 0) }
        }
        electricRange = JSONNumber(city.electricRange.value == 0 ? 0 : electric)
        totalRange = JSONNumber(
            city.totalRange.value == nil ? nil : (electric ?? 0) + (onFuel ?? 0)
        )
        batteryPerDistance = consumed(\.batteryPerDistance, onBattery)
        wallPerDistance = consumed(\.wallPerDistance, onBattery)
        fuelPerDistance = consumed(\.fuelPerDistance, onTank)
        carbonPerDistance = consumed(\.carbonPerDistance, onTank)
        let share = (totalRange.value ?? 0) > 0 ? (electric ?? 0) / (totalRange.value ?? 1) : 0
        electricShare = JSONNumber(totalRange.value == nil ? nil : share)
        blendedFuelPerDistance = JSONNumber(fuelPerDistance.value.map { $0 * (1 - share) })
        blendedCarbonPerDistance = JSONNumber(carbonPerDistance.value.map { $0 * (1 - share) })
        missedTrace = city.missedTrace.adding(highway.missedTrace)
        prove(city, highway, onTank, kilometers: onFuel)
        reserve = JSONNumber([city, highway].compactMap(\.reserve.value).max())
        starts = city.starts.map { _ in consumedStarts(city, highway) }
        isSustained = city.isSustained.map { $0 && (highway.isSustained ?? true) }
        warnings = city.warnings + highway.warnings.filter { !city.warnings.contains($0) }
        bands = [:]
    }

    /// What the consumption of each cycle is divided by; no more than 1.
    private static func factors(
        _ weather: (city: LabelWeather, highway: LabelWeather)?,
        _ value: KeyPath<LabelWeather, Double>
    ) -> CityHighway {
        guard let weather else { return CityHighway(city: labelFactor, highway: labelFactor) }
        return CityHighway(
            city: weather.city[keyPath: value],
            highway: weather.highway[keyPath: value]
        ).map { min(1, labelFactor * $0) }
    }

    /// Over the way.
    private static func mean(_ values: CityHighway, dividedBy factors: CityHighway) -> Double {
        cityShare * values.city / factors.city
            + (1 - cityShare) * values.highway / factors.highway
    }

    /// The bound over what is driven on fuel, and the gap to it.
    private mutating func prove(
        _ city: RangeDocument,
        _ highway: RangeDocument,
        _ factors: CityHighway,
        kilometers: Double?
    ) {
        guard let inCity = city.gap.value, let onHighway = highway.gap.value,
            let cityFuel = city.fuelPerDistance.value,
            let highwayFuel = highway.fuelPerDistance.value
        else {
            gap = JSONNumber(nil)
            lowerBound = JSONNumber(nil)
            return
        }
        let burned = CityHighway(city: cityFuel, highway: highwayFuel)
        let least = Self.mean(
            CityHighway(city: cityFuel / (1 + inCity), highway: highwayFuel / (1 + onHighway)),
            dividedBy: factors
        )
        gap = JSONNumber(
            least > 0 ? Self.mean(burned, dividedBy: factors) / least - 1 : 0
        )
        lowerBound = JSONNumber((kilometers ?? 0) / 100 * least)
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
