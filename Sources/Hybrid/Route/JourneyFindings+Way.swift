import Pages

/// What vehicles take on the way, one against the other.
extension JourneyFindings {
    func way() -> [JourneyFinding] { fuel() + costs() + carbon() + batteries() + control() }

    /// Within so much two burn the same, as a share.
    static let sameFuel = 0.02

    /// The series hybrid against the one with an engine: what is burned.
    private func fuel() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            engines.compactMap { engine in
                guard let journey = hybrid.whole, let other = engine.whole,
                    other.energy.fuel > 0
                else { return nil }
                let more = journey.energy.fuel / other.energy.fuel - 1
                let isSame = abs(more) <= Self.sameFuel
                var text =
                    "\(journey.name) burns \(Prose.liters(journey.energy.fuel))\(towing) and "
                text += "\(other.name) \(Prose.liters(other.energy.fuel)): "
                text += isSame ? "as much" : Prose.percent(abs(more))
                text += isSame ? "" : more > 0 ? " more" : " less"
                if let used = chargeUsed(journey, hybrid), used > 0 {
                    text += more > 0 ? ", although it also used " : ", and used "
                    text += "\(Prose.energy(used)) of charge"
                    text += more > 0 ? " from the plug" : " from the plug in its place"
                }
                let mass = hybrid.sheet.curbMass - engine.sheet.curbMass
                if mass > 50 { text += ", with \(Prose.mass(mass)) more to carry" }
                return JourneyFinding(
                    .way,
                    isSame ? .fact : more > 0 ? .weakness : .strength,
                    .fuel,
                    journey.vehicle,
                    text + "."
                )
            }
        }
    }

    /// Out of the battery more than the generator put into it, in J.
    private func chargeUsed(_ journey: JourneyResult, _ entry: Entry) -> Double? {
        guard let charge = journey.charge, let battery = entry.sheet.vehicle.battery else {
            return nil
        }
        let circuit = battery.circuit(at: 20)
        return circuit.energy(at: charge.start) - circuit.energy(at: charge.end)
            + journey.energy.charged
    }

    /// What the series hybrid saves of the battery of the electric one.
    private func batteries() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            electrics.compactMap { electric in
                guard hybrid.whole != nil, let ours = hybrid.sheet.vehicle.battery,
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
                return JourneyFinding(
                    .way,
                    .strength,
                    .battery,
                    hybrid.journey.vehicle,
                    text + "."
                )
            }
        }
    }

    private func carbon() -> [JourneyFinding] {
        guard let (first, text) = ranked({ Prose.mass($0.carbon.total) }, { $0.carbon.total })
        else {
            return []
        }
        return [
            JourneyFinding(
                .way,
                .strength,
                .carbon,
                first,
                "Least CO2, grid and upstream included, is emitted by \(text)."
            )
        ]
    }

    /// With the driver's time behind each; by itself where another one is the cheapest with it.
    private func costs() -> [JourneyFinding] {
        let isTimed = economy.timeValue > 0
        let energy = ranked({ one in
            Prose.money(one.money.energy) + (isTimed ? " (\(Prose.money(one.money.total)))" : "")
        }) { $0.money.energy }
        guard let energy else { return [] }
        let time = "the driver's time at \(Prose.money(economy.timeValue)) an hour"
        let bracket = isTimed ? " (with \(time))" : ""
        var findings = [
            JourneyFinding(
                .way,
                .strength,
                .cost,
                energy.first,
                "Energy for the way\(bracket), what is missing at the end included, costs least with "
                    + "\(energy.text)."
            )
        ]
        let whole = ranked({ Prose.money($0.money.total) }) { $0.money.total }
        if isTimed, let whole, whole.first != energy.first {
            findings.append(
                JourneyFinding(
                    .way,
                    .strength,
                    .cost,
                    whole.first,
                    "With \(time) it costs least with \(whole.text)."
                )
            )
        }
        return findings
    }

    /// Who has the least of a figure, and all of them behind each other.
    private func ranked(
        _ text: (JourneyResult) -> String,
        _ figure: (JourneyResult) -> Double
    ) -> (first: String, text: String)? {
        let ordered = whole.sorted { figure($0) < figure($1) }
        guard let first = ordered.first, ordered.count > 1 else { return nil }
        let rest = ordered.dropFirst().map { "\($0.name) \(text($0))" }
        return (
            first.vehicle, "\(first.name), \(text(first)); \(rest.joined(separator: "; "))"
        )
    }

    private func control() -> [JourneyFinding] {
        entries.compactMap(\.whole).compactMap { journey in
            guard let bound = journey.bound, bound.isReachable, bound.fuel > 0 else { return nil }
            return JourneyFinding(
                .way,
                .fact,
                .control,
                journey.vehicle,
                "No control of the generator of \(journey.name) needs less than "
                    + "\(Prose.liters(bound.fuel)) for the same drive and charges: at most "
                    + "\(Prose.percent(bound.gap)) are left to gain."
            )
        }
    }
}
