import Pages

/// Where a margin is thinner than what the model is known to be off by.
extension JourneyVerdict {
    /// Nothing where no margin is.
    var doubts: VerdictPart? {
        let items =
            findings.electrics.compactMap(reach)
            + findings.hybrids.flatMap { hybrid in
                findings.engines.flatMap { fuel(hybrid, $0) }
            }
        let title = "Thinner than what the model is off by, against published figures"
        return items.isEmpty ? nil : VerdictPart(title: title, items: items)
    }

    /// Whether an electric one would answer otherwise with the range that is published of it.
    private func reach(_ electric: Entry) -> String? {
        guard let error = errors[electric.journey.vehicle]?.range,
            let isKept = electric.keepsAsPublished, isKept != electric.journey.isArrived
        else { return nil }
        return
            "with its published range, ours is \(Prose.percent(abs(error))) "
            + "\(error < 0 ? "below" : "above") it, \(called(electric)) \(isKept ? "would keep" : "would not keep") the speeds of the road"
    }

    /// Which of two burns less with the charge sustained, and which costs less.
    private func fuel(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = errors[hybrid.journey.vehicle]?.fuel,
            let theirs = errors[engine.journey.vehicle]?.fuel
        else { return [] }
        let off = "\(PublishedTable.signed(ours)) and \(PublishedTable.signed(theirs))"
        var items: [String] = []
        if let (fuel, other) = sustainedFuel(hybrid, engine) {
            let less = 1 - fuel / other
            let corrected = 1 - (fuel / (1 + ours)) / (other / (1 + theirs))
            if abs(less) < abs(corrected - less) {
                items.append(
                    "with the charge sustained \(called(hybrid)) and \(called(engine)) burn within "
                        + "\(Prose.percent(abs(less))) of each other, and our fuel of them is off by \(off)"
                )
            }
        }
        if let one = hybrid.whole?.money, let other = engine.whole?.money {
            let saved = other.energy - one.energy
            let corrected = other.energy(fuelOff: theirs) - one.energy(fuelOff: ours)
            if saved * corrected < 0 {
                items.append(
                    "with our fuel off by \(off) \(called(hybrid)) would \(money(corrected)) on energy "
                        + "against \(called(engine)) on this way, and not \(money(saved))"
                )
            }
        }
        return items
    }

    /// `save $9.65`, `lose $6`.
    private func money(_ saved: Double) -> String {
        "\(saved > 0 ? "save" : "lose") \(Prose.money(abs(saved)))"
    }
}

extension JourneyResult.Money {
    /// Of energy in USD, were the fuel not off by a share.
    fileprivate func energy(fuelOff error: Double) -> Double {
        energy + (fuel + fuelReplaced) * (1 / (1 + error) - 1)
    }
}
