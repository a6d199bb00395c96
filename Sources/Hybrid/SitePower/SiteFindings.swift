import Pages

/// What a reader should know first, and what to do about it.
extension SiteAnswer {
    /// How the site is served, then what it costs, then which size is right.
    package var headlines: [String] { service + costs + sizes }

    /// How the load is served, and what ends it.
    var service: [String] {
        let lines: [String?] = [
            outages, reaching, lasting, emptying, bridging, ride.map(riding),
        ]
        return lines.compactMap(\.self) + contingencies.map(losing)
            + [sharing, working].compactMap(\.self)
    }

    /// What it costs, and how that would be less.
    var costs: [String] {
        [isBounded ? paying : nil, failing, advice.map(capping)].compactMap(\.self)
    }

    /// Which size is right.
    var sizes: [String] { sizing.map { [choosing($0)] } ?? [] }

    func hour(_ block: Int) -> String {
        SiteFigure.hours(Double(block) * site.series.step)
    }

    // MARK: Service

    private var outages: String {
        let account = main.account
        let out = site.series.blocks.count { $0.isOut }
        let span = SiteFigure.hours(site.series.duration)
        let count = site.series.outages.count
        let time = SiteFigure.hours(Double(out) * site.series.step)
        let without =
            out == site.series.blocks.count
            ? "without a grid"
            : count == 0
                ? "without an outage"
                : "with \(Prose.count(count, "outage")) of \(time) hours in all"
        let served =
            account.unserved > 3600
            ? "\(SiteFigure.energy(account.unserved)) MWh are not served, up to "
                + "\(SiteFigure.power(account.worstUnserved)) MW at once"
                + (account.worstBlock.map { " at hour \(hour($0))" } ?? "")
            : "all of it is served"
        return "\(SiteFigure.energy(account.load)) MWh in \(span) hours \(without): \(served)."
    }

    /// Where grid and units together are less than the load.
    private var reaching: String? {
        let limit = site.series.blocks.reduce(0) { max($0, $1.limit) }
        let units = site.plant.fleet.capacity
        let peak = site.series.peak
        guard limit > 0, peak > limit + units else { return nil }
        let parts =
            ["the grid gives \(SiteFigure.power(limit)) MW at most"]
            + (units > 0 ? ["the units \(SiteFigure.power(units)) MW"] : [])
        let store = site.plant.store
        var rest = "nothing gives the rest"
        if store.discharge > 0 {
            let lack = peak - limit - units
            rest =
                lack > store.discharge
                ? "the battery of \(SiteFigure.power(store.discharge)) MW is not enough for the rest"
                : "the full battery gives the rest for "
                    + SiteFigure.time(store.capacity / store.drain(lack))
        }
        return
            "The highest load is \(SiteFigure.power(peak)) MW; \(Prose.list(parts)), and \(rest)."
    }

    private var lasting: String {
        let limit = endurance.horizon
        func words(_ time: Double) -> String {
            time >= limit ? "over \(SiteFigure.hours(limit)) h" : SiteFigure.time(time)
        }
        let place = endurance.worstBlock.map { ", from hour \(hour($0)) on" } ?? ""
        let median = words(endurance.percentile(0.5))
        let fuel = fueling.map { " \($0)" } ?? ""
        guard endurance.worst < limit else {
            return "Autonomy without grid: \(median) from any hour.\(fuel)"
        }
        guard endurance.worst > 0 else {
            let what = site.plant.fleet.count > 0 ? "the start of the units" : "the load"
            let why =
                site.plant.store.capacity > 0
                ? "the battery does not carry \(what)" : "nothing bridges \(what)"
            let half = endurance.percentile(0.5) > 0 ? ", \(median) in half of all (P50)" : ""
            return "Autonomy without grid: none in the worst case\(place): \(why)\(half).\(fuel)"
        }
        return "Autonomy without grid: \(words(endurance.worst)) in the worst case\(place), "
            + "\(median) in half of all (P50).\(fuel)"
    }

    /// Until units are ready the battery carries the load, or a UPS that is not described.
    private var bridging: String? {
        let fleet = site.plant.fleet
        guard fleet.count > 0, fleet.readyTime > 0 else { return nil }
        let store = site.plant.store
        let ready = "units are ready after \(SiteFigure.time(fleet.readyTime))"
        let peak = site.series.peak
        guard store.capacity > 0 else {
            return
                "Nothing bridges the start: \(ready); a UPS has to carry the load until then, or "
                + "describe a battery."
        }
        guard store.discharge >= peak else {
            return
                "The battery gives \(SiteFigure.power(store.discharge)) MW and does not bridge the "
                + "highest load of \(SiteFigure.power(peak)) MW; \(ready)."
        }
        let time = store.capacity / store.drain(peak)
        return
            "The full battery alone carries the highest load for \(SiteFigure.time(time)); \(ready)."
    }

