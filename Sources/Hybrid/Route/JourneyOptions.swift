/// How a journey is driven and planned.
package struct JourneyOptions: Sendable, Hashable {
    /// Full where the vehicle has a plug, in the middle of the window where it has none, when absent.
    package var startSOC: Double?
    /// Of the tank, from 0 to 1.
    package var startFuel: Double
    /// Of the window of the battery: what is left at every stop and at the end.
    package var arrivalReserve: Double
    /// Of the tank: what is left in it.
    package var fuelReserve: Double
    /// Of the battery, in °C: between these it is as warm as the air at the start, and no further.
    ///
    /// On a journey it is heated in colder air by what ``Warming/holding(_:in:)`` takes out of it, and
    /// cooled by what ``Auxiliaries/climate`` takes; assumed. A temperature that the conditions name counts instead, and under conditions in which the
    /// vehicle warms up it begins as the air is, and its own loss warms it; see ``Warming``.
    package var batteryTemperatures: ClosedRange<Double>
    /// Of the generator, where there is one.
    package var control: JourneyControl
    /// ``Pace/usual(towing:)`` when absent.
    package var pace: Pace?
    /// To fill a tank, in s, the way to the pump included.
    package var refuelSeconds: Double
    /// In m: what is climbed between a foot and a top that are told of.
    package var climb: Double
    /// From one sample to the next, in m.
    package var sampleDistance: Double
    /// Plans that are driven until one holds.
    package var rounds: Int
    package var detail: StopProblem.Detail
    /// Whether the lower bound on fuel is sought: a third of the time.
    package var findsBound: Bool
    /// Whether climbs, and samples along the way, are told: a fifth of the time.
    package var surveysWay: Bool
    /// Whether the result has every step.
    package var keepsSteps: Bool

    package init(
        startSOC: Double? = nil,
        startFuel: Double = 1,
        arrivalReserve: Double = 0.1,
        fuelReserve: Double = 0.05,
        batteryTemperatures: ClosedRange<Double> = 15...35,
        control: JourneyControl = .way,
        pace: Pace? = nil,
        refuelSeconds: Double = 420,
        climb: Double = 150,
        sampleDistance: Double = 1000,
        rounds: Int = 6,
        detail: StopProblem.Detail = StopProblem.Detail(),
        findsBound: Bool = true,
        surveysWay: Bool = true,
        keepsSteps: Bool = false
    ) {
        self.startSOC = startSOC
        self.startFuel = startFuel
        self.arrivalReserve = arrivalReserve
        self.fuelReserve = fuelReserve
        self.batteryTemperatures = batteryTemperatures
        self.control = control
        self.pace = pace
        self.refuelSeconds = refuelSeconds
        self.climb = climb
        self.sampleDistance = sampleDistance
        self.rounds = rounds
        self.detail = detail
        self.findsBound = findsBound
        self.surveysWay = surveysWay
        self.keepsSteps = keepsSteps
    }

    /// The same journey with nothing told of it but its sums: for the many that are only counted.
    var bare: JourneyOptions {
        var bare = self
        bare.findsBound = false
        bare.surveysWay = false
        bare.keepsSteps = false
        return bare
    }

    /// As a journey begins, in °C.
    func battery(in conditions: Conditions) -> Double {
        let air = conditions.temperature
        guard !conditions.warmsUp else { return air }
        return min(max(air, batteryTemperatures.lowerBound), batteryTemperatures.upperBound)
    }
}
