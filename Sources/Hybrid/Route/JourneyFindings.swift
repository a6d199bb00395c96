import Pages

/// The sentences of a comparison: each from figures of the entries, none without them.
struct JourneyFindings {
    typealias Entry = JourneyComparison.Entry

    let entries: [Entry]
    let trailer: Trailer?
    let economy: Economy

    init(_ entries: [Entry], towing trailer: Trailer?, economy: Economy) {
        self.entries = entries
        self.trailer = trailer
        self.economy = economy
    }

    var all: [JourneyFinding] {
        let each = entries.flatMap { entry in
            [
                arrival(entry), stops(entry), unladen(entry), slow(entry), climb(entry),
                control(entry),
            ].compactMap { $0 }
        }
        return each + hours() + batteries() + fuel() + carbon() + cost() + years()
    }

    var arrived: [Entry] { entries.filter { $0.journey.outcome == .arrived } }
    var hybrids: [Entry] { entries.filter { $0.journey.kind == .series } }
    var electrics: [Entry] { entries.filter { $0.journey.kind == .electric } }
    var engines: [Entry] { entries.filter { $0.journey.kind == .conventional } }

    /// ` with the trailer`, where there is one.
    var towing: String { trailer == nil ? "" : " with the trailer" }

    // MARK: Each

    private func arrival(_ entry: Entry) -> JourneyFinding? {
        let journey = entry.journey
        guard case .unreachable(let gap) = journey.outcome else {
            return JourneyFinding(
                .fact,
                .arrival,
                journey.vehicle,
                "\(journey.name) takes \(Prose.time(journey.times.total))\(towing), "
                    + "\(Prose.time(journey.times.total - journey.times.driving)) of them in "
                    + "\(Prose.count(journey.stops.count, "stop")); its energy costs "
                    + "\(Prose.money(journey.money.energy)) and emits "
                    + "\(Prose.mass(journey.carbon.total)) of CO2 in all."
            )
        }
        var text = "\(journey.name) does not get there\(towing): from \(gap.from) to \(gap.to), "
        text += "\(Prose.distance(gap.toPlace - gap.fromPlace)), "
        if let energy = gap.energy, let charge = journey.charge {
            text += "\(Prose.energy(energy)) are missing to what its battery can leave with"
            text += " of the \(Prose.energy(charge.usable)) that it uses"
        } else if let fuel = gap.fuel {
            text += "\(Prose.liters(fuel)) are missing to a full tank"
        }
        text += "."
        if let place = gap.strandedAt {
            text += " It would stay at \(Prose.distance(place))."
        } else if let soc = gap.socArriving {
            text += " It would arrive there on its reserve, with \(Prose.share(soc))."
        }
        if let eased = entry.eased {
            text += " At \(Prose.share(eased.share)) of the speeds, "
            text += "\(Prose.speed(eased.topSpeed)) at most, it does, in "
            text += "\(Prose.time(eased.journey.times.total)) with "
            text += "\(Prose.count(eased.journey.stops.count, "stop"))."
        } else {
            text += " Half the speed does not help."
        }
        return JourneyFinding(.weakness, .arrival, journey.vehicle, text)
    }

    private func stops(_ entry: Entry) -> JourneyFinding? {
        let journey = entry.journey
        let charges = journey.stops.filter { $0.metered > 0 }
        guard journey.outcome == .arrived, !charges.isEmpty else { return nil }
        let mean = charges.reduce(0) { $0 + $1.seconds } / Double(charges.count)
        let names = charges.map {
            "\($0.name) \(Prose.time($0.seconds)) for \(Prose.energy($0.metered))"
        }
        var text = "\(journey.name) charges \(Prose.count(charges.count, "time"))\(towing), "
        text += "\(Prose.time(mean)) each in the mean: \(Prose.list(names, most: 6))."
        if journey.kind == .electric, journey.ledger.battery > 0 {
            let charged = charges.reduce(0) { $0 + $1.charged }
            let seconds = charges.reduce(0) { $0 + $1.seconds }
            let way = charged / journey.ledger.battery * journey.distance
            text += " A minute of that is good for \(Prose.distance(way / seconds * 60))."
        }
        return JourneyFinding(
            journey.kind == .electric ? .weakness : .fact,
            .stops,
            journey.vehicle,
            text
        )
    }

