import Foundation
import Hybrid
import Yams

extension ImportSource {
    /// A vehicle of FASTSim 2, from whichever of its files.
    func fastSim2() throws(SiteMistakes) -> ImportedVehicle {
        let (figures, place) = try fastSim2Figures()
        var reader = FASTSim2Reader(figures: figures)
        let vehicle = reader.vehicle(source: "FASTSim 2, \(place)")
        guard let vehicle, reader.figures.mistakes.isEmpty else {
            throw SiteMistakes(file: name, mistakes: reader.figures.mistakes)
        }
        return vehicle.imported()
    }

    private func fastSim2Figures() throws(SiteMistakes) -> (FASTSimFigures, String) {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        guard kind != .fastSim2 else {
            return (FASTSimFigures(try root()), file)
        }
        var complaints = Complaints()
        let table = Table(text, path: name, &complaints)
        if kind == .fastSimParameters {
            guard let key = table.columns.firstIndex(of: "Param Name"),
                let value = table.columns.firstIndex(of: "Param Value")
            else { throw mistake("has no columns Param Name and Param Value") }
            var figures = FASTSimFigures()
            for row in 0..<table.count {
                figures.set(String(table[row, key]), cell: table[row, value])
            }
            return (figures, file)
        }
        let title = table.columns.firstIndex { FASTSimFigures.modern($0) == "scenario_name" }
        guard let title else { throw mistake("has no column scenario_name") }
        let number = table.columns.firstIndex(of: "selection")
        let rows = 0..<table.count
        let names = rows.map { String(table[$0, title]) }
        let numbers = rows.map { row in number.flatMap { Int(table[row, $0]) } ?? row + 1 }
        let index = try row(names: names, numbers: numbers)
        return (FASTSimFigures(row: index, of: table), "vehicle \(numbers[index]) of \(file)")
    }

    /// The mapping of a YAML file.
    func root() throws(SiteMistakes) -> Node {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch {
            throw mistake("is not YAML: \(error)")
        }
        guard let root, root.mapping != nil else { throw mistake("is not a mapping of parameters") }
        return root
    }
}

/// Makes a vehicle of the parameters of FASTSim 2.
struct FASTSim2Reader {
    var figures: FASTSimFigures

    /// nil after a mistake.
    mutating func vehicle(source: String) -> FASTSimVehicle? {
        let name = figures.word("scenario_name") ?? "vehicle of FASTSim"
        let kind = figures.word("veh_pt_type") ?? ""
        let power: FASTSimVehicle.Power
        var notices: [String] = []
        switch kind {
        case "BEV": power = .electric(electric())
        case "Conv":
            power = .engine(engine())
            if figures.flag("stop_start") {
                notices.append(
                    "stop_start: the engine stops at rest, as in FASTSim; no start costs fuel"
                )
            }
        default:
            figures.reject(
                "veh_pt_type",
                "\(quoted(kind)) cannot be imported: a hybrid of FASTSim has its engine on the "
                    + "wheels; BEV and Conv can be"
            )
            return nil
        }
        let radius = figures.required("wheel_radius_m")
        let cargo = figures.optional("cargo_kg", or: 0)
        let mass = mass(cargo: cargo)
        let friction = figures.required("wheel_coef_of_fric")
        let height = figures.optional("veh_cg_m", or: 0)
        let lever = height * friction / figures.required("wheel_base_m")
        let axle = figures.required("drive_axle_weight_frac")
        return FASTSimVehicle(
            name: name,
            year: figures.optional("veh_year").map { Int($0) }.flatMap { $0 > 1900 ? $0 : nil },
            source: source,
            mass: mass,
            cargo: min(cargo, 0.5 * mass),
            dragCoefficient: figures.required("drag_coef"),
            frontalArea: figures.required("frontal_area_m2"),
            rollingCoefficient: figures.required("wheel_rr_coef"),
            wheelInertia: figures.required("wheel_inertia_kg_m2", allowsZero: true)
                * figures.optional("num_wheels", or: 4),
            wheelRadius: radius,
            auxiliaries: figures.required("aux_kw", allowsZero: true),
            gear: figures.required("trans_eff"),
            traction: friction * axle * mass * FASTSimVehicle.gravity / (1 + lever),
            power: power,
            notices: notices
        )
    }

    /// As FASTSim 2 adds it up where no mass is given for the whole.
    private mutating func mass(cargo: Double) -> Double {
        if let whole = figures.optional("veh_override_kg"), whole > 0 { return whole }
        let battery = part("ess_max_kwh")
        let machine = part("mc_max_kw")
        let engine = part("fc_max_kw")
        let tank = part("fs_kwh")
        var parts = part("trans_kg")
        if battery > 0, part("ess_max_kw") > 0 {
            parts += battery * part("ess_kg_per_kwh") + part("ess_base_kg")
        }
        if machine > 0 { parts += machine * part("mc_pe_kg_per_kw") + part("mc_pe_base_kg") }
        if engine > 0 { parts += engine / figures.required("fc_kw_per_kg") + part("fc_base_kg") }
        if tank > 0 { parts += tank / figures.required("fs_kwh_per_kg") }
        return cargo + figures.required("glider_kg")
            + parts * figures.optional("comp_mass_multiplier", or: 1)
    }

