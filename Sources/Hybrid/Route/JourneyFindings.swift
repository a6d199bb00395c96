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
        arrivals() + hours() + climbs() + speeds() + stops() + unladen() + way() + years()
    }

    var hybrids: [Entry] { entries.filter { $0.journey.kind == .series } }
    var electrics: [Entry] { entries.filter { $0.journey.kind == .electric } }
    var engines: [Entry] { entries.filter { $0.journey.kind == .conventional } }
    /// Runs over the whole way, in the order of the vehicles.
    var whole: [JourneyResult] { entries.compactMap(\.whole) }

    /// Whether one maker may have chosen between them: the first word of their names is the same.
    var isOneMaker: Bool { Set(entries.map { $0.sheet.maker }).count == 1 }

    /// ` (both prices are assumed)`: what a sum of two prices rests on.
    func assumedPrices(_ entries: [Entry]) -> String {
        let assumed = entries.filter(\.sheet.ownership.isPriceAssumed)
        guard !assumed.isEmpty else { return "" }
        return assumed.count == entries.count
            ? " (the prices are assumed)"
            : " (the price of \(Prose.list(assumed.map(\.journey.name))) is assumed)"
    }

    /// ` with the trailer`, where there is one.
    var towing: String { trailer == nil ? "" : " with the trailer" }

    // MARK: Who arrives

    private func arrivals() -> [JourneyFinding] {
        entries.compactMap { entry in
            guard let text = JourneyGap.sentence(entry.journey) else { return nil }
            var end = " Half the speed does not help."
            if let eased = entry.eased {
                end = " At \(Prose.percent(eased.share)) of the speeds, "
                end += "\(Prose.speed(eased.topSpeed)) at most, it gets there."
            }
            if let lean = entry.lean {
                end = entry.eased == nil ? "" : end
                end += " \(lean.words)"
            }
            return JourneyFinding(.time, .weakness, .arrival, entry.journey.vehicle, text + end)
        }
    }

    /// Within so much two are as fast, in s.
    static let sameTime = 300.0

    /// The series hybrid against each of the others: time.
    private func hours() -> [JourneyFinding] {
        hybrids.flatMap { hybrid in
            (electrics + engines).compactMap { other in
                guard let ours = hybrid.whole else { return nil }
                guard let theirs = other.whole else {
                    return JourneyFinding(
                        .time,
                        .strength,
                        .arrival,
                        ours.vehicle,
                        "\(ours.name) arrives\(towing) where \(other.journey.name) does not."
                    )
                }
                let more = theirs.times.total - ours.times.total
                let isSame = abs(more) <= Self.sameTime
                var text = "\(ours.name) takes \(Prose.time(ours.times.total))\(towing), "
                text += isSame ? "about as long as" : "\(Prose.time(abs(more))) "
                text += isSame ? "" : more > 0 ? "less than" : "more than"
                let stands = theirs.times.total - theirs.times.driving
                text += " \(theirs.name), which takes \(Prose.time(theirs.times.total))"
                text += stands > 0 ? " and stands \(Prose.time(stands)) of that." : "."
                return JourneyFinding(
                    .time,
                    isSame ? .fact : more > 0 ? .strength : .weakness,
                    .arrival,
                    ours.vehicle,
                    text
                )
            }
        }
    }

    // MARK: Stops

    private func stops() -> [JourneyFinding] {
        electrics.compactMap(\.whole).compactMap { journey in
            let charges = journey.stops.filter { $0.metered > 0 }
            guard !charges.isEmpty else { return nil }
            let seconds = charges.reduce(0) { $0 + $1.seconds }
            let names = charges.map {
                "\($0.name), \(Prose.time($0.seconds)) for \(Prose.energy($0.metered)) at the meter"
            }
            var text = "\(journey.name) stands \(Prose.time(seconds)) at "
            text += "\(Prose.count(charges.count, "charger"))\(towing), queues and unhitching "
            text += "included: \(names.joined(separator: "; "))."
            if journey.ledger.battery > 0 {
                let charged = charges.reduce(0) { $0 + $1.charged }
                let way = charged / journey.ledger.battery * journey.distance
                text += " A minute there is good for \(Prose.distance(way / seconds * 60))."
            }
            return JourneyFinding(.time, .weakness, .stops, journey.vehicle, text)
        }
    }

    private func unladen() -> [JourneyFinding] {
        electrics.compactMap { entry in
            guard let light = entry.unladen, light.outcome == .arrived else { return nil }
            let stay = light.times.total - light.times.driving
            let stops = Prose.count(light.stops.count, "stop")
            let spent = light.stops.isEmpty ? "" : " of \(Prose.time(stay)) in all"
            return JourneyFinding(
                .time,
                .fact,
                .stops,
                entry.journey.vehicle,
                "Without the trailer \(entry.journey.name) makes it at the speeds of the road, in "
                    + "\(Prose.time(light.times.total)) with \(stops)\(spent)."
            )
        }
    }

    // MARK: Speed

    private func speeds() -> [JourneyFinding] {
        let slower = whole.filter { !$0.lostStretches.isEmpty }
        let keeping = entries.map(\.journey).filter { $0.isArrived && $0.lostStretches.isEmpty }
        var findings = slower.compactMap { journey -> JourneyFinding? in
            guard let worst = journey.lostStretches.max(by: { $0.lost < $1.lost }) else {
                return nil
            }
            let stretches = Prose.count(journey.lostStretches.count, "stretch", "stretches")
            return JourneyFinding(
                .time,
                .weakness,
                .speed,
                journey.vehicle,
                "\(journey.name) has not the power for the speed of the road on \(stretches) and "
                    + "loses \(Prose.time(journey.lostSeconds)): most from "
                    + "\(Prose.distance(worst.from)) to \(Prose.distance(worst.to)), where it is "
                    + "down to \(Prose.speed(worst.slowest)) instead of \(Prose.speed(worst.asked))."
            )
        }
        if let first = keeping.first(where: { $0.kind == .series }) ?? keeping.first {
            let names = Prose.list(keeping.map(\.name))
            findings.append(
                JourneyFinding(
                    .time,
                    slower.isEmpty ? .fact : .strength,
                    .speed,
                    first.vehicle,
                    "\(names) \(keeping.count == 1 ? "keeps" : "keep") up the speed that is asked "
                        + "for, to within \(Prose.speed(Shortfall.tolerance)) (2 mph)."
                )
            )
        }
        return findings
    }

    // MARK: Climbs

    /// The climb that asks most of battery and generator.
    private func climbs() -> [JourneyFinding] {
        hybrids.compactMap(\.whole).compactMap { journey in
            guard let hardest = journey.hardestClimb, let held = hardest.held,
                let needed = hardest.needed
            else { return nil }
            let isReserve = needed > JourneyClimb.leastReserve
            var text = isReserve ? "The climb that needs most charge" : "The hardest climb"
            text += " for \(journey.name), from "
            text += "\(Prose.distance(hardest.from)) on, \(Prose.number(hardest.rise)) m at "
            text += "\(Prose.percent(hardest.grade)) and up to \(Prose.percent(hardest.steepest)), "
            text += "takes \(Prose.kilowatts(hardest.need.mean)) in the mean and "
            text +=
                "\(Prose.kilowatts(hardest.need.peak)) over its hardest 10 s, where the generator gives "
            text += "\(Prose.kilowatts(hardest.enginePower)) (all at the bus): "
            if isReserve {
                text += "\(Prose.energy(needed)) had to be in the battery at its foot, and "
                text += "\(Prose.energy(held)) were."
            } else {
                text +=
                    hardest.need.peak <= hardest.enginePower
                    ? "the generator carries it alone."
                    : "what it has to spare lower down makes up for the peaks, and no charge is needed for "
                        + "them."
            }
            if !hardest.isHeld {
                text += " It is slower there, \(Prose.speed(hardest.slowest)) at worst, and loses "
                text += "\(Prose.time(hardest.lost))."
            }
            return JourneyFinding(
                .time,
                hardest.isHeld ? .strength : .weakness,
                .climb,
                journey.vehicle,
                text
            )
        }
    }
}

