import Hybrid
import Site
import Testing

@Suite struct ImportTests {
    /// The columns of FASTSim 2's table that matter, and two vehicles of round figures.
    static let table = """
        selection,Scenario name,veh_year,veh_pt_type,drag_coef,frontal_area_m2,glider_kg,veh_cg_m,drive_axle_weight_frac,wheel_base_m,cargo_kg,veh_override_kg,fc_max_kw,fc_eff_type,fc_kw_per_kg,fc_base_kg,fs_kwh,fs_kwh_per_kg,mc_max_kw,ess_max_kw,ess_max_kwh,ess_round_trip_eff,min_soc,max_soc,wheel_inertia_kg_m2,num_wheels,wheel_rr_coef,wheel_radius_m,wheel_coef_of_fric,max_regen,trans_eff,trans_kg,comp_mass_multiplier,aux_kw,alt_eff,chg_eff,stop_start,fc_eff_map,mc_eff_map
        1,2030 Round electric,2030,BEV,0.3,2.5,1000,0.5,0.6,2.5,100,2000,0,SI,2,60,0,10,100,150,50,0.9604,0.1,0.9,1,4,0.01,0.5,0.8,0.98,0.98,100,1.4,0.49,1,0.9,FALSE,,
        2,Round engine,,Conv,0.3,2.5,1000,0.5,0.6,2.5,100,,100,Diesel,2,60,337,10,0,0,0,0.97,0.1,0.9,1,4,0.01,0.5,0.8,0.98,0.9,100,1.4,0.7,1,0.9,FALSE,"[0.10, 0.14, 0.20, 0.26, 0.32, 0.39, 0.41, 0.42, 0.41, 0.38, 0.36, 0.40]",
        3,Round hybrid,,HEV,0.3,2.5,1000,0.5,0.6,2.5,100,,100,SI,2,60,337,10,50,50,1,0.97,0.1,0.9,1,4,0.01,0.5,0.8,0.98,0.9,100,1.4,0.7,1,0.9,FALSE,,

        """

    private func sheet(row: Int? = nil, vehicle: String? = nil) throws -> VehicleSheet {
        let imported = try ImportedVehicle.read(
            Self.table,
            name: "table.csv",
            row: row,
            vehicle: vehicle
        )
        return try VehicleFile.decode(imported.text, name: "\(imported.id).yaml").sheet
    }

