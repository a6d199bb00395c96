import Charts
import Pages

/// What vehicles are to each other over the years.
extension JourneyFindings {
    func years() -> [JourneyFinding] {
        let plugged = hybrids + electrics
        let against = plugged.flatMap { entry in
            engines.flatMap { engine -> [JourneyFinding] in
                // That an electric one emits less than an engine needs no words beside a hybrid.
                let isTold = entry.journey.kind == .series || hybrids.isEmpty
                return [
                    cost(entry, against: engine), isTold ? carbon(entry, against: engine) : nil,
                    share(entry, against: engine),
                ].compactMap { $0 }
            }
        }
        return shares() + least() + against + electrics.flatMap(beyond)
            + plugged.compactMap(battery) + ordinary()
    }

    /// What is known of how the series hybrid is used.
    private func shares() -> [JourneyFinding] {
        hybrids.compactMap { entry in
            guard let outlook = entry.ownership, let least = outlook.cases.first,
                let most = outlook.cases.last, least.electricShare < most.electricShare
            else { return nil }
            let text =
                "On ordinary days \(outlook.name) drives "
                + "\(Prose.percent(outlook.central.electricShare)) of its distance on charge from home, "
                + "\(Prose.percent(least.electricShare)) to \(Prose.percent(most.electricShare)) by how "
                + "often it is plugged in, which nobody knows before: \(Prose.carbon(least.carbon.total)) to "
                + "\(Prose.carbon(most.carbon.total)) of CO2 and \(Prose.cost(least.cost.total)) to "
                + "\(Prose.cost(most.cost.total)) for each km."
            return JourneyFinding(.years, .fact, .years, outlook.vehicle, text)
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
                .years,
                .strength,
                topic,
                first.vehicle,
                "Over \(Prose.number(economy.years)) years a km \(verb) with \(first.name), "
                    + "\(text(figure(first))); \(rest.joined(separator: "; "))."
            )
        }
        var findings: [JourneyFinding?] = []
        if outlooks.allSatisfy({ $0.price != nil }) {
            findings.append(finding(.cost, "costs least", Prose.cost, \.central.cost.total))
        }
        if entries.allSatisfy({ $0.sheet.ownership.carbon != nil }) {
            let verb = "emits least CO2, making included,"
            findings.append(finding(.carbon, verb, Prose.carbon, \.central.carbon.total))
        }
        return findings.compactMap { $0 }
    }

    private func carbon(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            entry.sheet.ownership.carbon != nil, engine.sheet.ownership.carbon != nil
        else { return nil }
        let built = ours.central.carbon.manufacturing * ours.distance
        let other = theirs.central.carbon.manufacturing * theirs.distance
        let saved = theirs.central.carbon.driving - ours.central.carbon.driving
        let making = "the \(Prose.mass(built)) of its making against \(Prose.mass(other))"
        let kind: JourneyFinding.Kind
        let text: String
        switch ours.carbonBreakEven(theirs) {
        case .after(let distance):
            let years = distance / economy.distancePerYear
            kind = years <= economy.years ? .strength : .weakness
            text =
                "\(ours.name) saves \(Prose.carbon(saved)) of CO2 a km against \(theirs.name) and "
                + (years <= economy.years
                    ? "has made up for \(making) after \(Prose.number(years)) years."
                    : "does not make up for \(making) within \(kept)\(age(years)).")
        case .always:
            kind = .strength
            text = "\(ours.name) has emitted less CO2 than \(theirs.name) from the first day on."
        case .never, .until:
            kind = .weakness
            text =
                "\(ours.name) does not make up for \(making) of \(theirs.name): a km emits "
                + "\(Prose.carbon(ours.central.carbon.driving)) of CO2 against "
                + "\(Prose.carbon(theirs.central.carbon.driving))."
        }
        return JourneyFinding(.years, kind, .carbon, ours.vehicle, text)
    }

    /// `12 years`: how long a vehicle is kept.
    private var kept: String { "\(Prose.number(economy.years)) years" }

    /// `, it would take 16, not discounted`: of years; nobody means more than a hundred.
    private func age(_ years: Double) -> String {
        years < 100
            ? ", it would take \(Prose.number(years.rounded())), not discounted"
            : ", nor within 100"
    }

    private func cost(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            let price = ours.price, let other = theirs.price,
            let even = ours.costBreakEven(theirs)
        else { return nil }
        let more = ours.central.cost.total - theirs.central.cost.total
        let whole = ours.present(abs(more), economy: economy)
        let distance = Prose.distance(economy.distancePerYear * economy.annuity)
        let lifetime =
            "over \(kept) it is \(Prose.money(whole)) \(more > 0 ? "dearer" : "cheaper"), loss of "
            + "value and time at chargers and pumps included: \(Prose.cost(abs(more))) for each "
            + "of \(distance), the \(Prose.distance(ours.distance)) of all years discounted as the "
            + "money is, at \(Prose.percent(economy.discountRate)) a year"
        let gap = Prose.money(abs(price - other)) + assumedPrices([entry, engine])
        let begins: String
        switch even {
        case .after(let distance):
            let years = distance / economy.distancePerYear
            begins =
                years <= economy.years
                ? "has saved the \(gap) that it costs more than \(theirs.name) in energy and upkeep "
                    + "after \(Prose.number(years)) years"
                : "does not save the \(gap) that it costs more than \(theirs.name) in energy and "
                    + "upkeep within \(kept)\(age(years))"
        case .never:
            begins =
                "costs \(gap) more to buy than \(theirs.name) and no less for energy and upkeep"
        case .always:
            begins =
                "costs \(gap) less to buy than \(theirs.name) and no more for energy and upkeep"
        case .until(let distance):
            begins =
                "costs \(gap) less to buy than \(theirs.name), which energy and upkeep have used up "
                + "after \(Prose.number((distance / economy.distancePerYear).rounded())) years"
        }
        return JourneyFinding(
            .years,
            more > 0 ? .weakness : .strength,
            .cost,
            ours.vehicle,
            "\(ours.name) \(begins); \(lifetime)."
        )
    }

    /// The electric share at which a series hybrid is even with an engine.
    private func share(_ entry: Entry, against engine: Entry) -> JourneyFinding? {
        guard let ours = entry.ownership, let theirs = engine.ownership,
            entry.journey.kind == .series,
            let even = ours.evenShare(with: theirs.central.carbon.total, \.carbon.total)
        else { return nil }
        let isAhead = ours.central.electricShare > even
        return JourneyFinding(
            .years,
            isAhead ? .fact : .weakness,
            .carbon,
            ours.vehicle,
            "\(ours.name) emits less CO2 than \(theirs.name), its making included, only where more "
                + "than \(Prose.percent(even)) of its distance is on charge; "
                + "\(Prose.percent(ours.central.electricShare)) are reckoned with."
        )
    }

    /// Of its days, so many are worth a word.
    private static let oftenBeyond = 0.05

    /// Days that an electric vehicle does not drive on one charge, the worst kind of them.
    private func beyond(_ entry: Entry) -> [JourneyFinding] {
        guard let outlook = entry.ownership,
            let worst = outlook.days.max(by: { ($0.beyond ?? 0) < ($1.beyond ?? 0) }),
            let beyond = worst.beyond, let range = worst.electricRange, beyond > Self.oftenBeyond
        else { return [] }
        let hours = Prose.time(outlook.central.chargingTime)
        let stops = Prose.number(outlook.central.chargingStops.rounded())
        return [
            JourneyFinding(
                .years,
                .weakness,
                .stops,
                outlook.vehicle,
                "Of the days of “\(worst.mission)” \(Prose.percent(beyond)) are longer than the "
                    + "\(Prose.distance(range)) that a full battery of \(outlook.name) lasts: with nights "
                    + "without a charge too, these days have \(Prose.number(worst.chargingStops.rounded())) of its \(stops) stops a year at "
                    + "fast chargers and \(Prose.time(worst.chargingTime)) of the \(hours) there and "
                    + "on the way to them."
            )
        ]
    }

    /// Only one that does not last is worth a word; the others are in the table.
    private func battery(_ entry: Entry) -> JourneyFinding? {
        guard let outlook = entry.ownership, let life = outlook.central.battery,
            life.replacements > 0
        else { return nil }
        return JourneyFinding(
            .years,
            .weakness,
            .battery,
            outlook.vehicle,
            "The battery of \(outlook.name) is at its end after \(Prose.number(life.years)) years: a "
                + "new one adds \(Prose.cost(outlook.central.cost.replacement)) a km."
        )
    }

    /// Where the figures of ordinary days come from.
    private func ordinary() -> [JourneyFinding] {
        guard let first = entries.compactMap(\.ownership).first else { return [] }
        let takes = entries.compactMap(\.ownership).map { one in
            var parts: [String] = []
            if one.central.fuel > 0 {
                parts.append("\(Prose.number(one.central.fuel * 1e5)) l")
            }
            if one.central.wall > 0 {
                parts.append("\(Prose.number(one.central.wall / 36)) kWh at the meter")
            }
            return "\(one.name) \(Prose.list(parts))"
        }
        return [
            JourneyFinding(
                .years,
                .fact,
                .years,
                first.vehicle,
                "Ordinary days are the missions \(first.missions); for 100 km of them "
                    + "\(takes.joined(separator: "; "))."
            )
        ]
    }
}
