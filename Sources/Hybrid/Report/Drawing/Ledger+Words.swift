extension Ledger.Item {
    /// As bars and sentences name it.
    var words: String {
        switch self {
        case .fuel: "fuel"
        case .battery: "battery"
        case .engineLoss: "heat of the engine"
        case .batteryLoss: "heat of the battery"
        case .driveLoss: "machines and gears"
        case .auxiliaries: "heating, lamps"
        case .cabinHeat: "cabin heat"
        case .brakes: "brakes"
        case .rolling: "rolling"
        case .air: "air"
        case .climb: "height gained"
        case .acceleration: "speed gained"
        }
    }

    /// What that is; of a thing that can go both ways, `isGiven` where it was taken back.
    func meaning(isGiven: Bool) -> String {
        switch self {
        case .fuel: "burned"
        case .battery: isGiven ? "stored in it" : "taken from its store"
        case .engineLoss: "what the fuel gives neither as electricity nor as work"
        case .batteryLoss: "in its resistance"
        case .driveLoss: "heat of machines, inverters and gears"
        case .auxiliaries: "heaters and cooling, lamps, computers"
        case .cabinHeat: "of the engine, in the place of the heaters'"
        case .brakes: "heat that was not taken back"
        case .rolling: "tires and bearings"
        case .air: "drag"
        case .climb: isGiven ? "given up" : "kept at the end"
        case .acceleration: isGiven ? "given up to the end" : "kept at the end"
        }
    }
}
