import Charts
import Pages

/// What vehicles are to each other over the years.
extension JourneyFindings {
    func years() -> [JourneyFinding] {
        let plugged = hybrids + electrics
        let against = plugged.flatMap { entry in
            engines.flatMap { engine in
                [
                    carbon(entry, against: engine), cost(entry, against: engine),
                    share(entry, against: engine),
                ].compactMap { $0 }
            }
        }
        return shares() + least() + against + plugged.compactMap(battery)
    }

    /// What is known of how the series hybrid is used.
    private func shares() -> [JourneyFinding] {
        hybrids.compactMap { entry in
            guard let outlook = entry.ownership, let least = outlook.cases.first,
                let most = outlook.cases.last, least.electricShare < most.electricShare
            else { return nil }
            let text =
                "On ordinary days \(outlook.name) drives \(Prose.share(least.electricShare)) to "
                + "\(Prose.share(most.electricShare)) of its distance on charge, which nobody knows "
                + "before: \(grams(most.carbon.total)) to \(grams(least.carbon.total)) of CO2 and "
                + "\(dollars(most.cost.total)) to \(dollars(least.cost.total)) for each km."
            return JourneyFinding(.fact, .years, outlook.vehicle, text)
        }
    }

    /// The least of cost and carbon over the years, where all that they are made of is known.
    private func least() -> [JourneyFinding] {
        let outlooks = entries.compactMap(\.ownership)
        guard outlooks.count == entries.count, outlooks.count > 1 else { return [] }
        func finding(
            _ topic: JourneyFinding.Topic,
            _ verb: String,
            _ text: (Double) -> String,
            _ figure: (OwnershipOutlook) -> Double
        ) -> JourneyFinding? {
            let ordered = outlooks.sorted { figure($0) < figure($1) }
            guard let first = ordered.first else { return nil }
            let rest = ordered.dropFirst().map { "\($0.name) \(text(figure($0)))" }
            return JourneyFinding(
                .strength,
                topic,
                first.vehicle,
                "Over \(Prose.number(economy.years)) years a km \(verb) with \(first.name), "
                    + "\(text(figure(first))); \(Prose.list(rest))."
            )
        }
        var findings: [JourneyFinding?] = []
        if outlooks.allSatisfy({ $0.price != nil }) {
            findings.append(finding(.cost, "costs least", dollars, \.mean.cost.total))
        }
        if entries.allSatisfy({ $0.sheet.ownership.carbon != nil }) {
            let verb = "emits least CO2, making included,"
            findings.append(finding(.carbon, verb, grams, \.mean.carbon.total))
        }
        return findings.compactMap { $0 }
    }

    private func carbon(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            entry.sheet.ownership.carbon != nil, engine.sheet.ownership.carbon != nil
        else { return nil }
        let home =
            entry.journey.kind == .series
            ? "With \(Prose.share(ours.mean.electricShare)) of its distance on charge " : ""
        let built = ours.mean.carbon.manufacturing * ours.distance
        let other = theirs.mean.carbon.manufacturing * theirs.distance
        let saved = theirs.mean.carbon.driving - ours.mean.carbon.driving
        switch ours.carbonBreakEven(theirs) {
        case .after(let distance):
            let years = distance / economy.distancePerYear
            return JourneyFinding(
                years < economy.years ? .strength : .weakness,
                .carbon,
                ours.vehicle,
                "\(home)\(ours.name) saves \(grams(saved)) of CO2 a km against \(theirs.name), and "
                    + "has caught up after \(Prose.distance(distance)), "
                    + "\(Prose.number(years)) years, with the \(Prose.mass(built)) of its making "
                    + "against \(Prose.mass(other))."
            )
        case .always:
            return JourneyFinding(
                .strength,
                .carbon,
                ours.vehicle,
                "\(home)\(ours.name) has emitted less than \(theirs.name) from the first day on."
            )
        case .never, .until:
            return JourneyFinding(
                .weakness,
                .carbon,
                ours.vehicle,
                "\(home)\(ours.name) does not make up for the CO2 of its making against "
                    + "\(theirs.name): a km emits \(grams(ours.mean.carbon.driving)) against "
                    + "\(grams(theirs.mean.carbon.driving))."
            )
        }
    }

    private func cost(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            let price = ours.price, let other = theirs.price,
            let even = ours.costBreakEven(theirs)
        else { return nil }
        let kept = "\(Prose.number(economy.years)) years"
        let more = ours.mean.cost.total - theirs.mean.cost.total
        let whole = ours.present(abs(more), economy: economy)
        let lifetime =
            "over \(kept) it is \(Prose.money(whole)) \(more > 0 ? "dearer" : "cheaper"), what the "
            + "price loses included and discounted"
        let begins =
            price > other
            ? "\(ours.name) costs \(Prose.money(price - other)) more to buy than \(theirs.name)"
            : "\(ours.name) costs \(Prose.money(other - price)) less to buy than \(theirs.name)"
        let end: String
        switch even {
        case .after(let distance):
            end =
                "has paid that back in energy and upkeep after \(Prose.distance(distance)), "
                + "\(Prose.number(distance / economy.distancePerYear)) years"
        case .never: end = "never pays that back in energy and upkeep"
        case .always: end = "stays ahead in energy and upkeep"
        case .until(let distance):
            end = "is overtaken in energy and upkeep after \(Prose.distance(distance))"
        }
        return JourneyFinding(
            more > 0 ? .weakness : .strength,
            .cost,
            ours.vehicle,
            "\(begins) and \(end); \(lifetime)."
        )
    }

    /// The electric share at which a series hybrid is even with an engine.
    private func share(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            entry.journey.kind == .series,
            let even = ours.evenShare(with: theirs.mean.carbon.total, \.carbon.total)
        else { return nil }
        let isBelow = ours.at(0).carbon.total > theirs.mean.carbon.total
        return JourneyFinding(
            isBelow ? .weakness : .fact,
            .carbon,
            ours.vehicle,
            "\(ours.name) emits \(isBelow ? "more" : "less") than \(theirs.name), its making "
                + "included, while less than \(Prose.share(even)) of its distance is on charge from "
                + "outside."
        )
    }

    private func battery(_ entry: Entry) -> JourneyFinding? {
        guard let outlook = entry.ownership, let life = outlook.mean.battery else { return nil }
        let kept = "\(Prose.number(economy.years)) years"
        guard life.replacements > 0 else {
            return JourneyFinding(
                .strength,
                .battery,
                outlook.vehicle,
                "The battery of \(outlook.name) has \(Prose.share(life.left)) of its charge left "
                    + "after \(kept)."
            )
        }
        return JourneyFinding(
            .weakness,
            .battery,
            outlook.vehicle,
            "The battery of \(outlook.name) is at its end after \(Prose.number(life.years)) years: a "
                + "new one adds \(dollars(outlook.mean.cost.replacement)) a km."
        )
    }

    /// `221 g`, of kg/m.
    private func grams(_ kilogramsPerMeter: Double) -> String {
        "\(Prose.number(kilogramsPerMeter * 1e6)) g"
    }

    /// Of USD/m, for a km.
    private func dollars(_ perMeter: Double) -> String {
        "$\(Measure.decimal(perMeter * 1e3, places: 2))"
    }
}
