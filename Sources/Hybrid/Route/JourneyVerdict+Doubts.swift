import Pages

/// Where a margin is thinner than what the model is known to be off by.
extension JourneyVerdict {
    /// Nothing where no margin is.
    var doubts: String? {
        let parts =
            findings.electrics.compactMap(reach)
            + findings.hybrids.flatMap { hybrid in
                findings.engines.compactMap { fuel(hybrid, $0) }
            }
        guard !parts.isEmpty else { return nil }
        return "Thinner than what the model is off by, against published figures: "
            + "\(parts.joined(separator: "; "))."
    }

    /// Whether an electric one keeps the speeds of the road with its reserve.
    private func reach(_ electric: Entry) -> String? {
        guard let error = errors[electric.journey.vehicle]?.range,
            let charge = electric.journey.charge
        else { return nil }
        switch electric.journey.outcome {
        case .unreachable(let gap):
            guard let lacking = gap.energy.map({ $0 / charge.usable }), lacking < -error else {
                return nil
            }
            return
                "\(called(electric)) lacks \(Prose.percent(lacking)) of its battery for the speeds of "
                + "the road, and its published range is \(Prose.percent(1 / (1 + error) - 1)) above ours, "
                + "so that it may keep them"
        case .arrived:
            let width = charge.window.upperBound - charge.window.lowerBound
            let spare = (charge.lowest - charge.reserve) / width
            guard !electric.journey.stops.contains(where: { $0.metered > 0 }), spare < error else {
                return nil
            }
            return
                "\(called(electric)) arrives with \(Prose.percent(max(0, spare))) of its battery to "
                + "spare, and its published range is \(Prose.percent(1 - 1 / (1 + error))) below ours"
        }
    }

    /// Which of two burns less with the charge sustained.
    private func fuel(_ hybrid: Entry, _ engine: Entry) -> String? {
        guard let ours = errors[hybrid.journey.vehicle]?.fuel,
            let theirs = errors[engine.journey.vehicle]?.fuel,
            let (fuel, other) = sustainedFuel(hybrid, engine)
        else { return nil }
        let less = 1 - fuel / other
        let corrected = 1 - (fuel / (1 + ours)) / (other / (1 + theirs))
        guard abs(less) < abs(corrected - less) else { return nil }
        return "with the charge sustained \(called(hybrid)) and \(called(engine)) burn within "
            + "\(Prose.percent(abs(less))) of each other, and ours are off by "
            + "\(PublishedTable.signed(ours)) and \(PublishedTable.signed(theirs))"
    }
}
