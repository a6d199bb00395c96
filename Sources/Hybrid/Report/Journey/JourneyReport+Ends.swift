import Charts
import Pages

/// Climbs, lost speed, money, energy, the bound, and what was assumed.
extension JourneyReport {
    var climbs: ReportPage.Section? {
        let table = tables.climbs
        guard !table.rows.isEmpty else { return nil }
        var section = ReportPage.Section("climbs", "The climbs", lead: [])
        section.body.list(climbSentences)
        section.body.folded("Every climb of every vehicle") { markup in
            markup.table(table, hasCaption: false)
        }
        var note =
            "Power at the wheels is what moves vehicle and trailer at the speeds of the road. The peak is the "
            + "highest mean over 10 seconds of what holds the speed; starting from rest and speeding up "
            + "are not in it. What an engine gives is meant there, in that air and at that speed."
        if journeys.contains(where: { $0.climbs.contains(where: \.isDerated) }) {
            note += " Behind “of” stands what it gives at sea level and 20 °C."
        }
        if hasBattery {
            let source = hasGenerator ? "battery and generator" : "the battery"
            note +=
                " That at the bus is what drive and auxiliaries take of \(source). Needed is what the "
                + "battery must hold at the foot, above the bottom of its window, so that the speed of "
                + "the road is kept to the top with "
                + (hasGenerator ? "all that the generator has." : "the battery alone.")
        }
        section.body.element("p", ["class": "note"]) { $0.append(prose: note) }
        return section
    }

    private var climbSentences: [String] {
        journeys.compactMap { one in
            guard let hardest = one.hardestClimb else { return nil }
            let place = one.charge == nil ? "at the wheels" : "at the bus"
            var text =
                "\(JourneyDrawing.called(one)) needs \(Prose.kilowatts(hardest.need.mean)) \(place) in the mean and "
                + "\(Prose.kilowatts(hardest.need.peak)) over the hardest 10 seconds of the climb after "
                + "\(Prose.distance(hardest.from)) (\(Prose.number(hardest.rise)) m up, "
                + "\(Prose.percent(hardest.grade)), \(Prose.percent(hardest.steepest)) where it is steepest)"
            if one.kind != .electric {
                text += " and has \(Prose.kilowatts(hardest.enginePower)) of engine there"
                if hardest.isDerated {
                    text +=
                        ", \(Prose.percent(hardest.enginePower / hardest.ratedPower)) of what it has at "
                        + "sea level"
                }
            }
            if let needed = hardest.needed, let held = hardest.held,
                needed > JourneyClimb.leastReserve
            {
                text +=
                    "; \(Prose.energy(needed)) had to be in the battery at its foot, and "
                    + "\(Prose.energy(held)) were"
            }
            return text
                + (hardest.isHeld
                    ? ". The speed was held." : ". \(Prose.time(hardest.lost)) were lost.")
        }
    }

    var lostSpeed: ReportPage.Section? {
        let table = tables.slow
        guard !table.rows.isEmpty else { return nil }
        let lost = journeys.map { one in (one, one.lostSeconds) }
        var section = ReportPage.Section(
            "slow",
            "Where speed was lost",
            lead: lost.map { one, seconds in
                seconds >= SlowStretch.leastFelt
                    ? "\(JourneyDrawing.called(one)) loses \(Prose.time(seconds)) for lack of power."
                    : "\(JourneyDrawing.called(one)) keeps to the speed of the road."
            }
        )
        section.body.figure(drawing.speed)
        section.body.table(table)
        return section
    }

    // MARK: Money and carbon

