/// Gathers the steps of a journey into samples at even distances.
struct JourneySampler {
    private(set) var samples: [JourneySample] = []
    private let route: Route
    private let spacing: Double
    private let heat: Double
    private let circuit: BatteryCircuit?
    private var next: Double
    private var place: Double
    private var time = 0.0
    private var fuel = 0.0
    private var since = Since()
    private var point = 0

    /// Energies in J, and time and distance, since the last sample.
    private struct Since {
        var seconds = 0.0
        var meters = 0.0
        var demand = 0.0
        var battery = 0.0
        var generator = 0.0
    }

    init(_ journey: Journey, _ drive: JourneyDrive) {
        route = journey.route
        spacing = journey.options.sampleDistance
        heat = journey.tank?.fuel.heat ?? 1
        circuit = journey.circuit
        place = drive.trace.places.first ?? 0
        next = place + spacing
    }

    mutating func begin(_ leg: JourneyDrive.Leg, atStop seconds: Double?) {
        if let seconds { time += seconds }
        fuel = leg.start.fuel
        sample(stored: leg.start.stored)
    }

    mutating func add(_ record: StepRecord, end: Double) {
        // The record tells the store at its start: that is where a sample is taken.
        if place >= next {
            sample(stored: record.stored)
            next = place + spacing
        }
        since.seconds += record.duration
        since.meters += end - place
        since.demand += record.demand * record.duration
        since.battery += record.battery * record.duration
        since.generator += record.generator * record.duration
        fuel -= record.fuel * record.duration
        time += record.duration
        place = end
    }

    mutating func end(_ leg: JourneyDrive.Leg) {
        fuel = leg.end.fuel
        sample(stored: leg.end.stored)
        next = place + spacing
    }

    private mutating func sample(stored: Double) {
        while point + 2 < route.points.count, route.points[point + 1].distance <= place {
            point += 1
        }
        let seconds = max(since.seconds, 1e-9)
        samples.append(
            JourneySample(
                distance: place,
                time: time,
                altitude: route.altitude(at: place, after: point),
                speed: since.meters / seconds,
                soc: circuit.map { $0.soc(at: stored) },
                fuel: fuel / heat,
                demand: since.demand / seconds,
                battery: since.battery / seconds,
                generator: since.generator / seconds
            )
        )
        since = Since()
    }
}
