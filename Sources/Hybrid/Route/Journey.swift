/// A vehicle on a route: stops are planned, the whole way is driven with them, and both compared.
///
/// Electric, series hybrid and conventional vehicles go through the same planner. A plan counts only
/// when the simulation arrives with it; what the two differ by on each leg goes into the next plan.
package struct Journey: Sendable {
    let sheet: VehicleSheet
    let trailer: Trailer?
    let route: Route
    let conditions: Conditions
    let economy: Economy
    let options: JourneyOptions
    let pace: Pace
    /// Stations on the way, in order.
    let stations: [Station]
    /// Distances of the stations, each once.
    let marks: [Double]
    let run: RouteRun

    /// The best journey that was found; where none gets there, how far it gets.
    ///
    /// `conditions`: at the start of the route; higher up it is colder, and its own altitude counts
    /// instead of that given. A full battery or tank is what the vehicle starts with, see the options.
    package static func plan(
        _ sheet: VehicleSheet,
        trailer: Trailer? = nil,
        route: Route,
        conditions: Conditions = Conditions(),
        economy: Economy,
        options: JourneyOptions = JourneyOptions()
    ) -> JourneyResult {
        func result(_ options: JourneyOptions) -> JourneyResult {
            Journey(sheet, trailer, route, conditions, economy, options).result()
        }
        guard options.control == .named(.best) else { return result(options) }
        return best(options, result)
    }

    /// The journey under the control with which it costs least, time included.
    ///
    /// One that arrives with what is to be left is before one that does not.
    private static func best(
        _ options: JourneyOptions,
        _ result: (JourneyOptions) -> JourneyResult
    ) -> JourneyResult {
        var options = options
        options.control = .way
        var best = result(options)
        for control in JourneyControl.all where control != .way && control != .named(.best) {
            guard best.control != nil else { return best }
            options.control = control
            let other = result(options)
            let isBetter =
                other.plan.isAccepted == best.plan.isAccepted
                ? other.money.total < best.money.total : other.plan.isAccepted
            if isBetter { best = other }
        }
        best.control = best.control.map { "\(ControlName.best): \($0)" }
        return best
    }

    private init(
        _ sheet: VehicleSheet,
        _ trailer: Trailer?,
        _ route: Route,
        _ conditions: Conditions,
        _ economy: Economy,
        _ options: JourneyOptions
    ) {
        precondition(route.points.count > 1, "a route of two points at least")
        self.sheet = sheet
        self.trailer = trailer
        self.route = route
        var conditions = conditions
        conditions.batteryTemperature =
            conditions.batteryTemperature ?? options.battery(in: conditions)
        self.conditions = conditions
        self.economy = economy
        self.options = options
        pace = options.pace ?? .usual(towing: trailer)
        let first = route.points[0].distance
        let last = route.points[route.points.count - 1].distance
        stations = route.stations.filter { $0.distance > first + 1 && $0.distance < last - 1 }
            .sorted { $0.distance < $1.distance }
        var marks: [Double] = []
        for station in stations where station.distance != marks.last {
            marks.append(station.distance)
        }
        self.marks = marks
        through = RouteTrace(route, conditions: conditions, pace: pace, marks: marks)
        run = RouteRun(sheet.vehicle, trailer: trailer, trace: through)
    }

    /// Resting nowhere on the way.
    let through: RouteTrace

    func trace(stops: [Double]) -> RouteTrace {
        RouteTrace(route, conditions: conditions, pace: pace, stops: stops, marks: marks)
    }

    // MARK: Planning

    private func result() -> JourneyResult {
        var problem = problem()
        var best: (drive: JourneyDrive, rounds: Int)?
        var last: (drive: JourneyDrive, rounds: Int)?
        for round in 1...max(1, options.rounds) {
            let plan: StopPlan
            do {
                plan = try StopPlanner.plan(problem)
            } catch {
                // Corrections may have made hard what was possible; then what was driven counts.
                if let held = best ?? last { return account(held.drive, rounds: held.rounds) }
                return account(gap: error, in: problem)
            }
            let drive = drive(plan, of: problem)
            if drive.isAccepted, best.map({ drive.cost < $0.drive.cost }) ?? true {
                best = (drive, round)
            }
            last = (drive, round)
            // How warm the battery gets is known from a drive on.
            let isKnown = warming == nil || line != nil || round > 1
            if drive.isAccepted, drive.isClose, isKnown { break }
            correct(&problem, by: drive)
            warm(&problem, by: drive)
        }
        guard let found = best ?? last else { preconditionFailure("a round at least") }
        return account(found.drive, rounds: last?.rounds ?? 1)
    }

    /// What the drive took more than the plan goes into the stretches of each leg, by their time.
    private func correct(_ problem: inout StopProblem, by drive: JourneyDrive) {
        for leg in drive.legs {
            let stretches = leg.from..<leg.to
            let whole = stretches.reduce(0) { $0 + problem.stretches[$1].seconds }
            guard whole > 0 else { continue }
            for index in stretches {
                let share = problem.stretches[index].seconds / whole
                problem.stretches[index].drop += share * leg.moreDrop
                problem.stretches[index].peak += share * max(0, leg.moreDrop)
                problem.stretches[index].fuel += share * leg.moreFuel
                problem.stretches[index].seconds += share * leg.moreSeconds
            }
        }
        // A control that is given does not ask what is to be left.
        if options.control == .way { problem.floor += drive.shortage }
        problem.fuelFloor += drive.fuelShortage
    }

    // MARK: The problem

    var circuit: BatteryCircuit? {
        guard case .electric(let runs) = run else { return nil }
        return runs.first?.circuit
    }

    var line: GeneratorLine? {
        guard case .electric(let runs) = run else { return nil }
        return runs.first?.line
    }

    /// What it burns, and its tank in l.
    var tank: (fuel: Fuel, liters: Double)? {
        guard let fuel = sheet.vehicle.fuel, let liters = sheet.vehicle.tank else { return nil }
        return (fuel, liters)
    }

    /// In USD/l, at the pump around the corner.
    var fuelPrice: Double {
        guard let name = tank?.fuel.name else { return 0 }
        if let supply = economy.fuels[name] { return supply.price }
        let prices = stations.compactMap { $0.fuels[name] }
        return prices.isEmpty ? 0 : prices.reduce(0, +) / Double(prices.count)
    }

    /// In J of the store.
    var start: Double {
        guard let circuit else { return 0 }
        let window = circuit.window
        let soc = options.startSOC ?? sheet.standardStart ?? window.upperBound
        return circuit.energy(at: min(max(soc, window.lowerBound), window.upperBound))
    }

    /// What is left at every stop and at the end, in J of the store.
    var floor: Double {
        guard let circuit else { return 0 }
        return min(start, circuit.low + options.arrivalReserve * (circuit.high - circuit.low))
    }

    /// Of a J in the store, in USD: at home, or by the generator where there is no plug.
    var storedPrice: Double {
        if let plug = sheet.plug {
            return economy.homePrice / SI.kilowattHour / plug.homeEfficiency
        }
        guard let line, let tank else { return 0 }
        return fuelPrice / tank.fuel.heat / line.bestEfficiency
    }

    private func problem() -> StopProblem {
        let resting = trace(stops: marks)
        let sums: (TraceSums, TraceSums)
        switch run {
        case .electric(let runs):
            sums = (TraceSums(through, runs: runs), TraceSums(resting, runs: runs))
        case .combustion(let runs):
            sums = (
                TraceSums(through, runs: runs, pace: pace),
                TraceSums(resting, runs: runs, pace: pace)
            )
        }
        let places = places()
        let heat = (tank?.liters ?? 0) * (tank?.fuel.heat ?? 0)
        let store = circuit.map { $0.low...$0.high } ?? 0...0
        return StopProblem(
            places: places,
            stretches: Stretch.stretches(
                places.map(\.distance),
                through: sums.0,
                resting: sums.1
            ),
            store: store,
            floor: floor,
            tank: heat,
            fuelFloor: heat * min(options.fuelReserve, options.startFuel),
            stored: start,
            fuel: heat * options.startFuel,
            line: line,
            prices: StopProblem.Prices(
                time: economy.timeValue / 3600,
                stored: storedPrice,
                fuel: tank.map { fuelPrice / $0.fuel.heat } ?? 0
            ),
            refuelSeconds: options.refuelSeconds,
            detail: options.detail
        )
    }

    private func places() -> [StopProblem.Place] {
        let first = route.points[0].distance
        let last = route.points[route.points.count - 1].distance
        let middle = stations.enumerated().map { number, station in
            var place = StopProblem.Place(name: station.name, distance: station.distance)
            if let charger = station.charger, let circuit {
                let battery = conditions.batteryTemperature ?? conditions.temperature
                // One that takes nothing from it, too cold or too full, has no use for it.
                if let curve = curve(number + 1, at: battery), curve.top > circuit.low {
                    place.curve = curve
                }
                place.chargePrice = charger.price / SI.kilowattHour
                place.wait = charger.wait
                place.overhead = charger.overhead + (trailer == nil ? 0 : charger.unhitching)
            }
            if let tank, let price = station.fuels[tank.fuel.name] {
                place.fuelPrice = price / tank.fuel.heat
            }
            return place
        }
        return [StopProblem.Place(name: "start", distance: first)] + middle
            + [StopProblem.Place(name: "destination", distance: last)]
    }
}
