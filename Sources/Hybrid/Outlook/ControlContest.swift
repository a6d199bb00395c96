/// Finds the control that burns least: all the named ones, and thermostats of other powers and bands.
///
/// One that falls further behind the trace than another does not win by it.
package struct ControlContest: Sendable {
    /// One that took part.
    package struct Entry: Sendable {
        /// `thermostat 84 kW, 3.9 kWh, around 86.0 %`.
        package var name: String
        package var choice: ControlChoice
        package var sustained: Sustained
    }

    /// Where the charge is sustained.
    package enum Level: Sendable, Hashable, CaseIterable {
        case bottom, start
    }

    /// The least fuel first.
    package private(set) var entries: [Entry] = []

    /// Powers of a thermostat, as shares of that of the design.
    private static let powers = [0.5, 0.7, 0.85, 1, 1.15]
    /// Bands, as shares of that of the design.
    private static let bands = [0.5, 1, 2]
    private static let patience = [2.0, 3, 5]
    /// That drive a run of its own; see ``best(over:of:tank:)``.
    private static let finalists = 8
    /// J of fuel that a J of drift of the charge counts as.
    private let worth: Double?

    /// `worth`: J of fuel that a J of drift of the charge counts as; see ``Sustained``.
    package init(_ design: ControlDesign, at levels: [Level], worth: Double? = nil) {
        self.worth = worth
        for name in [ControlName.tow, .hold] {
            enter("\(name)", design.choice(name), from: design.sustained(name), design)
        }
        for level in levels {
            for share in Self.bands { enterThermostats(design, level, band: share) }
            let range = Self.range(design, level, 1)
            enter("follower", .follower(design.follower(range)), in: range, design)
            for patience in Self.patience {
                let control = design.equivalence(range, patience: patience)
                let seconds = Int(control.startHorizon)
                enter("ecms, starts pay in \(seconds) s", .equivalence(control), in: range, design)
            }
        }
        entries.sort { Self.isBetter($0.sustained, $1.sustained) }
    }

    private static func range(
        _ design: ControlDesign,
        _ level: Level,
        _ share: Double
    ) -> ClosedRange<Double> {
        switch level {
        case .bottom: design.lowLevels(width: share * design.band)
        case .start: design.levels(width: share * design.band)
        }
    }

    private mutating func enterThermostats(
        _ design: ControlDesign,
        _ level: Level,
        band: Double
    ) {
        let range = Self.range(design, level, band)
        let width = (band * design.band / 3.6e5).rounded() / 10
        for share in Self.powers {
            let power = share * design.power
            guard power >= design.line.minimum, power <= design.line.maximum else { continue }
            enter(
                "thermostat \(Int((power - design.line.heat) / 1000)) kW, \(width) kWh",
                .thermostat(design.thermostat(range, power: power)),
                in: range,
                design
            )
        }
    }

    private mutating func enter(
        _ name: String,
        _ choice: ControlChoice,
        in range: ClosedRange<Double>,
        _ design: ControlDesign
    ) {
        let soc = design.soc(range.middle)
        enter(name, choice, from: soc, design)
    }

    private mutating func enter(
        _ name: String,
        _ choice: ControlChoice,
        from soc: Double,
        _ design: ControlDesign
    ) {
        let sustained = design.run.sustained(
            design.cycle,
            from: soc,
            isOn: true,
            warmth: design.run.warming?.warmed,
            choice: choice,
            worth: worth,
            mostLaps: ControlDesign.mostLaps
        )
        guard let sustained else { return }
        let percent = (soc * 1000).rounded() / 10
        let whole = "\(name), around \(percent) %"
        entries.append(Entry(name: whole, choice: choice, sustained: sustained))
    }

    /// The best on a way that is driven once: of all the named controls, and of those entries that
    /// burn least in the long run.
    ///
    /// The least gap to the bound of its own run wins, which counts the charge that was used at its
    /// worth. `tank`: what may be burned, in J.
    package func best(
        over whole: Cycle,
        of design: ControlDesign,
        tank: Double
    ) -> (name: String, choice: ControlChoice)? {
        var candidates = ControlName.all.filter { $0 != .best }.map { name in
            ("\(name)", name == .tow ? .tow(design.tow(once: whole)) : design.choice(name))
        }
        candidates += entries.prefix(Self.finalists).map { ($0.name, $0.choice) }
        var best: (name: String, choice: ControlChoice, score: Score)?
        for (name, choice) in candidates {
            let score = Score(choice, over: whole, of: design, tank: tank)
            if best.map({ score.isBetter(than: $0.score) }) ?? true {
                best = (name, choice, score)
            }
        }
        return best.map { ($0.name, $0.choice) }
    }

    /// How well a control did on a way that is driven once.
    private struct Score {
        /// Meters behind the trace for each driven.
        private let missed: Double
        private let gap: Double
        /// In J, with what the battery gave at the best efficiency of the generator.
        private let fuel: Double

        init(
            _ choice: ControlChoice,
            over whole: Cycle,
            of design: ControlDesign,
            tank: Double
        ) {
            let trip = design.run.run(
                whole,
                from: design.start,
                tank: tank,
                choice: choice,
                keepsSteps: true
            )
            let given = trip.store.map { $0.energyStart - $0.energyEnd } ?? 0
            fuel = trip.fuel + given / design.line.bestEfficiency
            missed = trip.distance > 0 ? trip.shortfall.meters / trip.distance : 0
            gap = design.run.bound(of: trip)?.gap(trip.fuel) ?? .infinity
        }

        func isBetter(than other: Score) -> Bool {
            if abs(missed - other.missed) > 1e-4 { return missed < other.missed }
            return gap == other.gap ? fuel < other.fuel : gap < other.gap
        }
    }

    private static func isBetter(_ one: Sustained, _ other: Sustained) -> Bool {
        isBetter(
            (one.missedPerMeter, one.fuelPerMeter),
            (other.missedPerMeter, other.fuelPerMeter)
        )
    }

    /// Less of the trace missed, and then less fuel.
    private static func isBetter(
        _ one: (missed: Double, fuel: Double),
        _ other: (missed: Double, fuel: Double)
    ) -> Bool {
        if abs(one.missed - other.missed) > 1e-4 { return one.missed < other.missed }
        return one.fuel < other.fuel
    }
}

extension Sustained {
    /// Meters behind the trace for each driven.
    fileprivate var missedPerMeter: Double {
        trip.distance > 0 ? trip.shortfall.meters / trip.distance : 0
    }
}
