/// The answer for a vehicle of which nobody says what it drives: that of its label.
extension RangeFigures {
    /// From the city and the highway of a label, 55 % of the way in the city.
    ///
    /// Ranges are those of ``LabelOutlook/reaches`` by the same rules, and cold starts count as in the
    /// tests. They count in the bound too: a test that ends with the charge that it began with starts
    /// its engine.
    ///
    /// `factors`: those of the label's year when absent.
    package init(_ label: LabelOutlook, factors: LabelFactors? = nil) {
        let factors = factors ?? LabelFactors(label)
        let city = RangeFigures(label.city)
        let highway = RangeFigures(label.highway)
        self = city
        func both(_ value: (RangeFigures) -> Double?) -> CityHighway? {
            guard let inCity = value(city), let onHighway = value(highway) else { return nil }
            return CityHighway(city: inCity, highway: onHighway)
        }
        electricRange = both(\.electricRange).map { ($0 * factors.battery).combined }
        batteryPerMeter = both(\.batteryPerMeter).map { ($0 / factors.battery).combined }
        wallPerMeter = both(\.wallPerMeter).map { ($0 / factors.battery).combined }
        let burned = label.burning?.energy ?? both(\.fuelPerMeter)
        fuelPerMeter = burned.map { ($0 / factors.fuel).combined }
        let onFuel = label.burning.flatMap { burning in
            fuelPerMeter.flatMap { $0 > 0 ? burning.tank / $0 : nil }
        }
        totalRange = both(\.totalRange).map { _ in (electricRange ?? 0) + (onFuel ?? 0) }
        let spent = both { one in
            one.totalRange.flatMap { total in one.blendedFuelPerMeter.map { $0 * total } }
        }
        blendedFuelPerMeter = spent.flatMap { spent in
            totalRange.flatMap { $0 > 0 ? spent.combined / $0 : nil }
        }
        prove(both(\.gap), burned, warm: both(\.fuelPerMeter), factors, onFuel: onFuel ?? 0)
        reserve = [city, highway].compactMap(\.reserve).max()
        isJoint = false
        startsPerMeter = both(\.startsPerMeter)?.combined
        isSustained = city.isSustained.map { $0 && (highway.isSustained ?? true) }
        shortfall.add(highway.shortfall, after: 0)
        warnings += highway.warnings.filter { !city.warnings.contains($0) }
    }

    /// `burned`: with the cold starts of the tests, `warm` without, both in J/m; `onFuel`: in m.
    private mutating func prove(
        _ gaps: CityHighway?,
        _ burned: CityHighway?,
        warm: CityHighway?,
        _ factors: LabelFactors,
        onFuel: Double
    ) {
        gap = nil
        leastFuel = nil
        leastPerMeter = nil
        guard let gaps, let burned, let warm, let fuelPerMeter else { return }
        let saved = CityHighway(
            city: warm.city - warm.city / (1 + gaps.city),
            highway: warm.highway - warm.highway / (1 + gaps.highway)
        )
        let least = ((burned - saved) / factors.fuel).combined
        gap = least > 0 ? fuelPerMeter / least - 1 : 0
        leastFuel = least * onFuel
        leastPerMeter = least
    }
}
