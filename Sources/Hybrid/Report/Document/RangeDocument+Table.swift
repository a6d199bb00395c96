import Charts
package import Pages

/// The answers on a terminal.
extension RangeDocument {
    package var tables: [ReportTable] {
        var table = ReportTable(title, [.init("What"), .number("Value"), .init("More")])
        func row(_ what: String, _ value: String, _ more: String = "") {
            table.append([.init(what), .init(value), .init(more, .faint)])
        }
        for key in keys { row(key.name, key.value, key.more) }
        if let carbon = carbonPerDistance.value, carbon > 0 {
            row("CO2 from the exhaust on fuel", "\(Prose.number(carbon)) g/km")
        }
        if totalRange.value == nil { row("Range in all", "no end", noEnd) }
        if let reserve = reserve.value, reserve > 0, fuelPerDistance.value ?? 0 > 0,
            !missedTrace.missed
        {
            row(
                "Reserve at the start",
                "\(Prose.number(reserve)) kWh",
                "so that generator and battery together never fall short"
            )
        }
        if let gap = gap.value, let bound = lowerBound.value, bound > 0, electricRange.value != 0 {
            row(
                "Least fuel that any control needs",
                "\(Prose.number(bound)) l",
                missedTrace.proof + "this control burns \(Prose.percent(gap)) more"
            )
        }
        return [table]
    }

    /// What deserves a second look, in sentences.
    package var notes: [String] {
        var notes = warnings + (heldSpeed?.sentences ?? [])
        if missedTrace.missed { notes += missedTrace.sentences }
        if isSustained == false {
            notes.append("The generator cannot sustain the charge on this cycle.")
        }
        return notes
    }

    /// Why a range has no end.
    private var noEnd: String {
        if fuelPerDistance.value == 0, starts != nil { return "nothing is burned" }
        return electricRange.value == nil ? "nothing is taken from the battery" : ""
    }

    private var title: String {
        let trailer = run.trailer.map { ", with \($0)" } ?? ""
        let temperature = run.temperature.value.map { ", \(Prose.temperature($0))" } ?? ""
        let control = run.control.map { ", control \($0)" } ?? ""
        return "\(run.vehicle): \(run.cycle)\(trailer)\(temperature)\(control)"
    }
}

extension CycleDocument {
    package var tables: [ReportTable] {
        var table = ReportTable(
            "This run: \(Prose.number(distance.value ?? 0)) km in "
                + Prose.time(duration.value ?? 0)
                + (range.run.control.map { ", control \($0)" } ?? ""),
            [.init("What"), .number("Value"), .init("More")]
        )
        if let start = socStart.value, let end = socEnd.value, let energy = battery.value {
            table.append([
                "Battery", .init("\(Prose.number(energy)) kWh"),
                .init("from \(Prose.percent(start)) to \(Prose.percent(end))", .faint),
            ])
        }
        if let burned = fuel.value, burned > 0 {
            table.append(["Fuel", .init("\(Prose.number(burned)) l"), ""])
        }
        if let gap = range.gap.value, let bound = range.lowerBound.value, bound > 0,
            socStart.value != nil
        {
            table.append([
                "Least fuel that any control needs", .init("\(Prose.number(bound)) l"),
                .init(
                    range.missedTrace.proof + "this control burns \(Prose.percent(gap)) more",
                    .faint
                ),
            ])
        }
        if let least = gridFuel?.value {
            table.append([
                "Least fuel over a grid", .init("\(Prose.number(least)) l"),
                .init("by dynamic programming, in the window of the battery", .faint),
            ])
        }
        if let reserve = range.reserve.value, reserve > 0, fuel.value ?? 0 > 0,
            !range.missedTrace.missed
        {
            table.append([
                "Reserve at the start", .init("\(Prose.number(reserve)) kWh"),
                .init("so that generator and battery together never fall short", .faint),
            ])
        }
        return [table]
    }

    package var notes: [String] { range.notes }
}

extension MissedTrace {
    /// What a bound is proven for.
    fileprivate var proof: String { missed ? "proven for what was driven; " : "proven; " }

    /// What was missed, one sentence for the speed and one for what was not supplied.
    var sentences: [String] {
        var sentences: [String] = []
        if let seconds = seconds.value, seconds > 0 {
            let first = first.value.map { ", for the first time after \(Prose.time($0))" } ?? ""
            sentences.append(
                "The trace was missed for \(Prose.time(seconds)), by up to "
                    + "\(Prose.number(worst.value ?? 0)) km/h\(first); "
                    + "\(Prose.number(distance.value ?? 0)) m behind."
            )
        }
        if let unserved = unserved.value, unserved * 3.6e6 > Shortfall.leastUnserved {
            sentences.append(
                "\(Prose.number(unserved)) kWh for heating, lamps and computers could not be supplied."
            )
        }
        return sentences
    }
}

extension Cycle {
    /// Rise over run of each step.
    package var grades: [Double] {
        moments.map { $0.sine / max(1e-12, 1 - $0.sine * $0.sine).squareRoot() }
    }
}
