import Hybrid

/// Efficiencies by the share of the power: machines and engines that are known by a map.
extension SiteReader {
    static let curveKeys = ["shaft_kw", "efficiency_percent_by_load"]
    static let brakingCurveKey = "braking_efficiency_percent_by_load"

    /// nil where there is none, and after a mistake.
    ///
    /// `gear`: what the gear loses, a share of the power at the shaft.
    mutating func efficiencyCurve(_ entity: Entity, gear: Double) -> EfficiencyCurve? {
        let axes = Axes(
            x: .percent,
            y: .percent,
            xFactor: 0.01,
            yFactor: 0.01,
            example: "[[0, 84], [10, 92], [50, 95], [100, 93]] of percent of shaft_kw and percent"
        )
        let driving = curve("efficiency_percent_by_load", in: entity, axes)
        let braking = curve(Self.brakingCurveKey, in: entity, axes)
        let shaft = requiredQuantity(
            "shaft_kw",
            1000,
            in: entity,
            .positive,
            "the power at the shaft that is a load of 100 percent: 240"
        )
        guard let driving, let shaft else { return nil }
        if let field = entity["efficiency_percent_by_load"],
            !driving.points.contains(where: { $0.y > 0.01 })
        {
            reject(field, "has no point above 1 percent")
            return nil
        }
        return EfficiencyCurve(power: shaft, driving: driving, braking: braking, gear: 1 - gear)
    }

    /// A machine that is known by its efficiency; `others`: what may not stand beside it.
    mutating func machineByCurve(_ entity: Entity, _ rating: Machine, others: [String]) -> Machine?
    {
        for name in others {
            if let other = entity[name] {
                reject(other, "stands beside efficiency_percent_by_load, which says it all")
            }
        }
        guard let curve = efficiencyCurve(entity, gear: rating.gear) else { return nil }
        var machine = rating
        machine.gear = 0
        machine.curve = curve
        return machine
    }
}
