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
        get {
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
        set {
            switch item {
            case .fuel: fuel = newValue
            case .battery: battery = newValue
            case .engineLoss: engineLoss = newValue
            case .batteryLoss: batteryLoss = newValue
            case .driveLoss: driveLoss = newValue
            case .auxiliaries: auxiliaries = newValue
            case .cabinHeat: cabinHeat = newValue
            case .brakes: brakes = newValue
            case .rolling: rolling = newValue
            case .air: air = newValue
            case .climb: climb = newValue
            case .acceleration: acceleration = newValue
            }
        }
    }
}
