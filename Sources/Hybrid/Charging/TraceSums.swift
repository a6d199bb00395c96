/// What a trace takes, summed up from its start: what the planner of stops reads.
///
/// The battery is taken at the middle of its window and the generator as off; what that leaves out
/// comes back from the drive that checks the plan.
struct TraceSums {
    /// In m, ascending.
    private(set) var places: [Double]
    /// In s.
    private(set) var times = [0.0]
    /// Out of the store, in J.
    private(set) var drops = [0.0]
    /// Out of the store with all that the generator has, in J.
    private(set) var helped = [0.0]
    /// Burned, in J.
    private(set) var fuels = [0.0]

    /// Of a vehicle with a battery.
    init(_ trace: RouteTrace, runs: [ElectricRun]) {
        places = trace.places
        times.reserveCapacity(places.count)
        drops.reserveCapacity(places.count)
        helped.reserveCapacity(places.count)
        guard let circuit = runs.first?.circuit else { return }
        let widest = circuit.widest
        let middle = circuit.window.middle
        let voltage = circuit.voltage(at: middle)
        var (time, drop, help) = (0.0, 0.0, 0.0)
        for (section, run) in zip(trace.sections, runs) {
            let generator = run.line?.maximum ?? 0
            for index in section.steps {
                let moments = trace.moments[index]
                let demand = run.demand(moments)
                let power = min(max(demand, -widest.recharge), widest.discharge)
                let duration = moments.duration
                let flow = circuit.flow(power, from: voltage, for: duration)
                // Beyond what the battery can do is the generator's, joule for joule.
                drop += flow.drop + max(0, demand - power) * duration
                time += duration
                if generator > 0 {
                    let rest = min(max(demand - generator, -widest.recharge), widest.discharge)
                    help += circuit.flow(rest, from: voltage, for: duration).drop
                }
                times.append(time)
                drops.append(drop)
                helped.append(help)
            }
        }
        fuels = []
        if runs.first?.line == nil { helped = [] }
    }

    /// Of a vehicle that burns fuel for the wheels: as it drives it, late where it lacks power.
    init(_ trace: RouteTrace, runs: [CombustionRun], pace: Pace) {
        let leg = trace.drive(
            runs,
            steps: 0..<trace.moments.count,
            isWarm: true,
            pace: pace,
            keepsSteps: true
        )
        places = [trace.places.first ?? 0] + leg.places
        var (time, fuel) = (0.0, 0.0)
        for step in leg.trip.steps {
            time += step.duration
            fuel += step.fuel * step.duration
            times.append(time)
            fuels.append(fuel)
        }
        drops = []
        helped = []
    }

    /// The value of sums at a distance in m; zero of those that are not kept.
    func value(_ sums: [Double], at place: Double) -> Double {
        guard sums.count > 1 else { return 0 }
        let index = index(of: place)
        return sums.value(at: places.share(at: place, in: index), of: index)
    }

    /// The step within which a distance lies.
    func index(of place: Double) -> Int { places.piece(at: place) }

    /// The most that sums rise above their value at one distance up to another.
    func peak(_ sums: [Double], from start: Double, to end: Double) -> Double {
        guard sums.count > 1 else { return 0 }
        let base = value(sums, at: start)
        var most = max(0, value(sums, at: end) - base)
        var index = index(of: start) + 1
        while index < places.count, places[index] < end {
            most = max(most, sums[index] - base)
            index += 1
        }
        return most
    }
}
