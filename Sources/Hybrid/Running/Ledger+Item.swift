extension Ledger {
    /// What an energy came from or went to, in the order in which it lies between source and road.
    package enum Item: String, Sendable, Hashable, CaseIterable {
        case fuel
        case battery
        case engineLoss = "engine_loss"
        case batteryLoss = "battery_loss"
        case driveLoss = "drive_loss"
        case auxiliaries
        case cabinHeat = "cabin_heat"
        case brakes
        case rolling
        case air
        case climb
        case acceleration

        package static let inputs: [Item] = [.fuel, .battery]
        package static let outputs: [Item] = allCases.filter { !inputs.contains($0) }
    }

    /// In J.
    package subscript(_ item: Item) -> Double {
        switch item {
        case .fuel: fuel
        case .battery: battery
        case .engineLoss: engineLoss
        case .batteryLoss: batteryLoss
        case .driveLoss: driveLoss
        case .auxiliaries: auxiliaries
        case .cabinHeat: cabinHeat
        case .brakes: brakes
        case .rolling: rolling
        case .air: air
        case .climb: climb
        case .acceleration: acceleration
        }
    }

    /// Item by item; spelled out, since runs are added up in every lap.
    @inline(__always)
    func combined(with other: Self, _ combine: (Double, Double) -> Double) -> Self {
        var all = self
        all.fuel = combine(fuel, other.fuel)
        all.battery = combine(battery, other.battery)
        all.engineLoss = combine(engineLoss, other.engineLoss)
        all.batteryLoss = combine(batteryLoss, other.batteryLoss)
        all.driveLoss = combine(driveLoss, other.driveLoss)
        all.auxiliaries = combine(auxiliaries, other.auxiliaries)
        all.cabinHeat = combine(cabinHeat, other.cabinHeat)
        all.brakes = combine(brakes, other.brakes)
        all.rolling = combine(rolling, other.rolling)
        all.air = combine(air, other.air)
        all.climb = combine(climb, other.climb)
        all.acceleration = combine(acceleration, other.acceleration)
        return all
    }
}