extension JourneyComparison.Lean {
    /// Of the window: with less a vehicle arrives empty.
    private static let nearlyEmpty = 0.01

    /// What it does with so small a reserve, and what the rest would have been for.
    var words: String {
        let unforeseen = "wind, a detour or a charger that is out of order"
        if let left, left < Self.nearlyEmpty {
            return
                "Only down to an empty battery, \(Prose.percent(left)) left of its window, does it keep "
                + "the speeds of the road, in \(Prose.time(seconds)); then \(unforeseen) ends the way, "
                + "and nobody should plan so."
        }
        let kept =
            reserve > 0 ? "With a reserve of only \(Prose.percent(reserve))" : "Without a reserve"
        let lowest =
            left.map { ", with \(Prose.percent($0)) of its window left at the emptiest" } ?? ""
        return
            "\(kept) it keeps the speeds of the road, in \(Prose.time(seconds))\(lowest): the way "
            + "itself does not need the rest, which is for what nobody foresees, such as \(unforeseen)."
    }
}

extension JourneyClimb {
    /// In J: what a peak on the way takes is not a reserve.
    static let leastReserve = 0.5 * SI.kilowattHour
}

extension JourneyResult {
    /// The climb that asks most: of the battery beside a generator, else of power at its peak.
    var hardestClimb: JourneyClimb? {
        func needed(_ climb: JourneyClimb) -> Double { climb.needed ?? 0 }
        let reserved =
            kind == .series ? climbs.filter { needed($0) > JourneyClimb.leastReserve } : []
        return reserved.max { needed($0) < needed($1) }
            ?? climbs.max { $0.need.peak < $1.need.peak }
    }
}

extension JourneyGap {
    /// What a vehicle that does not get there lacks, where; nothing for one that does.
    static func sentence(_ journey: JourneyResult) -> String? {
        guard case .unreachable(let gap) = journey.outcome else { return nil }
        let towing = journey.trailer == nil ? "" : " with the trailer"
        var text =
            "\(Prose.capitalized(journey.name)) cannot drive the way\(towing) as it is asked "
        text += "for: from \(gap.from) to \(gap.to), "
        text += "\(Prose.distance(gap.toPlace - gap.fromPlace)), "
        if let fuel = gap.fuel { return text + "a full tank lacks \(Prose.liters(fuel))." }
        let lacking = gap.energy.map { Prose.energy($0) } ?? "charge"
        if let charge = journey.charge, let share = gap.shareArriving, share > 0 {
            text += "it arrives with \(Prose.percent(share)) of what its battery gives, below the "
            text +=
                "reserve of \(Prose.percent(charge.reserveShare)) that was asked for; \(lacking) "
            text += "are missing to that."
        } else if let place = gap.strandedAt {
            text += "its battery is empty at \(Prose.distance(place)); \(lacking) are missing."
        } else {
            text += "\(lacking) are missing."
        }
        return text
    }
}
