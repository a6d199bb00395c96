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

    /// Whether an electric one would answer otherwise with the range that is published of it.
    private func reach(_ electric: Entry) -> String? {
        guard let error = errors[electric.journey.vehicle]?.range,
            let isKept = electric.keepsAsPublished, isKept != electric.journey.isArrived
        else { return nil }
        let more = 1 / (1 + error) - 1
        return
            "with its published range, \(Prose.percent(abs(more))) \(more > 0 ? "above" : "below") "
            + "ours, \(called(electric)) \(isKept ? "would keep" : "would not keep") the speeds of the road"
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
