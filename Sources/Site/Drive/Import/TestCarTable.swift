import Hybrid

extension ImportSource {
    /// A row of EPA's list of test cars.
    func testCar() throws(SiteMistakes) -> ImportedVehicle {
        var complaints = Complaints()
        let table = Table(text, path: name, &complaints)
        let rows = TestCarRows(table)
        if let missing = rows.missing { throw mistake("has no column \(quoted(missing))") }
        let index = try row(
            names: (0..<table.count).map { rows.title($0) },
            numbers: (0..<table.count).map { $0 + 1 }
        )
        return try rows.vehicle(index, of: self)
    }
}

/// The columns of EPA's list, as it is published each model year.
struct TestCarRows {
    private let table: Table
    private let columns: [String: Int]
    private static let wanted = [
        "Represented Test Veh Make", "Represented Test Veh Model", "Equivalent Test Weight (lbs.)",
        "Target Coef A (lbf)", "Target Coef B (lbf/mph)", "Target Coef C (lbf/mph**2)",
        "Test Fuel Type Description", "Test Procedure Description", "RND_ADJ_FE",
    ]

    /// What a car with an engine needs besides.
    private static let engine = [
        "Test Veh Displacement (L)", "Rated Horsepower", "# of Cylinders and Rotors", "# of Gears",
        "N/V Ratio", "Test Vehicle ID", "Test Veh Configuration #", "Test Category",
        "Analytically Derived FE?",
    ]

    init(_ table: Table) {
        self.table = table
        columns = Dictionary(zip(table.columns, 0...)) { first, _ in first }
    }

    /// The first column that has to be there and is not.
    var missing: String? { Self.wanted.first { columns[$0] == nil } }

    private func cell(_ row: Int, _ column: String) -> String {
        columns[column].map { String(table[row, $0]) } ?? ""
    }

    private func number(_ row: Int, _ column: String) -> Double? {
        Double(cell(row, column)).flatMap { $0.isFinite ? $0 : nil }
    }

    func title(_ row: Int) -> String {
        let make = cell(row, Self.wanted[0])
        let model = cell(row, Self.wanted[1])
        // The list sometimes has the model year where the make should be.
        return Int(make) != nil || model.lowercased().hasPrefix(make.lowercased())
            ? model : "\(make) \(model)"
    }

    func vehicle(
        _ row: Int,
        of source: ImportSource
    ) throws(SiteMistakes) -> ImportedVehicle {
        let line = table.lines[row]
        let weight = number(row, "Equivalent Test Weight (lbs.)")
        let coefficients = [
            "Target Coef A (lbf)", "Target Coef B (lbf/mph)", "Target Coef C (lbf/mph**2)",
        ].map { number(row, $0) }
        guard let weight, let a = coefficients[0], let b = coefficients[1],
            let c = coefficients[2], a > 0, c > 0, weight > 0
        else {
            throw source.mistake("has no weight and target coefficients in this row", line: line)
        }
        let car = TestCar(name: title(row), mass: weight * SI.pound, a: a, b: b, c: c)
        let place = source.name.split(separator: "/").last.map(String.init) ?? source.name
        return TestCarText(
            car: car,
            weight: weight,
            source: "EPA's list of test cars, row \(row + 1) of \(place)",
            inside: try inside(row, car, of: source),
            result: number(row, "RND_ADJ_FE"),
            procedure: cell(row, "Test Procedure Description"),
            year: number(row, "Model Year").map { Int($0) }
        ).imported()
    }

    private func inside(
        _ row: Int,
        _ car: TestCar,
        of source: ImportSource
    ) throws(SiteMistakes) -> TestCarText.Inside {
        let line = table.lines[row]
        let fuel = cell(row, "Test Fuel Type Description")
        if fuel.hasPrefix("Electricity") { return .electric }
        guard fuel.contains("Gasoline") else {
            throw source.mistake(
                "a test with \(fuel.isEmpty ? "no fuel" : fuel): electric cars and those on gasoline "
                    + "can be imported",
                line: line
            )
        }
        if let missing = Self.engine.first(where: { columns[$0] == nil }) {
            throw source.mistake("has no column \(quoted(missing))")
        }
        let figures = Self.engine.prefix(5).map { number(row, $0) ?? 0 }
        guard figures.allSatisfy({ $0 > 0 }), figures[0] < 30 else {
            throw source.mistake(
                "does not say size, power, gears and N/V of its engine",
                line: line
            )
        }
        let facts = TestCar.Combustion(
            displacement: figures[0] / 1000,
            power: figures[1] * 745.7,
            cylinders: Int(figures[2]),
            // A box without gears holds the engine near its best as many gears do.
            gears: figures[3] > 1 ? Int(figures[3]) : 10,
            speedRatio: figures[4] * Double.pi / 30 / SI.mph
        )
        let tests = cityTests(like: row, fuel: fuel)
        do throws(TestCarEngine.Fault) {
            return .engine(try TestCarEngine(facts, of: car, tests: tests))
        } catch {
            throw source.mistake(error.words, line: line)
        }
    }

    /// The mean of the city tests of the vehicle in a row, in mpg, and their rows from 1 on.
    private func cityTests(like row: Int, fuel: String) -> TestCarEngine.Tests? {
        let same = ["Test Vehicle ID", "Test Veh Configuration #"] + Self.wanted[2...5]
        let key = same.map { cell(row, $0) }
        let found = (0..<table.count).filter { other in
            cell(other, "Test Category") == "FTP" && cell(other, Self.wanted[6]) == fuel
                && !cell(other, Self.wanted[7]).contains("Cold CO")
                && cell(other, "Analytically Derived FE?") != "Yes"
                && (number(other, "RND_ADJ_FE") ?? 0) > 0
                && same.map { cell(other, $0) } == key
        }
        guard !found.isEmpty else { return nil }
        let sum = found.reduce(0) { $0 + (number($1, "RND_ADJ_FE") ?? 0) }
        return TestCarEngine.Tests(
            milesPerGallon: sum / Double(found.count),
            rows: found.map { $0 + 1 }
        )
    }
}
