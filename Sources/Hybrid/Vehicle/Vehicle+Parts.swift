extension Vehicle {
    /// What it burns; nothing where it does not.
    package var fuel: Fuel? {
        switch powertrain {
        case .electric: nil
        case .series(_, _, let generator): generator.fuel
        case .conventional(let engine): engine.fuel
        }
    }

    package var battery: Battery? {
        switch powertrain {
        case .electric(_, let battery), .series(_, let battery, _): battery
        case .conventional: nil
        }
    }

    package var generator: Generator? {
        switch powertrain {
        case .series(_, _, let generator): generator
        case .electric, .conventional: nil
        }
    }

    /// The most that the engine gives in W; nothing without one.
    ///
    /// Of a generator at the bus; of an engine with gears at its shaft; of one that is known by its fuel
    /// alone at the wheels.
    package var enginePower: Double? {
        switch powertrain {
        case .electric: nil
        case .series(_, _, let generator): generator.maximumPower
        case .conventional(let engine): engine.geared?.engine.power ?? engine.power
        }
    }

    /// In l; nothing where it burns nothing.
    package var tank: Double? {
        switch powertrain {
        case .electric: nil
        case .series(_, _, let generator): generator.tank
        case .conventional(let engine): engine.tank
        }
    }

    /// A full tank in J; zero where it burns nothing.
    package var tankEnergy: Double {
        guard let tank, let fuel else { return 0 }
        return tank * fuel.heat
    }

    /// In the words of a buyer.
    package var kind: String {
        switch powertrain {
        case .electric: "battery electric"
        case .series(_, let battery, _):
            battery.usableEnergy >= 5 * SI.kilowattHour
                ? "range-extended electric" : "series hybrid"
        case .conventional: "combustion engine"
        }
    }
}
