/// What both generations of FASTSim say of a vehicle, in the units of a vehicle file.
struct FASTSimVehicle {
    struct Map {
        /// Shares of the power at the shaft, from 0 to 1, in order.
        var loads: [Double]
        /// From 0 to 1.
        var efficiencies: [Double]

        /// In percent, without points that do not come after the one before.
        func percent(times factor: Double = 1) -> [(Double, Double)] {
            var points: [(Double, Double)] = []
            for (load, efficiency) in zip(loads, efficiencies)
            where load * 100 > (points.last?.0 ?? -1) {
                points.append((load * 100, efficiency * factor * 100))
            }
            return points
        }
    }

    struct Electric {
        var shaftKilowatts: Double
        var map: Map
        /// FASTSim 3 brakes at the efficiency of no load.
        var brakingEfficiency: Double?
        /// Of braking, from 0 to 1.
        var share: Double
        /// In km/h; nothing where regeneration does not fade.
        var blend: (Double, Double)?
        var grossKilowattHours: Double
        var window: (Double, Double)
        var batteryKilowatts: Double
        /// One way, from 0 to 1, at any power.
        var oneWay: Double
        /// From the wall to the battery, from 0 to 1.
        var charger: Double
    }

    struct Engine {
        var shaftKilowatts: Double
        var map: Map
        var alternator: Double
        var idleFuelKilowatts: Double
        /// In km/h; nothing where fuel is never cut.
        var fuelCut: Double?
        var stopsAtRest: Bool
        var tankKilowattHours: Double
        var fuel: String
    }

    enum Power {
        case electric(Electric)
        case engine(Engine)
    }

    var name: String
    var year: Int?
    /// `FASTSim 2, vehicle 52 of FASTSim_py_veh_db.csv`.
    var source: String
    /// As driven, in kg.
    var mass: Double
    /// Of that, in kg.
    var cargo: Double
    var dragCoefficient: Double
    var frontalArea: Double
    var rollingCoefficient: Double
    /// Of all wheels, in kg m².
    var wheelInertia: Double
    var wheelRadius: Double
    /// In kW.
    var auxiliaries: Double
    /// From the shaft to the wheels, from 0 to 1.
    var gear: Double
    /// The largest force that the tires hold, in N.
    var traction: Double
    var power: Power
    var notices: [String] = []

    static let gravity = 9.81
}

extension FASTSimVehicle {
    /// What every import has to say.
    private var allNotices: [String] {
        var all = notices
        if case .electric(let part) = power, part.oneWay < 1 {
            all.append(
                "battery: FASTSim's one-way efficiency of \(short(part.oneWay * 100)) % at any power "
                    + "is part of drive and auxiliaries here; resistance_ohm is 0, so cold and fast "
                    + "charging cost nothing more"
            )
        }
        all.append("climate: FASTSim's figure of auxiliaries knows no heating or cooling")
        return all
    }

    func imported() -> ImportedVehicle {
        var text = VehicleText()
        text.comment("From \(source).")
        text.comment("FASTSim is NREL's (Apache-2.0); what it does not say is marked as assumed.")
        text.quote("name", name)
        if let year { text.add("model_year", "\(year)") }
        text.quote("source", source)
        text.gap()
        text.add("curb_mass_kg", mass - cargo)
        text.add("load_kg", cargo)
        text.add("wheel_radius_m", wheelRadius)
        text.add(
            "rotating_mass_percent",
            100 * wheelInertia / (wheelRadius * wheelRadius) / mass
        )
        text.part("road_load") { text in
            text.add("drag_coefficient", dragCoefficient)
            text.add("frontal_area_m2", frontalArea)
            text.add("rolling_coefficient", rollingCoefficient)
            text.add("air_density_kg_per_m3", 1.2)
        }
        text.part("auxiliaries") { $0.add("base_kw", auxiliaries / oneWay) }
        switch power {
        case .electric(let part): write(part, to: &text)
        case .engine(let part): write(part, to: &text)
        }
        return ImportedVehicle(id: VehicleText.id(name), text: text.text, notices: allNotices)
    }

    /// Of the battery; 1 where there is none.
    private var oneWay: Double {
        if case .electric(let part) = power { part.oneWay } else { 1 }
    }

    private func write(_ part: Electric, to text: inout VehicleText) {
        text.part("battery") { text in
            text.add("gross_kwh", part.grossKilowattHours)
            let window = [part.window.0, part.window.1].map { VehicleText.number($0 * 100) }
            text.add("window_percent", "[\(window.joined(separator: ", "))]")
            let voltage = "FASTSim has no voltage; without a resistance it has no effect"
            text.assume("empty_voltage_v", 400, voltage)
            text.assume("full_voltage_v", 400, voltage)
            text.assume("resistance_ohm", 0, "the losses are part of drive and auxiliaries")
            text.add("discharge_kw", part.batteryKilowatts)
            text.add("charge_kw", part.batteryKilowatts)
        }
        text.part("drive") { text in
            text.part("rear") { text in
                let ratio = 10.0
                text.assume("ratio", ratio, "FASTSim knows power only")
                text.assume(
                    "torque_nm",
                    traction * wheelRadius / ratio,
                    "what the tires hold: FASTSim's limit of force"
                )
                text.add("power_kw", part.shaftKilowatts * gear)
                text.add("gear_percent", 100 * (1 - gear))
                text.add("shaft_kw", part.shaftKilowatts)
                text.add("efficiency_percent_by_load", part.map.percent(times: part.oneWay))
                if let braking = part.brakingEfficiency {
                    text.add(
                        "braking_efficiency_percent_by_load",
                        [(0, 100 * braking * part.oneWay)]
                    )
                }
            }
            text.part("regeneration") { text in
                text.add("share_percent", 100 * part.share)
                if let blend = part.blend {
                    let ends = [blend.0, blend.1].map(VehicleText.number)
                    text.add("blend_kmh", "[\(ends.joined(separator: ", "))]")
                }
            }
        }
        text.part("plug") { text in
            text.assume("home_kw", 7.2, "a common wall box; FASTSim has none")
            text.add("home_efficiency_percent", 100 * part.charger)
            let most = min(part.batteryKilowatts, 1.5 * part.grossKilowattHours)
            text.part("fast_kw_by_soc") { text in
                text.add("points", [(0, most), (50, most), (80, most / 2), (100, most / 10)])
                text.add("assumed", "true")
                text.quote(
                    "source",
                    "FASTSim has no fast charging: one and a half times the energy an hour"
                )
            }
        }
    }

    private func write(_ part: Engine, to text: inout VehicleText) {
        text.part("engine") { text in
            text.add("power_kw", part.shaftKilowatts * gear)
            text.add("force_n", traction)
            text.add("idle_fuel_kw", part.idleFuelKilowatts)
            text.add("shaft_kw", part.shaftKilowatts)
            text.add("gear_percent", 100 * (1 - gear))
            text.add("efficiency_percent_by_load", part.map.percent())
            text.add("alternator_percent", 100 * part.alternator)
            if let cut = part.fuelCut { text.add("fuel_cut_kmh", cut) }
            if part.stopsAtRest { text.add("stops_at_rest", "true") }
            text.add("fuel", part.fuel)
            // FASTSim 2 has 33.7 kWh in a gallon of anything.
            text.add("tank_gal", part.tankKilowattHours / 33.7)
        }
    }
}
