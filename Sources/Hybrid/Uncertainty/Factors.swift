// The one place where a factor on a figure changes a value; what is not named stays as it is.

extension VehicleSheet {
    /// The vehicle with some of its figures multiplied.
    ///
    /// `rolling` is A and B of the road load, `drag` its C, `mass` that as driven (A follows it, as
    /// it does on the road), `drive` the loss of the machines, `auxiliaries` what is drawn without
    /// heating and cooling, `climate` what these draw, `battery` the charge that it holds, and
    /// `generator` the fuel that the engine needs for a power, whether it turns a generator or the
    /// wheels.
    package func applying(_ factors: [Band.Figure: Double]) -> VehicleSheet {
        var sheet = self
        for (figure, factor) in factors { sheet.apply(figure, factor) }
        return sheet
    }

    private mutating func apply(_ figure: Band.Figure, _ factor: Double) {
        switch figure {
        case .rolling:
            vehicle.roadLoad.rolling *= factor
            vehicle.roadLoad.linear *= factor
        case .drag: vehicle.roadLoad.quadratic *= factor
        case .mass:
            curbMass += vehicle.mass * (factor - 1)
            vehicle.mass *= factor
        case .drive, .battery, .generator: vehicle.powertrain.apply(figure, factor)
        case .auxiliaries: vehicle.auxiliaries.base *= factor
        case .climate:
            vehicle.auxiliaries.climate = vehicle.auxiliaries.climate.mapped { $0 * factor }
        case .vehiclePrice: ownership.price = ownership.price.map { $0 * factor }
        // Of the trailer and of the economy.
        case .trailerDrag, .trailerMass, .fuelPrice, .electricityPrice, .gridCarbon: break
        }
    }
}

extension Vehicle.Powertrain {
    fileprivate mutating func apply(_ figure: Band.Figure, _ factor: Double) {
        switch self {
        case .electric(var drive, var battery):
            if figure == .drive { drive = drive.losing(factor) }
            if figure == .battery { battery.charge *= factor }
            self = .electric(drive, battery)
        case .series(var drive, var battery, var generator):
            if figure == .drive { drive = drive.losing(factor) }
            if figure == .battery { battery.charge *= factor }
            if figure == .generator { generator = generator.burning(factor) }
            self = .series(drive, battery, generator)
        case .conventional(var engine):
            if figure == .generator { engine = engine.burning(factor) }
            self = .conventional(engine)
        }
    }
}

extension Trailer {
    /// The trailer with some of its figures multiplied: `trailerDrag` and `trailerMass`.
    package func applying(_ factors: [Band.Figure: Double]) -> Trailer {
        var trailer = self
        trailer.dragArea *= factors[.trailerDrag] ?? 1
        trailer.mass *= factors[.trailerMass] ?? 1
        return trailer
    }
}

extension Economy {
    /// The economy with its figures multiplied: `fuelPrice`, `electricityPrice` and `gridCarbon`.
    package func applying(_ factors: [Band.Figure: Double]) -> Economy {
        var economy = self
        let fuel = factors[.fuelPrice] ?? 1
        let electricity = factors[.electricityPrice] ?? 1
        economy.fuels = economy.fuels.mapValues { supply in
            Economy.FuelSupply(
                price: supply.price * fuel,
                upstreamCarbon: supply.upstreamCarbon
            )
        }
        economy.homePrice *= electricity
        economy.fastPrice *= electricity
        let grid = factors[.gridCarbon] ?? 1
        economy.gridCarbon *= grid
        economy.gridUpstreamCarbon *= grid
        return economy
    }
}

extension Route {
    /// The route with the prices of its stations multiplied: `fuelPrice` and `electricityPrice`.
    func applying(_ factors: [Band.Figure: Double]) -> Route {
        var route = self
        for index in route.stations.indices {
            route.stations[index].charger?.price *= factors[.electricityPrice] ?? 1
            route.stations[index].fuels = route.stations[index].fuels.mapValues {
                $0 * (factors[.fuelPrice] ?? 1)
            }
        }
        return route
    }
}

extension MissionSet {
    /// The missions with the figures of their trailers multiplied.
    package func applying(_ factors: [Band.Figure: Double]) -> MissionSet {
        guard factors[.trailerDrag] != nil || factors[.trailerMass] != nil else { return self }
        return mapping { mission in
            var changed = mission
            changed.trailer = mission.trailer?.applying(factors)
            return changed
        }
    }
}
