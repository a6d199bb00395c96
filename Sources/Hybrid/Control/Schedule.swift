/// What a driver sets by hand, from which time on.
package struct Schedule: Control, Hashable {
    package enum Mode: Sendable, Hashable {
        /// On the battery, until a state of charge of `reserve` is reached.
        case electric(reserve: Double)
        /// Holds the state of charge that it finds.
        case hold
        /// Charges up to a state of charge, and holds it.
        case charge(to: Double)
    }

    package struct Entry: Sendable, Hashable {
        /// Since the start, in s.
        package var from: Double
        package var mode: Mode

        package init(from: Double, mode: Mode) {
            self.from = from
            self.mode = mode
        }
    }

    /// In order of time; the first holds from the start.
    package let entries: [Entry]
    /// In W: what the generator gives while it holds or charges, unless the demand is higher.
    package let power: Double
    /// How far the state of charge may leave what is held.
    package let band: Double
    private var current = 0
    /// The state of charge that is held now.
    private var held: Double?

    package init(_ entries: [Entry], power: Double, band: Double = 0.01) {
        precondition(!entries.isEmpty, "a mode to begin with")
        self.entries = entries.sorted { $0.from < $1.from }
        self.power = power
        self.band = band
    }

    package mutating func power(_ moment: ControlMoment) -> Double {
        while current + 1 < entries.count, entries[current + 1].from <= moment.time {
            current += 1
            held = nil
        }
        let level: Double
        switch entries[current].mode {
        case .electric(let reserve): level = reserve
        case .hold: level = held ?? moment.soc
        case .charge(let goal): level = goal
        }
        held = level
        let runs = moment.soc < (moment.isOn ? level + band : level - band)
        return runs ? max(power, moment.demand) : 0
    }
}