    private func riding(_ ride: RideThrough) -> String {
        let length = "\(SiteFigure.hours(ride.length)) hours"
        guard !ride.isSurvived else {
            let most = SiteFigure.energy(ride.needs.max() ?? 0)
            return
                "Ride-through: an outage of \(length) from any hour is survived; the battery has to "
                + "hold \(most) MWh for it at most."
        }
        let place = ride.worstBlock.map { " at hour \(hour($0))" } ?? ""
        return "Ride-through: an outage of \(length) that begins\(place) misses "
            + "\(SiteFigure.energy(ride.worst.energy)) MWh\(lacking(ride))."
    }

    /// What would have to be larger: all that alone would keep it from being served.
    private func lacking(_ ride: RideThrough) -> String {
        let fleet = site.plant.fleet
        let peak = site.series.peak
        var ready = site.plant
        ready.fleet.startTime = 0
        ready.fleet.unit.ramp = .infinity
        func isServed(_ plant: SitePlant, _ length: Double) -> Bool {
            RideThrough(plant, site.series, length: length, stopsEarly: true).isSurvived
        }
        var endless = site.plant
        endless.fleet.tank = .infinity
        var reasons: [String] = []
        if fleet.count > 0, !isServed(endless, fleet.readyTime), isServed(ready, fleet.readyTime) {
            let store = site.plant.store
            let gives =
                store.capacity > 0
                ? "the battery has \(SiteFigure.power(store.discharge)) MW"
                : "there is no battery"
            reasons.append(
                "units are ready after \(SiteFigure.time(fleet.readyTime)), and \(gives) until then"
            )
        }
        let span = TankSpan(fleet, site.series)
        let count = Int((ride.length / site.series.step).rounded(.up))
        let lasting = span.blocks(from: ride.worstBlock ?? 0, most: count)
        if fleet.count > 0, lasting < count {
            let time = SiteFigure.hours(Double(lasting) * site.series.step)
            let what = fleet.delivery.isNone ? "on site" : "with what is delivered"
            reasons.append("the fuel \(what) lasts \(time) hours of it")
        }
        let lack = peak - fleet.capacity
        ready.fleet.tank = .infinity
        if lack > 0, fleet.unit.maximum > 0, fleet.count > 0, !isServed(ready, ride.length) {
            let more = Int((lack / fleet.unit.maximum).rounded(.up))
            reasons.append("\(Prose.count(more, "unit")) more would carry the highest load")
        }
        return reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"
    }

    private func losing(_ loss: SiteContingency) -> String {
        let what = loss.loss == .unit ? "N-1, one unit out" : "The battery out"
        guard !loss.isServed else { return "\(what) at the worst moment: all is still served." }
        var missing: [String] = []
        let out = site.series.blocks.count { $0.isOut }
        let isPart = out > 0 && out < site.series.blocks.count
        let span = isPart ? "in the outages of the series" : "over the series"
        if !loss.outages.isNone {
            missing.append(
                "\(SiteFigure.energy(loss.outages.energy)) MWh \(span), up to "
                    + "\(SiteFigure.power(loss.outages.power)) MW at once"
            )
        }
        if !loss.moment.isNone {
            missing.append(
                "\(SiteFigure.power(loss.moment.power)) MW at the moment of the loss"
                    + (loss.momentBlock.map { " (hour \(hour($0)))" } ?? "")
            )
        }
        if let any = loss.anyHour, !any.isNone {
            let hours =
                ride.map { "of \(SiteFigure.hours($0.length)) hours" } ?? "that is asked for"
            missing.append("\(SiteFigure.energy(any.energy)) MWh in an outage \(hours)")
        }
        return "\(what): not served are \(Prose.list(missing))."
    }

    /// How many units the highest load needs, and what happens where one does not start.
    private var sharing: String? {
        let fleet = site.plant.fleet
        guard fleet.count > 0, fleet.unit.maximum > 0 else { return nil }
        let peak = site.series.peak
        let risk = StartRisk(fleet, peak: peak)
        let load = "The highest load of \(SiteFigure.power(peak)) MW"
        guard risk.needed <= fleet.count else {
            return "\(load) needs \(Prose.count(risk.needed, "unit")); there are \(fleet.count)."
        }
        var text =
            "\(load) needs \(risk.needed) of \(Prose.count(fleet.count, "unit")) "
            + "(N+\(fleet.count - risk.needed))"
        guard fleet.startFailure > 0 else { return text + "." }
        let share = Prose.percent(fleet.startFailure)
        guard risk.probability >= 1e-9 else {
            return text + "; with \(share) of starts failing, fewer never start."
        }
        let often = Prose.number((1 / risk.probability).rounded())
        text += "; with \(share) of starts failing, one outage of \(often) at that load finds fewer"
        let store = site.plant.store
        let lack = peak - Double(risk.needed - 1) * fleet.unit.maximum
        if store.capacity > 0, lack <= store.discharge {
            let time = SiteFigure.time(store.capacity / store.drain(lack))
            text += ", and the battery makes up for one of them for \(time)"
        }
        return text + "."
    }

