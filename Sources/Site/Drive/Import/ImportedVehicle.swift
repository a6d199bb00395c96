/// A vehicle of another tool as a file of ours.
package struct ImportedVehicle: Sendable, Hashable {
    /// A name for its file: `2022-ford-f-150-lightning-4wd`.
    package var id: String
    /// The text of a vehicle file; ``VehicleFile/decode(_:name:)`` reads it.
    package var text: String
    /// What could not be carried over, or had to be assumed.
    package var notices: [String]

    /// The same from a file.
    package static func open(
        _ path: String,
        row: Int? = nil,
        vehicle: String? = nil
    ) throws(SiteMistakes) -> ImportedVehicle {
        let text = try TextFile.read(path, orElse: "the file to import a vehicle from")
        return try read(text, name: path, row: row, vehicle: vehicle)
    }

    /// Reads a vehicle out of a file of FASTSim or a list of EPA's test cars.
    ///
    /// Which of them it is shows in the text: a table of FASTSim 2 or one of its vehicles (CSV or
    /// YAML), a vehicle of FASTSim 3 (YAML), or EPA's list (CSV). `name`: of the file, for
    /// mistakes. `row`: in a table, the number of the vehicle in its column `selection`, or the
    /// number of the row after the header. `vehicle`: in a table, a part of the name of the vehicle.
    package static func read(
        _ text: String,
        name: String,
        row: Int? = nil,
        vehicle: String? = nil
    ) throws(SiteMistakes) -> ImportedVehicle {
        let source = ImportSource(text, name: name, row: row, vehicle: vehicle)
        switch source.kind {
        case .fastSimTable, .fastSimParameters, .fastSim2: return try source.fastSim2()
        case .fastSim3: return try source.fastSim3()
        case .testCars: return try source.testCar()
        case nil:
            throw source.mistake(
                "is none of what can be imported: a vehicle table of FASTSim 2 "
                    + "(FASTSim_py_veh_db.csv), one of its vehicles (CSV or YAML), a vehicle of "
                    + "FASTSim 3 (YAML), or EPA's list of test cars (CSV)"
            )
        }
    }
}
