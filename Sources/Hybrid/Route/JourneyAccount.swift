extension Journey {
    /// What was driven, with all that a report needs of it.
    func account(_ drive: JourneyDrive, rounds: Int) -> JourneyResult {
        account(drive, outcome: .arrived, rounds: rounds)
    }

    /// A journey that cannot be made: as far as it gets.
    func account(gap: StopGap, in problem: StopProblem) -> JourneyResult {
        let from = problem.places[gap.from]
        let to = problem.places[gap.to]
        var told = JourneyGap(
            from: from.name,
            fromPlace: from.distance,
            to: to.name,
            toPlace: to.distance
        )
        var end = gap.from
        switch gap.missing {
        case .energy(let energy):
            told.energy = energy
            end = gap.to
        case .fuel(let heat):
            told.fuel = tank?.fuel.liters(heat)
            // One whose engine turns the wheels ends where it could still have had some.
            if line != nil { end = gap.to }
        }
        let drive = drive(gap.before, of: problem, end: max(end, 1))
        told.strandedAt = drive.stranded
        if told.energy != nil, drive.stranded == nil {
            told.socArriving = circuit?.soc(at: drive.end.stored)
            told.shareArriving = circuit.map { share($0, drive.end.stored) }
        }
        return account(drive, outcome: .unreachable(told), rounds: 1)
    }

    private func account(
        _ drive: JourneyDrive,
        outcome: JourneyResult.Outcome,
        rounds: Int
    ) -> JourneyResult {
        let survey = JourneySurvey(self, drive)
        let liters = { (heat: Double) in self.tank?.fuel.liters(heat) ?? 0 }
        let trips = drive.legs.map(\.drive.trip)
        var times = JourneyResult.Times(driving: trips.reduce(0) { $0 + $1.duration })
        for stop in drive.stops {
            times.charging += stop.charging
            times.waiting += stop.wait + stop.overhead
            times.refueling += stop.refueling
        }
        let energy = energy(drive)
        let slow = survey.slow()
        let stops = stops(drive)
        return JourneyResult(
            vehicle: sheet.id,
            name: sheet.vehicle.name,
            kind: kind,
            trailer: trailer?.name,
            route: route.name,
            conditions: conditions,
            control: line == nil ? nil : "\(options.control)",
            payload: sheet.payload,
            warnings: sheet.warnings(with: trailer) + unproven(drive.plan),
            outcome: outcome,
            plan: JourneyResult.Plan(
                seconds: drive.plan.seconds,
                soc: circuit.map { $0.soc(at: drive.plan.stored) },
                fuel: liters(planned(drive)),
                worstSOC: worstSOC(drive),
                rounds: rounds,
                labels: drive.plan.labels,
                isComplete: drive.plan.isComplete,
                isAccepted: drive.isAccepted && outcome == .arrived
            ),
            stops: stops,
            distance: trips.reduce(0) { $0 + $1.distance },
            times: times,
            money: money(drive, hours: times.total / 3600),
            carbon: carbon(energy),
            energy: energy,
            charge: charge(drive),
            ledger: trips.reduce(Ledger()) { $0 + $1.ledger },
            unserved: trips.reduce(0) { $0 + $1.shortfall.unserved },
            starts: trips.reduce(0) { $0 + $1.starts },
            engineTime: trips.reduce(0) { $0 + $1.engineTime },
            slow: slow,
            climbs: options.surveysWay ? survey.climbs() : [],
            bound: options.findsBound ? bound(drive) : nil,
            samples: options.surveysWay ? survey.samples() : [],
            steps: options.keepsSteps ? survey.journeySteps() : []
        )
    }

    private var kind: JourneyResult.Kind {
        switch sheet.vehicle.powertrain {
        case .electric: .electric
        case .series: .series
        case .conventional: .conventional
        }
    }

    /// Burned by the plan, in J: what was bought less what is more in the tank.
    private func planned(_ drive: JourneyDrive) -> Double {
        let bought = drive.plan.stops.reduce(0) { $0 + $1.leaving.fuel - $1.arriving.fuel }
        return drive.problem.fuel + bought - drive.plan.fuel
    }

    private func worstSOC(_ drive: JourneyDrive) -> Double {
        guard let circuit else { return 0 }
        return drive.legs.reduce(0) { worst, leg in
            let difference = circuit.soc(at: leg.end.stored) - circuit.soc(at: leg.planned.stored)
            return abs(difference) > abs(worst) ? difference : worst
        }
    }

    private func stops(_ drive: JourneyDrive) -> [JourneyStop] {
        var time = 0.0
        return zip(drive.legs, drive.stops).map { leg, stop in
            time += leg.drive.trip.duration
            let place = drive.problem.places[stop.place]
            defer { time += stop.seconds }
            return JourneyStop(
                name: place.name,
                distance: place.distance,
                time: time,
                socArriving: circuit.map { $0.soc(at: stop.arriving.stored) },
                socLeaving: circuit.map { $0.soc(at: stop.leaving.stored) },
                fuelArriving: tank?.fuel.liters(stop.arriving.fuel) ?? 0,
                fuelLeaving: tank?.fuel.liters(stop.leaving.fuel) ?? 0,
                metered: stop.metered,
                charged: stop.leaving.stored - stop.arriving.stored,
                wait: stop.wait,
                overhead: stop.overhead,
                charging: stop.charging,
                refueling: stop.refueling,
                chargeCost: stop.chargeCost,
                fuelCost: stop.fuelCost
            )
        }
    }

    private func energy(_ drive: JourneyDrive) -> JourneyResult.Energy {
        var energy = JourneyResult.Energy()
        let missing = drive.problem.stored - drive.end.stored
        for leg in drive.legs {
            energy.fuel += leg.drive.trip.fuel
            guard circuit != nil else { continue }
            for step in leg.drive.trip.steps {
                energy.generated += step.generator * step.duration
                energy.demand += step.demand * step.duration
            }
        }
        for stop in drive.stops {
            energy.metered += stop.metered
            energy.charged += stop.leaving.stored - stop.arriving.stored
            energy.fuelBought += stop.leaving.fuel - stop.arriving.fuel
        }
        if let plug = sheet.plug { energy.replaced = missing / plug.homeEfficiency }
        guard let tank else { return energy }
        energy.fuel = tank.fuel.liters(energy.fuel)
        energy.fuelBought = tank.fuel.liters(energy.fuelBought)
        return energy
    }

    private func money(_ drive: JourneyDrive, hours: Double) -> JourneyResult.Money {
        let end = drive.end
        return JourneyResult.Money(
            charging: drive.stops.reduce(0) { $0 + $1.chargeCost },
            fuel: drive.stops.reduce(0) { $0 + $1.fuelCost },
            chargeReplaced: (drive.problem.stored - end.stored) * storedPrice,
            fuelReplaced: (tank?.fuel.liters(drive.problem.fuel - end.fuel) ?? 0) * fuelPrice,
            time: hours * economy.timeValue
        )
    }

    private func carbon(_ energy: JourneyResult.Energy) -> JourneyResult.Carbon {
        let meter = (energy.metered + energy.replaced) / SI.kilowattHour
        let upstream = tank.flatMap { economy.fuels[$0.fuel.name]?.upstreamCarbon } ?? 0
        return JourneyResult.Carbon(
            tailpipe: energy.fuel * (tank?.fuel.carbon ?? 0),
            fuelUpstream: energy.fuel * upstream,
            grid: meter * economy.gridCarbon,
            gridUpstream: meter * economy.gridUpstreamCarbon
        )
    }

    /// An energy in J as a share of what the window of a battery holds.
    private func share(_ circuit: BatteryCircuit, _ stored: Double) -> Double {
        (stored - circuit.low) / (circuit.high - circuit.low)
    }

    private func charge(_ drive: JourneyDrive) -> JourneyResult.Charge? {
        guard let circuit, let first = drive.legs.first?.drive.trip.store,
            let last = drive.legs.last?.drive.trip.store
        else { return nil }
        let stores = drive.legs.compactMap(\.drive.trip.store)
        let window = circuit.high - circuit.low
        return JourneyResult.Charge(
            start: first.socStart,
            end: last.socEnd,
            lowest: stores.reduce(1) { min($0, $1.lowestSOC) },
            window: circuit.window,
            usable: window,
            reserve: circuit.soc(at: floor),
            reserveShare: share(circuit, floor),
            isReserveKept: drive.shortage == 0,
            cycles: stores.reduce(0) { $0 + $1.throughput } / circuit.charge
        )
    }

    /// The least fuel for the demands as they were driven and the charges as they were made.
    private func bound(_ drive: JourneyDrive) -> JourneyResult.Bound? {
        guard case .electric(let runs) = run, let circuit, let tank,
            var line = runs.compactMap(\.line?.electric).max(by: { $0.maximum < $1.maximum })
        else { return nil }
        // The best of the generator anywhere on the route, so that it is a bound everywhere; what
        // the cabin takes of its heat differs by the air of each section.
        line.minimum = runs.compactMap(\.line?.electric.minimum).min() ?? line.minimum
        let stores = drive.legs.compactMap(\.drive.trip.store)
        var demands: [BusDemand] = []
        demands.reserveCapacity(drive.trace.moments.count)
        for leg in drive.legs {
            for step in leg.drive.trip.steps {
                demands.append(
                    BusDemand(power: step.need, duration: step.duration, heat: step.heat)
                )
            }
        }
        let bound = FuelBound(
            demands,
            circuit: runs.first?.favorable ?? circuit,
            line: line,
            from: stores.reduce(0) { $0 + $1.energyStart },
            to: stores.reduce(0) { $0 + $1.energyEnd }
        )
        let burned = drive.legs.reduce(0) { $0 + $1.drive.trip.fuel }
        return JourneyResult.Bound(
            fuel: tank.fuel.liters(bound.fuel),
            gap: bound.gap(burned),
            worth: bound.worth,
            isReachable: bound.isReachable
        )
    }

    /// That there may be better stops than those of a plan; nothing where all were looked at.
    private func unproven(_ plan: StopPlan) -> [String] {
        guard !plan.isComplete else { return [] }
        return [
            "\(sheet.vehicle.name): there are more ways to stop at \(stations.count) stations than the "
                + "\(plan.labels) that were looked at, so better stops are not ruled out"
        ]
    }
}