    /// Hours and load of units against what they are sold for.
    private var working: String? {
        let fleet = site.plant.fleet
        guard fleet.count > 0, main.account.unitTime > 0 else { return nil }
        let duty = GeneratorDuty(steps, fleet, site.series)
        var text =
            "Each unit runs \(SiteFigure.hours(duty.timePerYear)) hours a year\(scaling), at "
            + "\(Prose.percent(duty.worstLoad)) of its power on average over the worst 24 hours"
        if duty.spillTime > 0 {
            text +=
                ", \(SiteFigure.hours(duty.spillTime)) unit-hours of it on a load bank so as not to run "
                + "below \(Prose.percent(fleet.unit.minimum / fleet.unit.maximum))"
        }
        guard let rating = fleet.rating else { return text + "." }
        var over: [String] = []
        if let most = rating.timePerYear, duty.timePerYear > most {
            over.append("no more than \(SiteFigure.hours(most)) hours a year")
        }
        if duty.worstLoad > rating.averageLoad + 1e-9 {
            over.append("no more than \(Prose.percent(rating.averageLoad)) over 24 hours")
        }
        guard !over.isEmpty else { return text + ", within what \(rating.words) are sold for." }
        return text
            + "; \(rating.words) give \(Prose.list(over)): take more units, or another rating."
    }

    // MARK: Cost

    private var paying: String {
        var parts = ["energy"]
        if site.plant.fleet.count > 0 { parts += ["fuel", "starts"] }
        if !site.demandCharge.isNone { parts.append("demand charge") }
        if controls.contains(where: { $0.account.unserved > 3600 }) {
            parts.append("what is not served")
        }
        let ranked = controls.sorted { $0.total < $1.total }.map {
            "\($0.name) \(SiteFigure.gap($0.gap))"
        }
        return
            "No control runs it for less than \(Prose.money(bound.cost)) of \(Prose.list(parts)); "
            + "above that are \(Prose.list(ranked))."
    }

    private func capping(_ advice: CapAdvice) -> String {
        "Let the battery hold the import at \(SiteFigure.power(advice.cap)) MW "
            + "(control: { import_cap_mw: \(SiteFigure.power(advice.cap)) }): merit then pays "
            + "\(Prose.money(advice.saving)) less, above the reserve for outages."
    }

    // MARK: Size

    /// That figures of a year come from a series of another length; empty where it is a year.
    var scaling: String {
        abs(site.series.years - 1) < 0.01
            ? "" : " (scaled from \(SiteFigure.hours(site.series.duration)) hours)"
    }

    private func choosing(_ sizing: SiteSizing) -> String {
        guard let best = sizing.best, let total = best.total else {
            let why =
                sizing.largest.flatMap(\.failure).map {
                    ": with the largest \($0.words(site.series.step))"
                } ?? ""
            return
                "No size of the file meets the needs\(why); list larger ones under sizes, or ask less."
        }
        var text = "Least cost: \(best.size.words) at \(Prose.money(total)) a year\(scaling)"
        if let standing, standing.size != best.size {
            if let now = standing.total {
                // Less than a millionth is the grid connection that nobody needs and nobody pays for.
                text +=
                    now - total > 1e-6 * total
                    ? ", \(Prose.money(now - total)) less than what stands"
                    : ", as what stands, with \(best.size.words(beside: standing.size))"
            } else if standing.failure != nil {
                text += "; what stands does not meet the needs"
            }
        }
        let met = site.needs.words
        return text + (met.isEmpty ? "." : "; it carries \(Prose.list(met)).")
    }
}

extension SiteNeeds {
    /// What is asked, as a size that meets it can say it.
    var words: [String] {
        var words: [String] = []
        if let rideThrough {
            words.append("an outage of \(SiteFigure.hours(rideThrough)) hours from any hour")
        }
        if availability > 0 {
            // Nines that three digits would round away.
            let percent = (availability * 1e8).rounded() / 1e6
            let text = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
            words.append("\(text) % of the load's energy")
        }
        let parts =
            (survivesUnit ? ["one unit out (N-1)"] : [])
            + (survivesStore ? ["the battery out"] : [])
        if !parts.isEmpty, !words.isEmpty {
            words[words.count - 1] += ", also with \(Prose.list(parts))"
        }
        return words
    }
}