    var money: ReportPage.Section {
        let lead =
            economy.timeValue > 0 ? ["An hour is worth \(Prose.money(economy.timeValue))."] : []
        var section = ReportPage.Section("money", "Money and CO2", lead: lead)
        section.body.element("div", ["class": "pair"]) { markup in
            markup.figure(drawing.money, figures: tables.money)
            markup.figure(drawing.carbon, figures: tables.carbon)
        }
        let stores = (hasBattery ? ["the battery"] : []) + (hasFuel ? ["the tank"] : [])
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose:
                    "Replaced is what fills \(Prose.list(stores)) again as at the start, so that "
                    + "nobody arrives cheaply by arriving empty."
            )
        }
        return section
    }

    // MARK: Energy

    var energy: ReportPage.Section? {
        let bars = drawing.energyBars
        guard !bars.rows.isEmpty else { return nil }
        var section = ReportPage.Section("energy", "Where the energy went", lead: energySentences)
        section.isFolded = true
        section.body.figure(bars)
        return section
    }

    private var energySentences: [String] {
        journeys.compactMap { one in
            guard one.ledger.input > 0, one.distance > 0 else { return nil }
            let road = one.ledger.rolling + one.ledger.air + one.ledger.climb
            return
                "Of what \(one.name) took in, \(Prose.percent(road / one.ledger.input)) reached the "
                + "road (rolling, air and height)."
        }
    }

    // MARK: The bound

    var bound: ReportPage.Section? {
        let known = journeys.compactMap { one in one.bound.map { (one, $0) } }
        guard !known.isEmpty else { return nil }
        let sentences = known.map { one, bound in
            bound.isReachable && bound.fuel > 0
                ? "\(JourneyDrawing.called(one)) burned \(Prose.liters(one.energy.fuel)); no control could have driven the "
                    + "same with the same charges on less than \(Prose.liters(bound.fuel)): a gap of "
                    + "\(Prose.percent(bound.gap))."
                : "For \(one.name) no bound above zero is proven."
        }
        var section = ReportPage.Section("bound", "How far from the best possible", lead: sentences)
        section.isFolded = true
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose:
                    "The bound is proven, not estimated. It takes the best generator anywhere on the "
                    + "way, the battery at its best voltage, the engine warm and free to jump, and "
                    + "leaves the window out, so that a reserve for a climb counts as gap."
            )
        }
        return section
    }

    // MARK: How sure

    var check: ReportPage.Section {
        var section = ReportPage.Section(
            "check",
            "The plan against the drive",
            lead: journeys.map { one in
                let status = one.plan.isAccepted ? "accepted" : "not accepted"
                return
                    "The stops of \(one.name) were planned in \(Prose.count(one.plan.rounds, "round")) "
                    + "and then driven second by second: \(status)."
            }
        )
        section.isFolded = true
        section.body.table(tables.check)
        let shares = journeys.map { one in
            one.ledger.turnover > 0 ? abs(one.ledger.imbalance) / one.ledger.turnover : 0
        }
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose: "Energy in and energy out of the drives differ by at most "
                    + "\(Prose.scientific(shares.max() ?? 0)) of what was turned over: rounding."
            )
        }
        return section
    }

    var assumptions: ReportPage.Section {
        var lines =
            !hasBattery
            ? []
            : [
                "electricity: \(Prose.price(economy.homePrice))/kWh at home, "
                    + "\(Prose.price(economy.fastPrice))/kWh at chargers that name no price",
                "grid: \(Prose.number(economy.gridCarbon * 1e3)) g of CO2 per kWh, and "
                    + "\(Prose.number(economy.gridUpstreamCarbon * 1e3)) g upstream",
            ]
        if hasFuel {
            for (name, supply) in economy.fuels.sorted(by: { $0.key < $1.key }) {
                lines.append(
                    "\(name): \(Prose.price(supply.price))/l, "
                        + "\(Prose.number(supply.upstreamCarbon)) kg of CO2 per l upstream"
                )
            }
        }
        lines.append("the driver: \(Prose.money(economy.timeValue)) an hour")
        var section = ReportPage.Section("prices", "Prices and factors", lead: [])
        section.isFolded = true
        section.body.list(lines)
        return section
    }

    var words: ReportPage.Section {
        var terms: [Glossary.Term] = []
        if hasBattery {
            terms += [Glossary.bus, Glossary.charge, Glossary.window, Glossary.reserve]
        }
        if hasGenerator { terms += [Glossary.generator, Glossary.bound] }
        terms.append(
            (
                "upstream",
                hasFuel
                    ? "what is emitted before fuel is in the tank or electricity in the grid"
                    : "what is emitted before there is electricity in the grid"
            )
        )
        var section = ReportPage.Section("words", "Words", lead: [])
        section.isFolded = true
        section.body.words(terms)
        return section
    }
}
