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

    var words: ReportPage.Section {
        var terms = [Glossary.trace]
        if subject.battery != nil {
            terms += [Glossary.bus, Glossary.charge, Glossary.window]
        }
        if subject.generator != nil {
            terms += [Glossary.generator, Glossary.bound, Glossary.gap]
        }
        var section = ReportPage.Section("words", "Words", lead: [])
        section.body.words(terms)
        return section
    }
}
