import Foundation
import Site

/// Small valid files for the tests of drive files, to be made wrong line by line.
enum DriveSample {
    /// A range-extended car with one machine, whose figures are round.
    static let vehicle = """
        name: Test car
        curb_mass_kg: 1900
        load_kg: 100
        wheel_radius_m: 0.3
        road_load: { drag_area_m2: 0.7, rolling_coefficient: 0.01 }
        auxiliaries: { base_kw: 0.5, climate_kw: [[-10, 4], [20, 0]] }
        battery: { gross_kwh: 40, usable_kwh: 30, empty_voltage_v: 350, full_voltage_v: 450, resistance_ohm: 0.1, discharge_kw: 150, charge_kw: 80 }
        drive:
          rear: { ratio: 10, torque_nm: 300, power_kw: 150, copper_w_per_nm2: 0.05, gear_percent: 2 }
          regeneration: { share_percent: 90, power_kw: 60, blend_kmh: [3.6, 7.2] }
        generator: { power_kw: [5, 50], idle_fuel_kw: 5, slope: 2.5, curvature_per_kw: 0.002, fuel: gasoline, tank_l: 30 }

        """

    /// The same with other lines: each replaces the one that begins with the same word.
    static func vehicle(with lines: String...) -> String {
        var all = vehicle.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for line in lines {
            let key = line.prefix { $0 != ":" } + ":"
            if let index = all.firstIndex(where: { $0.hasPrefix(key) }) {
                all[index] = line
            } else {
                all.append(line)
            }
        }
        return all.joined(separator: "\n") + "\n"
    }

    static func mistakes(_ text: String) -> [String] {
        do {
            _ = try VehicleFile.decode(text, name: "car.yaml")
            return []
        } catch {
            return error.lines
        }
    }

    /// Runs with the path of a file that holds a text, in a folder that is removed afterwards.
    static func withFile<Result>(
        _ name: String,
        _ text: String,
        _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("drive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What is left of a temporary folder is the system's to remove.
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try body(file.path)
    }
}
