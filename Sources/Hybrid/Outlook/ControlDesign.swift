/// The parameters that a named control gets from a vehicle, what it drives and where it begins.
///
/// * A thermostat runs at the power of the best efficiency, or higher where the way needs it.
/// * Its band is so wide that a start costs a hundredth of the fuel until the next.
/// * Below the band is left what the peaks of the way need beyond the generator.
/// * The worth of a joule for ECMS is sought until the charge is sustained, from that of the bound.
package struct ControlDesign: Sendable {
    package let run: ElectricRun
    package let line: GeneratorLine
    /// Driven once, or again and again.
    package let cycle: Cycle
    /// The state of charge that it begins with.
    package let start: Double
    let demands: [BusDemand]
    /// Of the way, in W at the bus.
    package let meanDemand: Double
    /// What the battery must hold above its window to meet all that comes, in J.
    let reserve: Reserve
    /// Left for whatever comes, in J; the bottom of the window at least.
    private let floor: Double

    /// Laps that a control of a contest gets to sustain the charge; most do in a few.
    static let mostLaps = 64
    /// Of the fuel between two starts.
    private static let startShare = 0.01
    /// What is kept above the bottom and below the top of the window at least, as a share of it.
    private static let margin = 0.03
    /// The widest band, as a share of the window.
    private static let widestBand = 0.25

    /// Nothing for a vehicle without a generator.
    ///
    /// `floor`: what is to be left, in J; the bottom of the window when absent.
    package init?(_ run: ElectricRun, cycle: Cycle, start: Double, floor: Double? = nil) {
        guard let line = run.line else { return nil }
        self.run = run
        self.line = line
        self.cycle = cycle
        self.start = start
        self.floor = max(floor ?? run.circuit.low, run.circuit.low)
        demands = run.demands(cycle)
        let seconds = demands.reduce(0) { $0 + $1.duration }
        let energy = demands.reduce(0) { $0 + $1.power * $1.duration }
        meanDemand = seconds > 0 ? energy / seconds : 0
        reserve = Reserve(demands, circuit: run.circuit, generator: line.maximum)
    }

    /// Whether the generator at full power holds the charge on the way; see
    /// ``ElectricRun/holdsCharge(on:)``.
    package var isSustainable: Bool { run.holdsCharge(on: cycle) }

    // MARK: The band

    private var window: Double { run.circuit.high - run.circuit.low }

    /// In J of the store.
    package var band: Double {
        let efficient = line.start * line.bestEfficiency / Self.startShare
        let shortest = line.minimumOnTime * max(0, line.bestPower - meanDemand)
        return min(max(efficient, shortest, 0.02 * window), Self.widestBand * window)
    }

    /// In W.
    package var power: Double {
        min(max(line.bestPower, 1.15 * meanDemand, line.minimum), line.maximum)
    }

    /// The lowest energy in J that a control holds on to.
    ///
    /// No more than half the window is kept for a way that needs more than battery and generator
    /// have in the long run.
    package var bottom: Double {
        let peak = reserve.most - run.circuit.low
        return floor + min(max(peak, Self.margin * window), 0.5 * window)
    }

    /// Around the state of charge of the start, as far as the window lets it.
    func levels(width: Double) -> ClosedRange<Double> {
        let top = run.circuit.high - Self.margin * window
        let middle = run.circuit.energy(at: start)
        let low = min(max(middle - 0.5 * width, bottom), max(top - width, floor))
        return low...(low + width)
    }

    /// At the bottom of the window.
    func lowLevels(width: Double) -> ClosedRange<Double> { bottom...(bottom + width) }

    // MARK: The controls

    /// The control of a name; for `best` see ``ControlContest``.
    package func choice(_ name: ControlName) -> ControlChoice {
        switch name {
        case .battery: .batteryOnly
        case .thermostat: .thermostat(thermostat(levels(width: band), power: power))
        case .depleteThenSustain, .best:
            .thermostat(thermostat(lowLevels(width: band), power: power))
        case .follower: .follower(follower(levels(width: band)))
        case .equivalence: .equivalence(equivalence(levels(width: band), patience: 3))
        case .hold:
            .schedule(
                Schedule(
                    [Schedule.Entry(from: 0, mode: .hold)],
                    power: power,
                    band: 0.5 * band / window * run.circuit.window.width
                )
            )
        case .schedule(let entries): .schedule(Schedule(entries, power: power))
        case .tow: .tow(tow())
        }
    }

    /// The control of a name once there is nothing left to decide.
    ///
    /// A schedule ends: what comes after it is the charge sustained at the bottom.
    func sustainingChoice(_ name: ControlName) -> ControlChoice {
        switch name {
        case .schedule: choice(.depleteThenSustain)
        case .battery, .thermostat, .follower, .equivalence, .depleteThenSustain, .tow, .hold,
            .best:
            choice(name)
        }
    }

    /// The state of charge at which a control of that name sustains it.
    ///
    /// A schedule says for each time what it does; what it would sustain at the bottom is told.
    package func sustained(_ name: ControlName) -> Double {
        let levels: ClosedRange<Double>
        switch name {
        case .thermostat, .follower, .equivalence, .hold: levels = self.levels(width: band)
        case .depleteThenSustain, .best, .battery, .schedule: levels = lowLevels(width: band)
        case .tow:
            let most = min(tow().reserve.energies[0] + 0.5 * band, run.circuit.high)
            return soc(most)
        }
        return soc(levels.middle)
    }

    /// Within the window whatever rounding does.
    func soc(_ energy: Double) -> Double {
        let window = run.circuit.window
        return min(max(run.circuit.soc(at: energy), window.lowerBound), window.upperBound)
    }

    func thermostat(_ levels: ClosedRange<Double>, power: Double) -> Thermostat {
        Thermostat(low: soc(levels.lowerBound), high: soc(levels.upperBound), power: power)
    }

    /// Full power for a charge that is lower by the band.
    func follower(_ levels: ClosedRange<Double>) -> PowerFollower {
        let low = soc(levels.lowerBound)
        let high = soc(levels.upperBound)
        // Started for less it would start at every hill; stopped later it would idle.
        return PowerFollower(
            reference: 0.5 * (low + high),
            gain: line.maximum / max(high - low, 1e-6),
            band: 0.1 * line.bestPower...line.bestPower
        )
    }

    /// `once`: what is driven a single time; the cycle again and again when absent.
    func tow(once: Cycle? = nil) -> TowMode {
        tow(
            once.map {
                Reserve(run.demands($0), circuit: run.circuit, generator: line.maximum)
            } ?? Reserve.repeating(demands, circuit: run.circuit, generator: line.maximum)
        )
    }

    /// Of a generator at its highest power.
    func tow(_ reserve: Reserve) -> TowMode {
        // What a generator that ramps gives less until it is at full power.
        let late = line.ramp > 0 ? line.maximum * line.maximum / (2 * line.ramp) : 0
        return TowMode(
            reserve: reserve,
            margin: late + 0.005 * window,
            power: line.maximum,
            band: 0.5 * band,
            circuit: run.circuit
        )
    }
}