    private func mistakes(
        _ text: String,
        row: Int? = nil,
        vehicle: String? = nil
    ) -> [String] {
        do {
            _ = try ImportedVehicle.read(text, name: "file", row: row, vehicle: vehicle)
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `an electric row keeps its figures`() throws {
        let sheet = try sheet(row: 1)
        #expect(sheet.id == "2030-round-electric")
        let vehicle = sheet.vehicle
        #expect(vehicle.mass == 2000)
        #expect(sheet.curbMass == 1900)
        // Four wheels of 1 kg m² at a radius of 0.5 m are 16 kg.
        #expect(abs(vehicle.rotating - 16.0 / 2000) < 1e-12)
        #expect(abs(vehicle.roadLoad.quadratic - 0.6 * 0.75) < 1e-12)
        guard case .electric(let drive, let battery) = vehicle.powertrain else {
            Issue.record("an electric vehicle")
            return
        }
        let curve = try #require(drive.rear.curve)
        #expect(abs(drive.rear.power - 98_000) < 1e-6)
        #expect(curve.power == 100_000)
        #expect(abs(curve.gear - 0.98) < 1e-12)
        // The efficiency of the battery one way, 0.98, goes with that of the machine.
        #expect(abs(curve.driving(0.4) - 0.95 * 0.98) < 1e-9)
        #expect(abs(vehicle.auxiliaries.base - 500) < 1e-6)
        #expect(battery.window == 0.1...0.9)
        #expect(abs(battery.usableEnergy / 3.6e6 - 40) < 1e-6)
        #expect(battery.resistance == 0)
    }

    @Test func `an engine row keeps its map, and its mass is that of its parts`() throws {
        let vehicle = try sheet(vehicle: "round engine").vehicle
        guard case .conventional(let engine) = vehicle.powertrain else {
            Issue.record("a vehicle with an engine")
            return
        }
        let parts = 100 + (100 / 2 + 60) + 337 / 10.0
        #expect(abs(vehicle.mass - (1100 + 1.4 * parts)) < 1e-6)
        let curve = try #require(engine.curve)
        #expect(abs(curve.driving(1) - 0.4) < 1e-9)
        #expect(abs(curve.gear - 0.9) < 1e-9)
        #expect(engine.fuel.name == "diesel")
        #expect(abs(engine.tank - 10 * SI.gallon) < 1e-6)
    }

    @Test func `which vehicle of a table is meant has to be said`() {
        #expect(mistakes(Self.table)[0].contains("has 3 vehicles; say which by --row or --name"))
        #expect(mistakes(Self.table, row: 9)[0].contains("has no row 9; its rows are 1 to 3"))
        #expect(mistakes(Self.table, vehicle: "round")[0].contains("say which by --row: 1 2030"))
        #expect(mistakes(Self.table, vehicle: "Zeppelin")[0].contains("has no vehicle called"))
    }

    @Test func `a parallel hybrid is refused, and says why`() {
        let said = mistakes(Self.table, row: 3)
        #expect(said.count == 1)
        #expect(said[0].contains("veh_pt_type: \"HEV\" cannot be imported"))
    }

    @Test func `all that is missing is said at once`() {
        let broken = Self.table.replacing("drag_coef", with: "drag")
            .replacing("wheel_rr_coef", with: "rolling")
        let said = mistakes(broken, row: 1)
        #expect(said.contains { $0.contains("drag_coef: is missing") })
        #expect(said.contains { $0.contains("wheel_rr_coef: is missing") })
    }

    /// Each would otherwise count as if it were not there.
    @Test(arguments: [
        ("100,2000,0,SI", "abc,2000,0,SI", "cargo_kg: is not a number: \"abc\""),
        ("100,2000,0,SI", "100,2 t,0,SI", "veh_override_kg: is not a number: \"2 t\""),
        ("0.01,0.5,0.8,0.98,0.98", "0.01,0.5,0.8,9o %,0.98", "max_regen: is not a number"),
        ("0.9,FALSE,,", "0.9,FALSE,,\"[0.8, o.9]\"", "mc_eff_map: is not a list of numbers"),
        ("1,0.9,FALSE,\"", "1,0.9,maybe,\"", "stop_start: is neither true nor false: \"maybe\""),
    ])
    func `a figure that is no number is a mistake, though it may be left out`(
        right: String,
        wrong: String,
        said: String
    ) {
        let spoiled = Self.table.replacing(right, with: wrong, maxReplacements: 1)
        // The electric vehicle or the one with an engine: each has figures of its own.
        #expect([1, 2].contains { mistakes(spoiled, row: $0).contains { $0.contains(said) } })
        #expect(mistakes(Self.table.replacing("100,2000,0,SI", with: ",2000,0,SI"), row: 1).isEmpty)
    }

    @Test func `a text of something else is told from what can be imported`() {
        #expect(mistakes("a: 1\n")[0].contains("is none of what can be imported"))
    }

    /// The columns of EPA's list that are read.
    private static let cars = """
        Model Year,Represented Test Veh Make,Represented Test Veh Model,Equivalent Test Weight (lbs.),Target Coef A (lbf),Target Coef B (lbf/mph),Target Coef C (lbf/mph**2),Test Fuel Type Description,Test Procedure Description,RND_ADJ_FE,Test Vehicle ID,Test Veh Configuration #,Test Category,Analytically Derived FE?,Test Veh Displacement (L),Rated Horsepower,# of Cylinders and Rotors,# of Gears,N/V Ratio
        2022,Round,Electric,5000,40,-0.2,0.02,Electricity,Charge Depleting UDDS,112.35,E,0,CD,No,0.001,300,,1,100
        2022,2022,Lucid Air,5000,40,0.2,0.02,Electricity,Charge Depleting Highway,25,L,0,CD,No,0.001,300,,1,100
        2022,Round,Gasoline,5000,40,0.2,0.03,Tier 2 Cert Gasoline,HWFE,32,G,0,HWY,No,3.6,305,6,8,23.5
        2022,Round,Gasoline,5000,40,0.2,0.03,Tier 2 Cert Gasoline,Federal fuel 2-day exhaust (w/can load),22,G,0,FTP,No,3.6,305,6,8,23.5
        2022,Round,Gasoline,5000,40,0.2,0.03,Tier 2 Cert Gasoline,Federal fuel 2-day exhaust (w/can load),24,G,0,FTP,No,3.6,305,6,8,23.5
        2022,Round,Gasoline,5000,40,0.2,0.03,Cold CO Regular (Tier 2),Cold CO,17,G,0,FTP,No,3.6,305,6,8,23.5
        2022,Round,Diesel,5000,40,0.2,0.03,Federal Cert Diesel 7-15 PPM Sulfur,HWFE,42,D,0,HWY,No,3,260,6,8,23.5
        2022,Round,Untested,5000,40,0.2,0.03,Tier 2 Cert Gasoline,HWFE,32,U,0,HWY,No,3.6,305,6,8,23.5
        2022,Round,Blank,5000,40,0.2,0.03,Tier 2 Cert Gasoline,HWFE,32,B,0,HWY,No,3.6,,6,8,23.5
        2022,Round,Hybrid,5000,40,0.2,0.03,Tier 2 Cert Gasoline,Federal fuel 2-day exhaust (w/can load),70,H,0,FTP,No,3.6,305,6,8,23.5

        """

    @Test func `a test car keeps road load and weight, and its result in one unit`() throws {
        let car = try ImportedVehicle.read(Self.cars, name: "cars.csv", row: 1)
        #expect(car.text.contains("30 kWh at the wall for 100 miles"))
        let sheet = try VehicleFile.decode(car.text, name: "car.yaml").sheet
        #expect(abs(sheet.vehicle.mass - 5000 * 0.453_592_37) < 1e-6)
        #expect(sheet.vehicle.roadLoad.linear < 0)
        let other = try ImportedVehicle.read(Self.cars, name: "cars.csv", vehicle: "lucid")
        #expect(other.id == "lucid-air")
        #expect(other.text.contains("25 kWh at the wall for 100 miles"))
        #expect(mistakes(Self.cars, row: 7)[0].contains("electric cars and those on gasoline"))
    }

    /// Of the two city tests the mean, 23 mpg; the cold test and the highway do not count.
    @Test func `a gasoline car burns what its city test says`() throws {
        let car = try ImportedVehicle.read(Self.cars, name: "cars.csv", row: 3)
        #expect(car.text.contains("HWFE: 32 mpg, unadjusted"))
        #expect(car.text.contains("row 4, 5 of the list"))
        #expect(car.notices.contains { $0.contains("so that the city test comes out: 23 mpg") })
        let vehicle = try VehicleFile.decode(car.text, name: "car.yaml").sheet.vehicle
        let run = try #require(CombustionRun(vehicle, conditions: Conditions()))
        let fuel = run.certifiedCity(try CycleFile.load("UDDS"))
        let measured = Fuel.gasoline.heat * SI.gallon / (23 * 1609.344)
        #expect(abs(fuel / measured - 1) < 1e-6)
    }

    @Test func `a gasoline car without a city test is that of its class, and says so`() throws {
        let car = try ImportedVehicle.read(Self.cars, name: "cars.csv", vehicle: "untested")
        #expect(!car.text.contains("fuel_percent"))
        #expect(car.notices.contains { $0.contains("has no city test") })
        _ = try VehicleFile.decode(car.text, name: "car.yaml")
        #expect(mistakes(Self.cars, row: 9)[0].contains("does not say size, power, gears"))
        #expect(mistakes(Self.cars, row: 10)[0].contains("a hybrid?"))
        let narrow = Self.cars.replacing("N/V Ratio", with: "Speed")
        #expect(mistakes(narrow, row: 3)[0].contains("has no column \"N/V Ratio\""))
    }

    /// What is written and read again drives as the car in the tests against EPA's results.
    @Test func `a test car drives from its file as from its row`() throws {
        let text = try ImportedVehicle.read(Self.cars, name: "cars.csv", row: 1).text
        let read = try VehicleFile.decode(text, name: "car.yaml").sheet.vehicle
        let car = TestCar(name: "", mass: 5000 * 0.453_592_37, a: 40, b: -0.2, c: 0.02)
        let direct = try #require(car.electric())
        let cycle = Cycle.steady(speed: 20, seconds: 60)
        let energies = [read, direct].compactMap { vehicle in
            ElectricRun(vehicle, conditions: Conditions())?.run(cycle, from: 0.8).ledger.battery
        }
        #expect(energies.count == 2)
        #expect(abs(energies[0] / energies[1] - 1) < 1e-6)
    }

    @Test func `a machine known by its efficiency says nothing else of its losses`() {
        let rest = DriveSample.vehicle.replacing("gear_percent: 2 }", with: "gear_percent: 2, ")
        let curve = "efficiency_percent_by_load: [[0, 80], [50, 95]]"
        let both = rest.replacing(
            "gear_percent: 2, ",
            with: "gear_percent: 2, shaft_kw: 160, \(curve) }"
        )
        #expect(
            DriveSample.mistakes(both).contains {
                $0.contains("copper_w_per_nm2: stands beside efficiency_percent_by_load")
            }
        )
        let alone = both.replacing(" copper_w_per_nm2: 0.05,", with: "")
        #expect(DriveSample.mistakes(alone).isEmpty)
        let without = alone.replacing(" shaft_kw: 160,", with: "")
        #expect(DriveSample.mistakes(without).contains { $0.contains("shaft_kw") })
    }
}
