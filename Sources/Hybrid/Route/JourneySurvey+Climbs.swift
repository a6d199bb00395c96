/// The long climbs of a journey: what they ask, and what there was for it.
extension JourneySurvey {
    func climbs() -> [JourneyClimb] {
        let reached = ends.last ?? 0
        return journey.route.climbs(of: journey.options.climb).filter { $0.upperBound <= reached }
            .map(climb)
    }

    private func climb(_ range: ClosedRange<Double>) -> JourneyClimb {
        let first = trace.step(at: range.lowerBound)
        let last = max(first + 1, trace.step(at: range.upperBound - 0.01) + 1)
        let foot = step(at: range.lowerBound)
        let top = max(foot, step(at: range.upperBound))
        let asked = asked(first..<last, driven: foot...top)
        let wheels = need(asked, \.wheels)
        var climb = JourneyClimb(
            from: range.lowerBound,
            to: range.upperBound,
            rise: altitude(at: range.upperBound) - altitude(at: range.lowerBound),
            altitude: altitude(at: range.lowerBound),
            steepest: steepest(range),
            wheels: wheels.need,
            enginePower: 0,
            ratedPower: 0,
            peakSpeed: asked[wheels.place].moments.speed,
            lost: lost(from: range.lowerBound, to: range.upperBound),
            slowest: slowest(foot...top)
        )
        let middle = asked[asked.count / 2].section
        switch journey.run {
        case .electric(let runs):
            let bus = need(asked, \.bus)
            let hardest = asked[bus.place]
            climb.bus = bus.need
            climb.peakSpeed = hardest.moments.speed
            climb.enginePower = runs[hardest.section].line.map { $0.maximum - $0.heat } ?? 0
            reserve(&climb, first..<last, runs[middle], foot)
        case .combustion(let runs):
            let speed = climb.peakSpeed
            climb.enginePower = runs[asked[wheels.place].section].force(at: speed) * speed
            climb.speedOnEngine = Moments.fastest(upTo: Self.fastest, sine: climb.grade) {
                runs[middle].isPossible(runs[middle].body.wheel($0), $0)
            }
        }
        climb.ratedPower = journey.sheet.vehicle.ratedPower(at: climb.peakSpeed)
        return climb
    }

    // MARK: Power

    /// A step of the trace as a climb asks for it.
    private struct Asked {
        var moments: Moments
        var section: Int
        /// As the speed is, in W.
        var wheels: Power
        /// Of drive and auxiliaries, in W; zero for an engine that turns the wheels.
        var bus = Power(given: 0, steady: 0)

        /// In W: with the change of speed that is asked for, and at the same speed held.
        struct Power {
            var given: Double
            var steady: Double
        }
    }

    /// What a climb asks for, step by step.
    ///
    /// `driven`: the steps that were driven there. While the engine ran, its heat was in the cabin and
    /// the heaters drew so much less.
    private func asked(_ steps: Range<Int>, driven: ClosedRange<Int>) -> [Asked] {
        let heats = heats(steps, driven: driven)
        var asked: [Asked] = []
        asked.reserveCapacity(steps.count)
        for (number, section) in trace.sections.enumerated() {
            for index in section.steps.clamped(to: steps) {
                let moments = trace.moments[index]
                let held = moments.held
                switch journey.run {
                case .electric(let runs):
                    let (run, heat) = (runs[number], heats[index - steps.lowerBound])
                    asked.append(
                        Asked(
                            moments: moments,
                            section: number,
                            wheels: Asked.Power(
                                given: run.body.wheel(moments).power,
                                steady: run.body.wheel(held).power
                            ),
                            bus: Asked.Power(
                                given: run.demand(moments) - heat,
                                steady: run.demand(held) - heat
                            )
                        )
                    )
                case .combustion(let runs):
                    let body = runs[number].body
                    asked.append(
                        Asked(
                            moments: moments,
                            section: number,
                            wheels: Asked.Power(
                                given: body.wheel(moments).power,
                                steady: body.wheel(held).power
                            )
                        )
                    )
                }
            }
        }
        return asked
    }

    /// That an engine gave the cabin on some steps of the trace, in W.
    private func heats(_ steps: Range<Int>, driven: ClosedRange<Int>) -> [Double] {
        var heats = [Double](repeating: 0, count: steps.count)
        var index = steps.lowerBound
        for step in driven where self.steps[step].generator > 0 {
            let start = step > 0 ? ends[step - 1] : trace.places[0]
            let middle = 0.5 * (start + ends[step])
            guard middle > trace.places[steps.lowerBound] else { continue }
            while index + 1 < steps.upperBound, trace.places[index + 1] <= middle { index += 1 }
            heats[index - steps.lowerBound] = self.steps[step].heat
        }
        return heats
    }

    /// Of a climb, and the step in the middle of where it asks most.
    private func need(
        _ asked: [Asked],
        _ power: (Asked) -> Asked.Power
    ) -> (need: JourneyClimb.Need, place: Int) {
        var whole = (energy: 0.0, seconds: 0.0)
        var window = (energy: 0.0, seconds: 0.0)
        var start = 0
        var most: (power: Double, place: Int)?
        for (index, step) in asked.enumerated() {
            let (asks, seconds) = (power(step), step.moments.duration)
            whole.energy += asks.given * seconds
            whole.seconds += seconds
            window.energy += asks.steady * seconds
            window.seconds += seconds
            while window.seconds - asked[start].moments.duration >= JourneyClimb.peakSeconds {
                let duration = asked[start].moments.duration
                window.energy -= power(asked[start]).steady * duration
                window.seconds -= duration
                start += 1
            }
            // A climb that takes less than the window is one.
            guard window.seconds >= JourneyClimb.peakSeconds || index == asked.count - 1
            else { continue }
            let mean = window.energy / window.seconds
            if mean > most?.power ?? -.infinity { most = (mean, (start + index) / 2) }
        }
        let mean = whole.energy / whole.seconds
        let need = JourneyClimb.Need(mean: mean, peak: most?.power ?? mean)
        return (need, most?.place ?? 0)
    }

    // MARK: Shape and speed

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

    // MARK: Reserve

    private func reserve(
        _ climb: inout JourneyClimb,
        _ asked: Range<Int>,
        _ run: ElectricRun,
        _ foot: Int
    ) {
        let circuit = run.circuit
        let most = run.line?.maximum ?? 0
        let reserve = Reserve(journey.demands(asked, of: trace), circuit: circuit, generator: most)
        climb.needed = reserve.energies[0] - circuit.low
        climb.held = steps[foot].stored - circuit.low
        guard run.line != nil else { return }
        climb.speedOnEngine = Moments.fastest(upTo: Self.fastest, sine: climb.grade) {
            run.demand($0) <= most
        }
    }

    /// In m/s: no speed beyond it is looked for.
    private static let fastest = 60.0
}

extension Vehicle {
    /// Of a generator at the bus, or of an engine at the wheels that it turns at a speed in m/s, at sea
    /// level and 20 °C, in W; zero without one.
    fileprivate func ratedPower(at speed: Double) -> Double {
        switch powertrain {
        case .electric:
            return 0
        case .series(_, _, let generator):
            return generator.line(Conditions()).electric.maximum
        case .conventional:
            return (CombustionRun(self, conditions: Conditions())?.force(at: speed) ?? 0) * speed
        }
    }
}

extension Moments {
    /// The same time on the same slope at the mean speed.
    fileprivate var held: Moments {
        Moments(from: speed, to: speed, duration: duration, sine: sine)
    }
}
