/// What the steps of a journey say: where it was slow, how it climbed, and how it went over distance.
struct JourneySurvey {
    private let journey: Journey
    private let drive: JourneyDrive
    private let trace: RouteTrace
    /// When the trace is at each of its places, in s.
    private let traceTimes: [Double]
    /// Steps of all legs in order: place at the end in m, driving time at the end in s.
    private let steps: [StepRecord]
    private let ends: [Double]
    private let times: [Double]

    init(_ journey: Journey, _ drive: JourneyDrive) {
        self.journey = journey
        self.drive = drive
        trace = drive.trace
        var time = 0.0
        var traceTimes = [0.0]
        traceTimes.reserveCapacity(trace.moments.count + 1)
        for moments in trace.moments {
            time += moments.duration
            traceTimes.append(time)
        }
        self.traceTimes = traceTimes
        steps = drive.legs.flatMap(\.drive.trip.steps)
        ends = drive.legs.flatMap(\.drive.places)
        var driven = 0.0
        times = steps.map { step in
            driven += step.duration
            return driven
        }
    }

    /// Its index, and the share of it that is behind, for a place within the steps of the trace.
    private func trace(at place: Double) -> (Int, Double) {
        let index = trace.step(at: place)
        return (index, trace.places.share(at: place, in: index))
    }

    /// When the trace is at a place, in s.
    private func traceTime(at place: Double) -> Double {
        let (index, share) = trace(at: place)
        return traceTimes.value(at: share, of: index)
    }

    /// The speed of the trace at a place in m/s: v² is linear in distance.
    private func speed(_ index: Int, at place: Double) -> Double {
        let moments = trace.moments[index]
        let share = trace.places.share(at: place, in: index)
        let start = moments.start * moments.start
        return (start + share * (moments.end * moments.end - start)).squareRoot()
    }

    // MARK: Slow

    /// A vehicle that is below for less than so many s between two stretches is in one.
    private static let apart = 30.0

    func slow() -> [SlowStretch] {
        var found: [SlowStretch] = []
        var index = 0
        var lastTime = -Double.infinity
        for step in steps.indices {
            let place = ends[step]
            while index + 1 < trace.moments.count, trace.places[index + 1] <= place { index += 1 }
            let asked = speed(index, at: place)
            let driven = steps[step].speed
            guard asked - driven > Shortfall.tolerance else { continue }
            let start = step > 0 ? ends[step - 1] : trace.places[0]
            let before = times[step] - steps[step].duration
            if before - lastTime > Self.apart || found.isEmpty {
                found.append(
                    SlowStretch(
                        from: start,
                        to: place,
                        seconds: 0,
                        lost: 0,
                        slowest: driven,
                        asked: asked,
                        grade: 0
                    )
                )
            }
            lastTime = times[step]
            let last = found.count - 1
            found[last].to = place
            found[last].seconds += steps[step].duration
            if driven < found[last].slowest { found[last].slowest = driven }
            found[last].asked = max(found[last].asked, asked)
        }
        return found.map(finished).filter(\.isFelt)
    }

    private func finished(_ stretch: SlowStretch) -> SlowStretch {
        var stretch = stretch
        stretch.lost = lost(from: stretch.from, to: stretch.to)
        let length = stretch.to - stretch.from
        let rise = altitude(at: stretch.to) - altitude(at: stretch.from)
        stretch.grade = length > 0 ? rise / length : 0
        return stretch
    }

    /// Driving time less that of the trace, in s.
    private func lost(from start: Double, to end: Double) -> Double {
        let driven = time(at: end) - time(at: start)
        let lost = driven - (traceTime(at: end) - traceTime(at: start))
        // Sums of thousands of steps are known to no more than that.
        return lost > 1e-3 ? lost : 0
    }