    private func unladen(_ entry: Entry) -> JourneyFinding? {
        guard let light = entry.unladen, light.outcome == .arrived,
            entry.journey.kind == .electric
        else { return nil }
        let stay = light.times.total - light.times.driving
        let stops = Prose.count(light.stops.count, "stop")
        let spent = light.stops.isEmpty ? "" : " of \(Prose.time(stay)) in all"
        return JourneyFinding(
            .fact,
            .stops,
            entry.journey.vehicle,
            "Without the trailer \(entry.journey.name) makes it in "
                + "\(Prose.time(light.times.total)) with \(stops)\(spent)."
        )
    }

    private func slow(_ entry: Entry) -> JourneyFinding? {
        let journey = entry.journey
        guard journey.outcome == .arrived else { return nil }
        let lost = journey.slow.reduce(0) { $0 + $1.lost }
        let uphill = journey.slow.filter { $0.lost >= 5 }
        guard let worst = uphill.min(by: { $0.slowest < $1.slowest }) else {
            return JourneyFinding(
                .strength,
                .speed,
                journey.vehicle,
                "\(journey.name) keeps up the speed of the route everywhere."
            )
        }
        return JourneyFinding(
            .weakness,
            .speed,
            journey.vehicle,
            "\(journey.name) has not the power for the speed of the route on "
                + "\(uphill.count == 1 ? "one stretch" : "\(uphill.count) stretches")"
                + " and loses \(Prose.time(lost)): at worst it is down to "
                + "\(Prose.speed(worst.slowest)) instead of \(Prose.speed(worst.asked)), from "
                + "\(Prose.distance(worst.from)) to \(Prose.distance(worst.to))."
        )
    }

    /// In J: what a peak on the way takes is not a reserve.
    private static let leastReserve = 0.5 * 3.6e6

    /// The climb that asks most of battery and generator.
    private func climb(_ entry: Entry) -> JourneyFinding? {
        let journey = entry.journey
        guard journey.kind == .series else { return nil }
        let climbs = journey.climbs.filter { ($0.needed ?? 0) > Self.leastReserve }
        guard let hardest = climbs.max(by: { ($0.needed ?? 0) < ($1.needed ?? 0) }),
            let needed = hardest.needed, let held = hardest.held
        else {
            guard let steepest = journey.climbs.max(by: { $0.meanPower < $1.meanPower })
            else { return nil }
            let most = journey.climbs.reduce(0) { max($0, $1.needed ?? 0) }
            return JourneyFinding(
                .strength,
                .climb,
                journey.vehicle,
                "Its generator carries \(journey.name) up every climb, with no more than "
                    + "\(Prose.energy(most)) of the battery: the hardest takes "
                    + "\(Prose.kilowatts(steepest.meanPower)) in the mean of "
                    + "\(Prose.kilowatts(steepest.enginePower))."
            )
        }
        var text = "The climb from \(Prose.distance(hardest.from)), "
        text += "\(Prose.number(hardest.rise)) m at \(Prose.percent(hardest.grade)), takes "
        text += "\(Prose.kilowatts(hardest.meanPower)) in the mean and the generator gives "
        text += "\(Prose.kilowatts(hardest.enginePower)): \(Prose.energy(needed)) must be in the "
        text += "battery at its foot, and \(Prose.energy(held)) were."
        if let speed = hardest.speedOnEngine {
            text += " The generator alone holds \(Prose.speed(speed)) there."
        }
        if hardest.isHeld {
            text += " So the pass is climbed at speed."
        } else {
            text += " So it is slower there, \(Prose.speed(hardest.slowest)) at worst, and loses "
            text += "\(Prose.time(hardest.lost))."
        }
        return JourneyFinding(
            hardest.isHeld ? .strength : .weakness,
            .climb,
            journey.vehicle,
            text
        )
    }

    private func control(_ entry: Entry) -> JourneyFinding? {
        let journey = entry.journey
        guard let bound = journey.bound, bound.isReachable, bound.fuel > 0 else { return nil }
        return JourneyFinding(
            .fact,
            .control,
            journey.vehicle,
            "\(journey.name) burns \(Prose.liters(journey.energy.fuel)); no control needs less than "
                + "\(Prose.liters(bound.fuel)) for the same drive and charges, so at most "
                + "\(Prose.percent(bound.gap)) are left to gain."
        )
    }
}
