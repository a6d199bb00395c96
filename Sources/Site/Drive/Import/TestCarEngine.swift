import Hybrid

/// The engine of a test car: of its class, burning what its city test says.
struct TestCarEngine {
    /// City tests of one vehicle.
    struct Tests {
        /// Their mean, with the cold start.
        var milesPerGallon: Double
        /// Of the list, from 1 on.
        var rows: [Int]
    }

    enum Fault: Error {
        /// The share of what its class burns that the car does.
        case unlikeItsClass(Double)

        var words: String {
            switch self {
            case .unlikeItsClass(let share):
                "burns \(short((share * 100).rounded())) percent of what a car of its size, power and "
                    + "gears does: a hybrid?"
            }
        }
    }

    let facts: TestCar.Combustion
    private let tests: Tests?
    /// Of the fuel of its class.
    let share: Double

    init(_ facts: TestCar.Combustion, of car: TestCar, tests: Tests?) throws(Fault) {
        self.facts = facts
        self.tests = tests
        share = tests.flatMap { Self.share(facts, car, $0.milesPerGallon) } ?? 1
        guard (0.5...2).contains(share) else { throw .unlikeItsClass(share) }
    }

    /// What all that burns has to be multiplied by, but for the cold start, so that the test comes out.
    private static func share(
        _ facts: TestCar.Combustion,
        _ car: TestCar,
        _ milesPerGallon: Double
    ) -> Double? {
        guard let run = CombustionRun(car.conventional(facts), conditions: Conditions()),
            let cycle = try? CycleFile.load("UDDS")  // It is shipped.
        else { return nil }
        let measured = Fuel.gasoline.heat * SI.gallon / (milesPerGallon * SI.mile)
        let warm = run.run(cycle, isWarm: true)
        let perMeter = warm.fuel / warm.distance
        return (measured - (run.certifiedCity(cycle) - perMeter)) / perMeter
    }

    var notices: [String] {
        var notices = ["engine, gears, auxiliaries: of the class of pickups; the list does not say"]
        if let tests {
            notices.append(
                "engine.fuel_percent: \(VehicleText.number((share * 1000).rounded() / 10)), so that the "
                    + "city test comes out: \(mpg(tests)) mpg"
            )
        } else {
            notices.append(
                "this vehicle has no city test in the list: its fuel is that of its class"
            )
        }
        return notices
    }

    private func mpg(_ tests: Tests) -> String {
        VehicleText.number((tests.milesPerGallon * 100).rounded() / 100)
    }

    private static let assumed = "of its class: the same for every pickup of the list"
    private static let rpm = Double.pi / 30

    func write(_ parts: TestCar.CombustionClass, to text: inout VehicleText) {
        let drive = parts.drive(facts)
        let engine = drive.engine
        text.part("engine") { text in
            text.add("displacement_l", engine.displacement * 1000)
            text.assume("idle_rpm", engine.idleSpeed / Self.rpm, Self.assumed)
            text.assume("top_rpm", engine.topSpeed / Self.rpm, Self.assumed)
            text.part("torque_nm_by_rpm") { text in
                text.add("points", engine.torque.points.map { ($0.x / Self.rpm, $0.y) })
                text.add("assumed", "true")
                text.quote("source", "a usual shape, with the power of the list")
            }
            text.assume("indicated_efficiency_percent", 100 * engine.efficiency, Self.assumed)
            text.assume("friction_kpa", engine.friction / 1000, Self.assumed)
            text.assume("pumping_kpa", engine.pumping / 1000, Self.assumed)
            write(engine, to: &text)
            write(drive.gears, radius: parts.wheelRadius, to: &text)
            let idle = parts.idleFuel + parts.idleFuelPerVolume * facts.displacement
            text.assume("idle_fuel_kw", idle / 1000, Self.assumed)
            writeFuel(to: &text)
            text.assume("alternator_percent", 100 * parts.alternator, Self.assumed)
            text.assume("fuel_cut_kmh", parts.fuelCutSpeed / SI.kmh, Self.assumed)
            let cold = parts.coldStartFuelPerVolume * facts.displacement
            text.assume(
                "cold_start_fuel_kwh",
                cold / SI.kilowattHour,
                "the mean of the pickups of the list"
            )
            text.add("fuel", "gasoline")
            text.assume("tank_l", 80, Self.assumed)
        }
    }

    private func write(_ engine: Engine, to text: inout VehicleText) {
        text.part("enrichment") { text in
            text.assume("percent", 100 * engine.enrichment.share, Self.assumed)
            text.assume("from_load_percent", 100 * engine.enrichment.load, Self.assumed)
        }
        guard let rest = engine.deactivation else { return }
        text.part("deactivation") { text in
            text.assume("saving_percent", 100 * rest.saving, "of engines with eight cylinders")
            text.assume("above_kmh", rest.vehicleSpeed / SI.kmh, Self.assumed)
            text.assume("below_rpm", rest.topSpeed / Self.rpm, Self.assumed)
        }
    }

    private func write(_ gears: Gears, radius: Double, to text: inout VehicleText) {
        text.part("gears") { text in
            let ratios = gears.ratios.map { VehicleText.number($0) }
            text.add("ratios", "[\(ratios.joined(separator: ", "))]")
            text.add("axle", 1)
            text.add("assumed", "true")
            text.quote(
                "source",
                "the highest gear by N/V of the list, the others even steps; with the axle"
            )
            text.assume("efficiency_percent", 100 * gears.efficiency, Self.assumed)
            text.assume("lowest_rpm", gears.lowestSpeed / Self.rpm, Self.assumed)
            text.assume("reserve_percent", 100 * gears.reserve, Self.assumed)
        }
    }

    private func writeFuel(to text: inout VehicleText) {
        guard let tests else { return }
        let rows = tests.rows.map { "\($0)" }.joined(separator: ", ")
        text.assume(
            "fuel_percent",
            100 * share,
            "set so that the city test comes out: \(mpg(tests)) mpg, row \(rows) of the list"
        )
    }
}
