import Charts
import Pages

/// What the page says first.
extension CycleReport {
    var summarySentences: [String] {
        var sentences: [String] = []
        let way = "\(Prose.distance(trip.distance)) in \(Prose.time(trip.duration))"
        if let store = trip.store, let battery = subject.battery {
            let used = store.energyStart - store.energyEnd
            let change =
                used >= 0
                ? "take \(Prose.energy(used)) out of the battery"
                : "leave \(Prose.energy(-used)) more in the battery"
            sentences.append(
                "\(way) \(change), from \(Prose.percent(store.socStart)) to "
                    + "\(Prose.percent(store.socEnd))."
            )
            if store.lowestSOC <= battery.window.lowerBound + 1e-6 {
                sentences.append("The battery was empty on the way.")
            }
        }
        if let fuel = subject.fuel {
            let liters = fuel.liters(trip.fuel)
            let start = subject.battery == nil ? "\(way) burn" : "Burned were"
            sentences.append(
                trip.fuel > 0
                    ? "\(start) \(Prose.liters(liters)) of \(fuel.name)."
                    : "No \(fuel.name) was burned."
            )
        }
        sentences += outlook.warnings.map { Prose.capitalized($0) + "." }
        if trip.shortfall.isNone { sentences.append("The speed was driven as it was asked for.") }
        return sentences
    }

    var keys: [PageKey] {
        var keys: [PageKey] = []
        let distance = trip.distance
        keys += range.keys
        if let store = trip.store, distance > 0 {
            let each = (store.energyStart - store.energyEnd) / distance / 36
            keys.append(
                PageKey(
                    "Out of the battery's store on this run",
                    "\(Prose.number(each)) kWh/100 km",
                    "\(Prose.percent(store.socStart)) → \(Prose.percent(store.socEnd))"
                )
            )
        }
        if let fuel = subject.fuel, distance > 0 {
            let liters = fuel.liters(trip.fuel) / distance
            keys.append(
                PageKey(
                    "Fuel on this run",
                    "\(Prose.number(liters * 1e5)) l/100 km",
                    trip.fuel > 0 ? Prose.milesPerGallon(liters) : "no start of the engine"
                )
            )
            let carbon = fuel.carbon(trip.fuel) / distance * 1e6
            keys.append(
                PageKey("CO2 at the exhaust", "\(Prose.number(carbon)) g/km", "from tank to wheel")
            )
        }
        if subject.generator != nil, trip.fuel > 0, let proof = outlook.proof, proof.fuel > 0,
            let fuel = outlook.fuel
        {
            keys.append(
                PageKey(
                    "Above the least possible fuel",
                    Prose.percent(proof.gap),
                    "no control needs less than \(Prose.liters(fuel.liters(proof.fuel))) on this run"
                )
            )
        }
        if subject.generator != nil, let reserve = outlook.reserve, reserve > 0 {
            keys.append(
                PageKey(
                    "To be held at the start",
                    Prose.energy(reserve),
                    "above the bottom of the window, to drive all of it as it is"
                )
            )
        }
        return keys
    }

    /// What was missed, in sentences.
    static func sentences(of shortfall: Shortfall) -> [String] {
        var sentences: [String] = []
        if shortfall.seconds > 0 {
            let since = shortfall.since.map { ", for the first time after \(Prose.time($0))" } ?? ""
            sentences.append(
                "For \(Prose.time(shortfall.seconds)) the vehicle was slower than asked for, by up to "
                    + "\(Prose.speed(shortfall.worstSpeed))\(since); it is "
                    + "\(Prose.number(shortfall.meters)) m behind."
            )
        }
        if shortfall.unserved > Shortfall.leastUnserved {
            sentences.append(
                "\(Prose.energy(shortfall.unserved)) for heating, lamps and computers could not be "
                    + "supplied."
            )
        }
        return sentences
    }

    var words: ReportPage.Section {
        var terms: [(String, String)] = [
            ("trace", "the speed that the cycle asks for at each time")
        ]
        if subject.battery != nil {
            terms += [
                ("bus", "where battery, drive and auxiliaries meet; power is counted there"),
                ("state of charge", "charge in the battery as a share of its whole charge"),
                ("window", "the states of charge that the vehicle uses"),
            ]
        }
        if subject.generator != nil {
            terms += [
                ("generator", "engine and electric machine together; it drives no wheel"),
                (
                    "bound",
                    "fuel that no control can go below on this run, by proof and not by trial"
                ),
                ("gap", "the share by which a control burns more than the bound"),
            ]
        }
        var section = ReportPage.Section("words", "Words", lead: [])
        section.body.words(terms)
        return section
    }
}
