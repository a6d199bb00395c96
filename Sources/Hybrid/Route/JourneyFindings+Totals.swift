import Pages

/// What vehicles are to each other on the journey.
extension JourneyFindings {
    /// The series hybrid against the electric one: time.
    func hours() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            electrics.compactMap { electric in
                guard hybrid.journey.outcome == .arrived else { return nil }
                let other = electric.eased?.journey ?? electric.journey
                guard other.outcome == .arrived else {
                    return JourneyFinding(
                        .strength,
                        .arrival,
                        hybrid.journey.vehicle,
                        "\(hybrid.journey.name) arrives\(towing) where \(electric.journey.name) "
                            + "does not."
                    )
                }
                let more = other.times.total - hybrid.journey.times.total
                let slower = electric.eased == nil ? "" : ", driven slower to get there at all"
                let named = "\(electric.journey.name)\(slower)"
                return JourneyFinding(
                    more > 0 ? .strength : .weakness,
                    .arrival,
                    hybrid.journey.vehicle,
                    more > 0
                        ? "\(hybrid.journey.name) arrives \(Prose.time(more)) before \(named)."
                        : "\(hybrid.journey.name) arrives \(Prose.time(-more)) after \(named)."
                )
            }
        }
    }

    /// The series hybrid against the one with an engine: what is burned.
    func fuel() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            engines.compactMap { engine in
                guard hybrid.journey.outcome == .arrived, engine.journey.outcome == .arrived else {
                    return nil
                }
                let ours = hybrid.journey.energy.fuel
                let theirs = engine.journey.energy.fuel
                guard theirs > 0 else { return nil }
                let saved = 1 - ours / theirs
                let mass = hybrid.sheet.curbMass - engine.sheet.curbMass
                var text = "\(hybrid.journey.name) burns \(Prose.liters(ours))\(towing) and "
                text += "\(engine.journey.name) \(Prose.liters(theirs))"
                if let charge = hybrid.journey.charge, let circuit = circuit(hybrid) {
                    let used = circuit.energy(at: charge.start) - circuit.energy(at: charge.end)
                    text += ", although it began with a full battery and used "
                    text += "\(Prose.energy(used + hybrid.journey.energy.charged)) of charge"
                }
                text += ": \(Prose.percent(abs(saved))) \(saved >= 0 ? "less" : "more")"
                if mass > 50 { text += ", with \(Prose.mass(mass)) more to carry" }
                return JourneyFinding(
                    saved > 0.15 ? .strength : .weakness,
                    .fuel,
                    hybrid.journey.vehicle,
                    text + "."
                )
            }
        }
    }

    /// What the series hybrid saves of the battery of the electric one.
    func batteries() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            electrics.compactMap { electric in
                guard let ours = hybrid.sheet.vehicle.battery,
                    let theirs = electric.sheet.vehicle.battery,
                    theirs.usableEnergy > ours.usableEnergy
                else { return nil }
                var text = "\(hybrid.journey.name) does it with \(Prose.energy(ours.usableEnergy)) "
                text += "of battery instead of the \(Prose.energy(theirs.usableEnergy)) of "
                text += electric.journey.name
                let generator = hybrid.sheet.vehicle.generator
                if ours.mass > 0, theirs.mass > 0 {
                    text += ": \(Prose.mass(theirs.mass - ours.mass)) less of it"
                    if let generator, generator.mass > 0 {
                        text += ", for \(Prose.mass(generator.mass)) of engine and generator"
                    }
                }
                return JourneyFinding(.strength, .battery, hybrid.journey.vehicle, text + ".")
            }
        }
    }

    private func circuit(_ entry: Entry) -> BatteryCircuit? {
        entry.sheet.vehicle.battery?.circuit(at: 20)
    }

    func carbon() -> [JourneyFinding] {
        ranked(.carbon, "emits least", { Prose.mass($0) + " of CO2" }) { $0.carbon.total }
    }

    func cost() -> [JourneyFinding] {
        ranked(.cost, "is cheapest in energy", { Prose.money($0) }) { $0.money.energy }
            + timed()
    }

    /// The least of a figure, and the others behind it.
    private func ranked(
        _ topic: JourneyFinding.Topic,
        _ verb: String,
        _ text: (Double) -> String,
        _ figure: (JourneyResult) -> Double
    ) -> [JourneyFinding] {
        let ordered = arrived.map(\.journey).sorted { figure($0) < figure($1) }
        guard let first = ordered.first, ordered.count > 1 else { return [] }
        let rest = ordered.dropFirst().map { "\($0.name) \(text(figure($0)))" }
        return [
            JourneyFinding(
                .strength,
                topic,
                first.vehicle,
                "Of those that arrive \(first.name) \(verb) on this journey, \(text(figure(first))); "
                    + "\(Prose.list(rest))."
            )
        ]
    }

    /// With the hours of the driver.
    private func timed() -> [JourneyFinding] {
        guard economy.timeValue > 0 else { return [] }
        let hour = Prose.money(economy.timeValue)
        return ranked(
            .cost,
            "is cheapest with the driver's time at \(hour) an hour",
            { Prose.money($0) }
        ) {
            $0.money.total
        }
    }
}