    /// The first step that ends at a place or beyond it.
    private func step(at place: Double) -> Int {
        var low = 0
        var high = max(0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] >= place { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Driving time at a place, in s.
    private func time(at place: Double) -> Double {
        guard !steps.isEmpty else { return 0 }
        let step = step(at: place)
        let start = step > 0 ? ends[step - 1] : trace.places[0]
        let length = ends[step] - start
        let share = length > 0 ? min(1, max(0, (place - start) / length)) : 1
        return times[step] - (1 - share) * steps[step].duration
    }

    // MARK: Climbs

    func altitude(at place: Double) -> Double { journey.route.altitude(at: place) }

    func climbs() -> [JourneyClimb] {
        let reached = ends.last ?? 0
        let rated = journey.sheet.vehicle.ratedPower
        return journey.route.climbs(of: journey.options.climb).filter { $0.upperBound <= reached }
            .map { climb($0, rated) }
    }

    /// `rated`: of the engine, in W.
    private func climb(_ range: ClosedRange<Double>, _ rated: Double) -> JourneyClimb {
        let first = trace.step(at: range.lowerBound)
        let last = max(first + 1, trace.step(at: range.upperBound - 0.01) + 1)
        let foot = step(at: range.lowerBound)
        let top = max(foot, step(at: range.upperBound))
        let rise = altitude(at: range.upperBound) - altitude(at: range.lowerBound)
        let number = trace.sections.firstIndex { $0.steps.contains((first + last) / 2) } ?? 0
        var climb = JourneyClimb(
            from: range.lowerBound,
            to: range.upperBound,
            rise: rise,
            altitude: altitude(at: range.lowerBound),
            steepest: steepest(range),
            wheels: need(first..<last, journey.run.body(number)),
            enginePower: 0,
            ratedPower: rated,
            lost: lost(from: range.lowerBound, to: range.upperBound),
            slowest: slowest(foot...top)
        )
        switch journey.run {
        case .electric(let runs):
            let demands = journey.demands(first..<last, of: trace)
            climb.bus = JourneyClimb.Need(
                mean: demands.reduce(0) { $0 + $1.power * $1.duration }
                    / (traceTimes[last] - traceTimes[first]),
                peak: demands.reduce(0) { max($0, $1.power) }
            )
            reserve(&climb, demands, runs[number], foot)
            climb.enginePower = least(of: runs, on: first..<last)
        case .combustion(let runs):
            climb.enginePower = runs[number].engine.power
            climb.speedOnEngine = Moments.fastest(upTo: Self.fastest, sine: climb.grade) {
                runs[number].body.wheel($0).power <= runs[number].engine.power
            }
        }
        return climb
    }

    /// At the wheels on some steps of the trace.
    private func need(_ steps: Range<Int>, _ body: Body) -> JourneyClimb.Need {
        var work = 0.0
        var peak = 0.0
        for moments in trace.moments[steps] {
            let power = body.wheel(moments).power
            work += power * moments.duration
            peak = max(peak, power)
        }
        let seconds = traceTimes[steps.upperBound] - traceTimes[steps.lowerBound]
        return JourneyClimb.Need(mean: work / seconds, peak: peak)
    }

    /// Over ``steepLength``, every fifth of it.
    private func steepest(_ range: ClosedRange<Double>) -> Double {
        let length = min(Self.steepLength, range.upperBound - range.lowerBound)
        let last = range.upperBound - length
        return stride(from: range.lowerBound, through: last, by: length / 5).reduce(0) {
            max($0, (altitude(at: $1 + length) - altitude(at: $1)) / length)
        }
    }

    /// What counts as a grade, in m: shorter ones are taken with the way that the vehicle has.
    private static let steepLength = 500.0

    /// The lowest speed on some steps, in m/s, but for starting from rest and braking to it.
    private func slowest(_ range: ClosedRange<Int>) -> Double {
        var slowest = Double.infinity
        var anywhere = Double.infinity
        for step in range {
            let moments = trace.moments[trace.step(at: ends[step] - 1e-3)]
            anywhere = min(anywhere, steps[step].speed)
            let isSteady = abs(moments.end - moments.start) < 1e-9
            if isSteady { slowest = min(slowest, steps[step].speed) }
        }
        return slowest < .infinity ? slowest : anywhere
    }

    private func reserve(
        _ climb: inout JourneyClimb,
        _ demands: [BusDemand],
        _ run: ElectricRun,
        _ foot: Int
    ) {
        let circuit = run.circuit
        let most = run.line?.maximum ?? 0
        let heat = run.line?.heat ?? 0
        let reserve = Reserve(demands, circuit: circuit, generator: most)
        climb.bus?.mean -= heat
        climb.bus?.peak -= heat
        climb.needed = reserve.energies[0] - circuit.low
        climb.held = steps[foot].stored - circuit.low
        guard run.line != nil else { return }
        climb.speedOnEngine = Moments.fastest(upTo: Self.fastest, sine: climb.grade) {
            run.demand($0) <= most
        }
    }

    /// That the generator gives where it gives least, in W: its engine breathes thinner air higher up.
    private func least(of runs: [ElectricRun], on steps: Range<Int>) -> Double {
        zip(trace.sections, runs).filter { $0.0.steps.overlaps(steps) }
            .compactMap { pair in pair.1.line.map { $0.maximum - $0.heat } }
            .min() ?? 0
    }

    /// In m/s: no speed beyond it is looked for.
    private static let fastest = 60.0

    // MARK: Samples

    func samples() -> [JourneySample] {
        var sampler = JourneySampler(journey, drive)
        var step = 0
        for (number, leg) in drive.legs.enumerated() {
            sampler.begin(leg, atStop: number > 0 ? drive.stops[number - 1].seconds : nil)
            for record in leg.drive.trip.steps {
                sampler.add(record, end: ends[step])
                step += 1
            }
            sampler.end(leg)
        }
        return sampler.samples
    }
}

extension Vehicle {
    /// Of a generator at the bus, or of an engine at the wheels that it turns, at sea level and 20 °C,
    /// in W; zero without one.
    fileprivate var ratedPower: Double {
        switch powertrain {
        case .electric: 0
        case .series(_, _, let generator): generator.line(Conditions()).electric.maximum
        case .conventional: CombustionRun(self, conditions: Conditions())?.engine.power ?? 0
        }
    }
}

extension RouteRun {
    /// The vehicle with its trailer on a section.
    fileprivate func body(_ section: Int) -> Body {
        switch self {
        case .electric(let runs): runs[section].body
        case .combustion(let runs): runs[section].body
        }
    }
}
