import Hybrid
import Yams

extension ImportSource {
    /// A vehicle of FASTSim 3.
    func fastSim3() throws(SiteMistakes) -> ImportedVehicle {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        var reader = FASTSim3Reader(root: try root())
        let vehicle = reader.vehicle(source: "FASTSim 3, \(file)")
        guard let vehicle, reader.mistakes.isEmpty else {
            throw SiteMistakes(file: name, mistakes: reader.mistakes)
        }
        return vehicle.imported()
    }
}

/// Makes a vehicle of the YAML of FASTSim 3.
struct FASTSim3Reader {
    let root: Node
    private(set) var mistakes: [SiteMistakes.Mistake] = []
    private var notices: [String] = []

    init(root: Node) { self.root = root }

    /// What stands at a path; nil where nothing does.
    private func node(_ path: String) -> Node? {
        var node: Node? = root
        for key in path.split(separator: ".") {
            node = node?.mapping?.first { $0.key.string == String(key) }?.value
        }
        guard let node, !["~", "null", ""].contains(node.scalar?.string) else { return nil }
        return node
    }

    private func number(_ path: String) -> Double? { node(path)?.float }

    private mutating func reject(_ path: String, _ message: String) {
        mistakes.append(.init(path: path, line: node(path)?.mark?.line, message: message))
    }

    /// nil where nothing stands; what is no number is a mistake.
    private mutating func optional(_ path: String) -> Double? {
        guard let node = node(path) else { return nil }
        // FASTSim writes years between quotes.
        let written = node.float ?? node.scalar.flatMap { Double($0.string) }
        guard let number = written, number.isFinite else {
            reject(path, "is not a number; write one, or leave it out")
            return nil
        }
        return number
    }

    /// The same with what FASTSim takes where nothing stands.
    private mutating func optional(_ path: String, or usual: Double) -> Double {
        optional(path) ?? usual
    }

    private mutating func required(_ path: String, allowsZero: Bool = false) -> Double {
        let before = mistakes.count
        guard let number = optional(path) else {
            if mistakes.count == before { reject(path, "is missing") }
            return 1
        }
        if number < 0 || (number == 0 && !allowsZero) {
            reject(
                path,
                "is \(short(number)); it has to be \(allowsZero ? "0 or more" : "above 0")"
            )
            return 1
        }
        return number
    }

    /// nil after a mistake.
    mutating func vehicle(source: String) -> FASTSimVehicle? {
        let kind = node("pt_type")?.mapping?.first?.key.string ?? ""
        let power: FASTSimVehicle.Power
        switch kind {
        case "BEV": power = .electric(electric())
        case "Conv": power = .engine(engine())
        default:
            reject(
                "pt_type",
                "\(quoted(kind)) cannot be imported: a hybrid of FASTSim has its engine on the "
                    + "wheels; BEV and Conv can be"
            )
            return nil
        }
        let cargo = optional("chassis.cargo_mass_kilograms", or: 0)
        let mass = mass(kind, cargo: cargo)
        let radius = required("chassis.wheel_radius_meters")
        let friction = required("chassis.wheel_fric_coef")
        let height = optional("chassis.cg_height_meters", or: 0)
        let lever = height * friction / required("chassis.wheel_base_meters")
        let axle = required("chassis.drive_axle_weight_frac")
        notices.append(
            "air: FASTSim 3 takes it from the cycle, 183 m and 22 °C where nothing is said"
        )
        if node("cabin")?.mapping != nil || node("hvac")?.mapping != nil {
            notices.append("cabin, hvac: their heat is not carried over")
        }
        return FASTSimVehicle(
            name: node("name")?.string ?? "vehicle of FASTSim",
            year: optional("year").map { Int($0) }.flatMap { $0 > 1900 ? $0 : nil },
            source: source,
            mass: mass,
            cargo: min(cargo, 0.5 * mass),
            dragCoefficient: required("chassis.drag_coef"),
            frontalArea: required("chassis.frontal_area_square_meters"),
            rollingCoefficient: required("chassis.wheel_rr_coef"),
            wheelInertia: required("chassis.wheel_inertia_kilogram_square_meters", allowsZero: true)
                * optional("chassis.num_wheels", or: 4),
            wheelRadius: radius,
            auxiliaries: required("pwr_aux_base_watts", allowsZero: true) / 1000,
            gear: gear(kind),
            traction: friction * axle * mass * FASTSimVehicle.gravity / (1 + lever),
            power: power,
            notices: notices
        )
    }