    /// Zero where nothing stands: a part that the vehicle does not have.
    private mutating func part(_ name: String) -> Double {
        figures.optional(name, or: 0)
    }

    private mutating func electric() -> FASTSimVehicle.Electric {
        let power = figures.required("mc_max_kw")
        let roundTrip = figures.required("ess_round_trip_eff")
        let window = (figures.optional("min_soc", or: 0), figures.optional("max_soc", or: 1))
        if !(window.0 < window.1 && window.0 >= 0 && window.1 <= 1) {
            figures.reject("max_soc", "has to be above min_soc, and both from 0 to 1")
        }
        return FASTSimVehicle.Electric(
            shaftKilowatts: power,
            map: map("mc_pwr_out_perc", "mc_eff_map", FASTSim2Reader.loads(machine: power)),
            brakingEfficiency: nil,
            share: min(figures.optional("max_regen", or: 0.98), 1),
            blend: blend(),
            grossKilowattHours: figures.required("ess_max_kwh"),
            window: window,
            batteryKilowatts: figures.required("ess_max_kw"),
            oneWay: roundTrip.squareRoot(),
            charger: min(figures.optional("chg_eff", or: 0.86), 1)
        )
    }

    /// FASTSim 2 fades regeneration in with 1 / (1 + a exp(-b (mph + 1))): the line with its slope.
    private mutating func blend() -> (Double, Double)? {
        let a = figures.optional("regen_a", or: 500)
        let b = figures.optional("regen_b", or: 0.99)
        guard a > 0, b > 0 else { return nil }
        let middle = log(a) / b - 1
        let kmh = SI.mph / SI.kmh
        let ends = (max(0, middle - 2 / b) * kmh, (middle + 2 / b) * kmh)
        return ends.1 > ends.0 ? ends : nil
    }

    private mutating func engine() -> FASTSimVehicle.Engine {
        let kind = figures.word("fc_eff_type") ?? "SI"
        if kind == "H2FC" {
            figures.reject("fc_eff_type", "a fuel cell cannot be imported")
        }
        let tank = figures.optional("fs_kwh", or: 0)
        return FASTSimVehicle.Engine(
            shaftKilowatts: figures.required("fc_max_kw"),
            map: map("fc_pwr_out_perc", "fc_eff_map", FASTSim2Reader.loads(engine: kind)),
            alternator: min(figures.optional("alt_eff", or: 1), 1),
            idleFuelKilowatts: 0,
            fuelCut: nil,
            stopsAtRest: figures.flag("stop_start"),
            tankKilowattHours: tank > 0 ? tank : 500,
            fuel: kind.contains("Diesel") ? "diesel" : "gasoline"
        )
    }

    /// A map of the file, or FASTSim's own for that kind.
    private mutating func map(
        _ loads: String,
        _ efficiencies: String,
        _ usual: FASTSimVehicle.Map
    ) -> FASTSimVehicle.Map {
        var map = usual
        if let list = figures.list(efficiencies) { map.efficiencies = list }
        if let list = figures.list(loads) { map.loads = list }
        if map.loads.count != map.efficiencies.count {
            figures.reject(
                efficiencies,
                "has \(map.efficiencies.count) points, \(loads) has \(map.loads.count)"
            )
        }
        return map
    }
}

extension FASTSim2Reader {
    /// FASTSim 2's curves for an engine of a type: its parameters.py.
    static func loads(engine: String) -> FASTSimVehicle.Map {
        let efficiencies: [Double] =
            switch engine {
            case "Atkinson":
                [0.10, 0.12, 0.28, 0.35, 0.375, 0.39, 0.40, 0.40, 0.38, 0.37, 0.36, 0.35]
            case "Diesel", "HDDiesel", "HD_Diesel":
                [0.10, 0.14, 0.20, 0.26, 0.32, 0.39, 0.41, 0.42, 0.41, 0.38, 0.36, 0.34]
            default: [0.10, 0.12, 0.16, 0.22, 0.28, 0.33, 0.35, 0.36, 0.35, 0.34, 0.32, 0.30]
            }
        return FASTSimVehicle.Map(
            loads: [0, 0.005, 0.015, 0.04, 0.06, 0.1, 0.14, 0.2, 0.4, 0.6, 0.8, 1],
            efficiencies: efficiencies
        )
    }

    /// The same for a machine of a power in kW: between the curves of one of 7.5 and one of 75 kW.
    static func loads(machine kilowatts: Double) -> FASTSimVehicle.Map {
        let large = [0.84, 0.86, 0.88, 0.90, 0.91, 0.92, 0.94, 0.95, 0.95, 0.94, 0.93]
        let small = [0.12, 0.16, 0.21, 0.29, 0.35, 0.42, 0.75, 0.92, 0.93, 0.93, 0.92]
        let share = min(max((kilowatts - 7.5) / (75 - 7.5), 0), 1)
        return FASTSimVehicle.Map(
            loads: [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6, 0.8, 1],
            efficiencies: zip(large, small).map { share * $0 + (1 - share) * $1 }
        )
    }
}
