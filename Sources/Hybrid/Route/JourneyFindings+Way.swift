import Pages

/// What vehicles take on the way, one against the other.
extension JourneyFindings {
    func way() -> [JourneyFinding] { fuel() + costs() + carbon() + batteries() + control() }

    /// Within so much two burn the same, as a share.
    static let sameFuel = 0.02

    /// The series hybrid against the one with an engine: what is burned, with charge and without.
    private func fuel() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            engines.flatMap { engine -> [JourneyFinding] in
                guard let journey = hybrid.whole, let other = engine.whole,
                    other.energy.fuel > 0
                else { return [] }
                let more = journey.energy.fuel / other.energy.fuel - 1
                var text =
                    "\(journey.name) burns \(Prose.liters(journey.energy.fuel))\(towing) and "
                text += "\(other.name) \(Prose.liters(other.energy.fuel)): \(moreOrLess(more))"
                if hybrid.sustained != nil {
                    text += more > 0 ? ", although it also spent " : ", but it also spent "
                    text += "\(Prose.energy(journey.chargeSpent)) of charge"
                    text += hybrid.sheet.plug == nil ? "" : " from the plug"
                }
                let mass = hybrid.sheet.curbMass - engine.sheet.curbMass
                if mass > 50 { text += ", with \(Prose.mass(mass)) more to carry" }
                // Charge from a plug is no merit of an engine.
                let isBetter = more < -Self.sameFuel && hybrid.sustained == nil
                let first = JourneyFinding(
                    .way,
                    isBetter ? .strength : more > Self.sameFuel ? .weakness : .fact,
                    .fuel,
                    journey.vehicle,
                    text + "."
                )
                return [first] + sustained(hybrid, other, engine)
            }
        }
    }

    /// The same with no charge to spend.
    private func sustained(
        _ hybrid: Entry,
        _ other: JourneyResult,
        _ engine: Entry
    ) -> [JourneyFinding] {
        guard let alone = hybrid.sustained else { return [] }
        let name = hybrid.journey.name
        guard alone.isArrived else {
            let text = "With its charge sustained, on fuel alone, \(name) does not get there."
            return [JourneyFinding(.way, .weakness, .fuel, alone.vehicle, text)]
        }
        let more = alone.balancedFuel / other.energy.fuel - 1
        var text =
            "With its charge sustained, begun with no more than its reserve, \(name) burns "
        text += "\(Prose.liters(alone.balancedFuel)), \(Prose.percent(abs(more))) "
        text += "\(more > 0 ? "more" : "less") than \(other.name)"
        let money = other.money.energy - alone.money.energy
        text += ", for \(Prose.money(abs(money))) \(money >= 0 ? "less" : "more") and in "
        text += "\(Prose.time(alone.times.total)) against \(Prose.time(other.times.total))"
        if !alone.keepsSpeeds {
            text += "; it loses \(Prose.time(alone.lostSeconds)) for lack of power"
        }
        let kind: JourneyFinding.Kind =
            abs(more) <= Self.sameFuel ? .fact : more < 0 ? .strength : .weakness
        return [JourneyFinding(.way, kind, .fuel, alone.vehicle, text + ".")]
    }

    /// `13 % less`, `as much`.
    private func moreOrLess(_ more: Double) -> String {
        guard abs(more) > Self.sameFuel else { return "as much" }
        return "\(Prose.percent(abs(more))) \(more > 0 ? "more" : "less")"
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
                    + "\(Prose.percent(bound.gap / (1 + bound.gap))) are left to gain."
            )
        }
    }
}