    private mutating func mass(_ kind: String, cargo: Double) -> Double {
        if let whole = optional("mass_kilograms"), whole > 0 { return whole }
        let parts = ["fs", "fc", "res", "em", "transmission"].compactMap {
            optional("pt_type.\(kind).\($0).mass_kilograms")
        }
        guard let glider = optional("chassis.glider_mass_kilograms"), !parts.isEmpty else {
            reject("mass_kilograms", "is missing, and the masses of the parts are too")
            return 1
        }
        return parts.reduce(glider + cargo, +)
    }

    /// An efficiency of the transmission, or the mean of its map.
    private mutating func gear(_ kind: String) -> Double {
        let path = "pt_type.\(kind).transmission.eff_interp"
        if let number = number(path) ?? number("\(path).Constant") { return number }
        reject(path, "only a constant efficiency of the transmission can be imported")
        return 1
    }

    private mutating func map(_ path: String) -> FASTSimVehicle.Map {
        let grid = node("\(path).data.grid")?.sequence?.first?.sequence ?? []
        let cells = node("\(path).data.values")?.sequence ?? []
        let loads = grid.compactMap(\.float)
        let values = cells.compactMap(\.float)
        guard !loads.isEmpty, loads.count == grid.count, values.count == cells.count,
            loads.count == values.count
        else {
            reject(path, "has no grid of loads, all numbers, with a value for each")
            return FASTSimVehicle.Map(loads: [0], efficiencies: [1])
        }
        var map = FASTSimVehicle.Map(loads: loads, efficiencies: values)
        if node("\(path).strategy")?.mapping != nil { map = map.stepped }
        return map
    }

    private mutating func electric() -> FASTSimVehicle.Electric {
        let battery = "pt_type.BEV.res"
        var oneWay = optional("\(battery).eff_interp.Constant")
        if oneWay == nil {
            notices.append(
                "battery: its efficiency by current, charge and temperature is not carried over; "
                    + "98.5 % one way is assumed"
            )
            oneWay = 0.985
        }
        let map = map("pt_type.BEV.em.eff_interp_achieved")
        return FASTSimVehicle.Electric(
            shaftKilowatts: required("pt_type.BEV.em.pwr_out_max_watts") / 1000,
            map: map,
            brakingEfficiency: map.efficiencies.first,
            share: 1,
            blend: nil,
            grossKilowattHours: required("\(battery).energy_capacity_joules") / SI.kilowattHour,
            window: (
                optional("\(battery).min_soc", or: 0), optional("\(battery).max_soc", or: 1)
            ),
            batteryKilowatts: required("\(battery).pwr_out_max_watts") / 1000,
            oneWay: oneWay ?? 1,
            charger: 0.86
        )
    }

    private mutating func engine() -> FASTSimVehicle.Engine {
        let engine = "pt_type.Conv.fc"
        if node("\(engine).thrml")?.mapping != nil {
            notices.append("engine: what it burns more while cold is not carried over")
        }
        let cutsFuel = node("pt_type.Conv.dfco_cntrl.dfco_enabled")?.bool ?? false
        let cut = optional("pt_type.Conv.dfco_cntrl.minimum_dfco_speed_meters_per_second")
        let fuel = node("pt_type.Conv.fs.fuel_type")?.string?.lowercased() ?? ""
        return FASTSimVehicle.Engine(
            shaftKilowatts: required("\(engine).pwr_out_max_watts") / 1000,
            map: map("\(engine).eff_interp_from_pwr_out"),
            alternator: min(optional("pt_type.Conv.alt_eff", or: 1), 1),
            idleFuelKilowatts: optional("\(engine).pwr_idle_fuel_watts", or: 0) / 1000,
            fuelCut: cutsFuel ? (cut ?? 0) / SI.kmh : nil,
            stopsAtRest: node("pt_type.Conv.pt_cntrl")?.mapping?.first?.key.string == "StartStop",
            tankKilowattHours: optional("pt_type.Conv.fs.energy_capacity_joules", or: 1.8e9)
                / SI.kilowattHour,
            fuel: fuel.contains("diesel") ? "diesel" : "gasoline"
        )
    }
}

extension FASTSimVehicle.Map {
    /// A value holds up to the next load: a step where FASTSim asks for one.
    fileprivate var stepped: FASTSimVehicle.Map {
        var map = FASTSimVehicle.Map(loads: [], efficiencies: [])
        for (index, load) in loads.enumerated() {
            if index > 0 {
                map.loads.append(load * (1 - 1e-6))
                map.efficiencies.append(efficiencies[index - 1])
            }
            map.loads.append(load)
            map.efficiencies.append(efficiencies[index])
        }
        return map
    }
}
