/// What the steps of a journey say: where it was slow, how it climbed, and how it went over distance.
struct JourneySurvey {
    let journey: Journey
    let drive: JourneyDrive
    let trace: RouteTrace
    /// When the trace is at each of its places, in s.
    let traceTimes: [Double]
    /// Steps of all legs in order: place at the end in m, driving time at the end in s.
    let steps: [StepRecord]
    let ends: [Double]
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

    /// In m above the sea.
    func altitude(at place: Double) -> Double { journey.route.altitude(at: place) }

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
    func lost(from start: Double, to end: Double) -> Double {
        let driven = time(at: end) - time(at: start)
        let lost = driven - (traceTime(at: end) - traceTime(at: start))
        // Sums of thousands of steps are known to no more than that.
        return lost > 1e-3 ? lost : 0
    }

    /// The first step that ends at a place or beyond it.
    func step(at place: Double) -> Int {
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

    // MARK: Steps

    /// All of them, on one clock with the stops.
    func journeySteps() -> [JourneyStep] {
        var found: [JourneyStep] = []
        found.reserveCapacity(steps.count)
        var clock = 0.0
        for (number, leg) in drive.legs.enumerated() {
            if number > 0 { clock += drive.stops[number - 1].seconds }
            for var record in leg.drive.trip.steps {
                let end = ends[found.count]
                let start = found.last?.place ?? trace.places[0]
                record.time = clock
                clock += record.duration
                found.append(
                    JourneyStep(
                        leg: number + 1,
                        place: end,
                        altitude: altitude(at: end),
                        grade: trace.moments[trace.step(at: 0.5 * (start + end))].sine,
                        record: record
                    )
                )
            }
        }
        return found
    }

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
