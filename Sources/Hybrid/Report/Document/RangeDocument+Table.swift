import Charts
package import Pages

/// The answers on a terminal, and what stands large at the head of a page.
extension RangeDocument {
    package var tables: [ReportTable] {
        var table = ReportTable(title, [.init("What"), .number("Value"), .init("More")])
        for key in keys + [key(.carbon)].compactMap(\.self) { table.append(key) }
        if figures.totalRange == nil {
            table.append(PageKey("Range in all", "no end", noEnd))
        }
        for key in figures.proofs(.leastPerMeter, burned: figures.fuelPerMeter) {
            table.append(key)
        }
        return [table]
    }

    /// What deserves a second look, in sentences.
    package var notes: [String] {
        var notes =
            figures.warnings + (heldSpeed?.sentences ?? []) + figures.shortfall.sentences
        if figures.isSustained == false {
            notes.append(
                "The generator cannot hold the charge on this cycle"
                    + (figures.isJoint
                        ? ": what is burned is over the range of battery and tank together." : ".")
            )
        }
        return notes
    }

    /// Why a range has no end.
    private var noEnd: String {
        if figures.fuelPerMeter == 0, figures.startsPerMeter != nil { return "nothing is burned" }
        return figures.electricRange == nil ? "nothing is taken from the battery" : ""
    }

    private var title: String {
        "\(run.vehicle): \(run.cycle)\(run.circumstances)"
    }

    /// How what is burned is to be read, beside miles a gallon.
    private var onFuel: String? {
        if figures.isJoint { return "battery and tank together" }
        guard figures.hasBattery else { return nil }
        switch figures.isSustained {
        case true?: return "the charge held"
        case false?: return "what the battery gives counted as fuel"
        case nil: return "where the battery alone has not the power"
        }
    }

    /// What stands large at the head of a page.
    var keys: [PageKey] {
        let isOne = figures.totalRange == figures.electricRange
        let wall = Quantity.wall.shown(of: figures)
        let fuel = figures.fuelPerMeter.map { Prose.milesPerGallon(figures.liters($0)) }
        return [
            key(.electricRange, figures.electricRange.map(Prose.miles)),
            isOne ? nil : key(.totalRange, figures.totalRange.map(Prose.miles)),
            key(.battery, wall.map { "\(Prose.number($0)) at the wall" }),
            key(.fuel, onFuel, fuel),
        ].compactMap(\.self)
    }

    /// Nothing for a figure that there is not, and for zero.
    private func key(_ quantity: Quantity<RangeFigures>, _ more: String?...) -> PageKey? {
        guard let value = quantity.shown(of: figures), value > 0 else { return nil }
        let words = more.compactMap(\.self).joined(separator: ", ")
        return PageKey(
            Prose.capitalized(quantity.words),
            "\(quantity.unit.number(value)) \(quantity.unit.name)",
            [words, spread(quantity)].filter { !$0.isEmpty }.joined(separator: "; ")
        )
    }

    private func spread(_ quantity: Quantity<RangeFigures>) -> String {
        guard let band = bands[quantity.key], let low = band.p10.value, let high = band.p90.value
        else { return "" }
        return "8 of 10 between \(Prose.number(low)) and \(Prose.number(high))"
    }
}

extension RangeDocument.Run {
    /// What was asked beside vehicle and cycle, and under which control it was driven.
    fileprivate var circumstances: String {
        asked + (control.value.map { ", control \($0)" } ?? "")
    }
}

extension RangeFigures {
    /// How good the control was, and what the battery has to hold for it.
    ///
    /// `quantity`: of the bound, for the whole or for a distance.
    fileprivate func proofs(_ quantity: Quantity<RangeFigures>, burned: Double?) -> [PageKey] {
        var keys: [PageKey] = []
        let isExact = shortfall.isNone
        if let reserve, reserve > 0, let burned, burned > 0, isExact {
            keys.append(
                PageKey(
                    Prose.capitalized(Quantity<RangeFigures>.reserve.words),
                    Prose.energy(reserve),
                    "so that generator and battery together never fall short"
                )
            )
        }
        if let gap, gap.isFinite, let least = quantity.shown(of: self), least > 0, hasBattery {
            keys.append(
                PageKey(
                    Prose.capitalized(quantity.words),
                    "\(quantity.unit.number(least)) \(quantity.unit.name)",
                    "proven\(isExact ? "" : " for what was driven"); this control burns "
                        + "\(Prose.percent(gap)) more"
                )
            )
        }
        return keys
    }
}

extension CycleDocument {
    package var tables: [ReportTable] {
        let trip = outlook.trip
        let laps = outlook.laps > 1 ? "\(outlook.laps) times " : ""
        let way = "\(Prose.distance(trip.distance)) in \(Prose.time(trip.duration))"
        var table = ReportTable(
            "\(outlook.vehicle): \(laps)\(outlook.cycle), \(way)\(range.run.circumstances)",
            [.init("What"), .number("Value"), .init("More")]
        )
        if let store = trip.store {
            let from = Prose.percent(store.socStart)
            table.append(
                PageKey(
                    "Battery",
                    Prose.energy(outlook.batteryEnergy),
                    "from \(from) to \(Prose.percent(store.socEnd))"
                )
            )
        }
        if trip.fuel > 0 {
            table.append(PageKey("Fuel", Prose.liters(range.figures.liters(trip.fuel)), ""))
        }
        for key in range.figures.proofs(.leastFuel, burned: trip.fuel) { table.append(key) }
        if let gridFuel {
            table.append(
                PageKey(
                    "Least fuel over a grid",
                    Prose.liters(range.figures.liters(gridFuel)),
                    "by dynamic programming, in the window of the battery"
                )
            )
        }
        return [table]
    }

    package var notes: [String] { range.notes }
}

extension ReportTable {
    /// A row of what, value and more.
    fileprivate mutating func append(_ key: PageKey) {
        append([.init(key.name), .init(key.value), .init(key.more, .faint)])
    }
}

extension Shortfall {
    /// What was missed, one sentence for the speed and one for what was not supplied; none where a test
    /// would pass it.
    var sentences: [String] {
        var sentences: [String] = []
        guard !isNone else { return sentences }
        if seconds > 0 {
            let first = since.map { ", for the first time after \(Prose.time($0))" } ?? ""
            sentences.append(
                "The trace was missed for \(Prose.time(seconds)), by up to "
                    + "\(Prose.speed(worstSpeed))\(first); \(Prose.number(meters)) m behind."
            )
        }
        if unserved > Self.leastUnserved {
            sentences.append(
                "\(Prose.energy(unserved)) for heating, lamps and computers could not be supplied."
            )
        }
        return sentences
    }
}
