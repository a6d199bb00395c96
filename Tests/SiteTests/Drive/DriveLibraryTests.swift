import Hybrid
import Planning
import Site
import Testing

@Suite struct DriveLibraryTests {
    @Test(arguments: DriveLibrary.vehicles)
    func `every vehicle loads, and every figure of it says where it comes from`(
        name: String
    ) throws {
        let file = try VehicleFile.open(name)
        #expect(file.sheet.id == name)
        #expect(file.figures.count > 20)
        for figure in file.figures { #expect(!figure.source.isEmpty, "\(figure.path)") }
        #expect(!file.sheet.published.isEmpty)
        for band in file.sheet.bands {
            #expect(band.factors.lowerBound <= 1 && band.factors.upperBound >= 1)
        }
        #expect(file.notices.isEmpty, "\(file.notices)")
    }

    @Test(arguments: [
        ("ramcharger", "ram-1500-rev"), ("Ram 1500 Ramcharger", "ram-1500-rev"),
        ("RAM_1500_REV", "ram-1500-rev"), ("F150 Lightning", "f-150-lightning"),
        ("BMW i3 REx (94 Ah)", "bmw-i3-rex"), ("Toyota Prius", "prius"),
    ])
    func `a vehicle answers to its other names, in any case and with any hyphens`(
        name: String,
        id: String
    ) throws {
        #expect(try VehicleFile.open(name).sheet.id == id)
        #expect(DriveLibrary.text(of: name) == DriveLibrary.text(of: id))
    }

    @Test func `no two vehicles answer to one name`() throws {
        let names = try DriveLibrary.vehicles.flatMap { name in
            try [name] + VehicleFile.open(name).also
        }
        let plain = names.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        #expect(Set(plain).count == plain.count)
    }

    @Test func `a name that there is not tells those near it, the other names too`() {
        #expect(throws: SiteMistakes.self) { try VehicleFile.open("ramchager") }
        #expect(DriveLibrary.near("ramchager") == "ramcharger")
        do {
            _ = try VehicleFile.open("ramchager")
        } catch {
            #expect(error.description.contains("did you mean ramcharger"))
        }
    }

    /// The energy figure of a battery must be what the program makes of it.
    @Test(arguments: [
        ("ram-1500-rev", 69.7), ("ram-1500-rev-electric", 211), ("f-150-lightning", 131),
        ("bmw-i3-rex", 27.2),
    ])
    func `a battery holds what its file says`(name: String, kilowattHours: Double) throws {
        let battery: Battery
        switch try VehicleFile.load(name).vehicle.powertrain {
        case .electric(_, let held), .series(_, let held, _): battery = held
        case .conventional: return
        }
        #expect(abs(battery.usableEnergy / 3.6e6 - kilowattHours) < 1e-6)
    }

    @Test func `the range-extended truck is what its maker says`() throws {
        let sheet = try VehicleFile.load("ram-1500-rev")
        #expect(abs(sheet.curbMass - 7507 * 0.45359237) < 1e-6)
        guard case .series(_, _, let generator) = sheet.vehicle.powertrain else {
            Issue.record("a series hybrid")
            return
        }
        #expect(generator.maximumPower == 130e3)
        #expect(abs(generator.tank - 27 * 3.785411784) < 1e-9)
        let line = generator.line(Conditions())
        #expect(abs(line.bestEfficiency - 0.329) < 0.0005)
        #expect(sheet.published.allSatisfy { $0.status == .target || $0.status == .derived })
    }

    @Test func `a power split is its engine at the bus`() throws {
        guard case .series(_, _, let generator) = try VehicleFile.load("prius").vehicle.powertrain
        else {
            Issue.record("told as a series hybrid")
            return
        }
        // 0.72 / 0.92 + 0.28 x 0.9 of a kW at the shaft, with its 39.05 % there.
        let share = 0.72 / 0.92 + 0.28 * 0.9
        #expect(abs(generator.slope * share - 2.2) < 0.001)
        #expect(abs(generator.line(Conditions()).bestEfficiency / share - 0.3905) < 0.001)
    }

    @Test(arguments: DriveLibrary.trailers)
    func `every trailer loads with its bands`(name: String) throws {
        let file = try TrailerFile.open(name)
        #expect(file.trailer.bands.map(\.figure).contains(.trailerDrag))
        #expect(file.trailer.bands.map(\.figure).contains(.trailerMass))
        for figure in file.figures { #expect(!figure.source.isEmpty, "\(figure.path)") }
    }

    @Test func `a trailer weighs what its name says`() throws {
        #expect(abs(try TrailerFile.load("box-7000lb").mass - 7000 * 0.45359237) < 1e-9)
        #expect(try TrailerFile.load("box-14000lb").dragArea == 2.6)
    }

    /// Lengths of the regulations: 7.45, 10.26 and 8.01 miles, and 23.27 km.
    @Test(arguments: [
        ("udds", 1369.0, 11_990.0), ("HWFET", 765, 16_507), ("Us06", 600, 12_888),
        ("WLTC", 1800, 23_266),
    ])
    func `the cycles are as long as regulations say`(
        name: String,
        seconds: Double,
        meters: Double
    ) throws {
        let cycle = try CycleFile.load(name)
        #expect(cycle.duration == seconds)
        #expect(abs(cycle.distance - meters) < 2)
        #expect(cycle.moments.first?.start == 0)
        #expect(cycle.moments.last?.end == 0)
    }

    @Test func `the economy of the library has a source for everything`() throws {
        let file = try EconomyFile.open()
        for figure in file.figures { #expect(!figure.source.isEmpty, "\(figure.path)") }
        #expect(file.figures.count == 26)
        let economy = file.economy
        #expect(abs((economy.fuels["gasoline"]?.price ?? 0) - 3.2 / 3.785411784) < 1e-12)
        #expect(economy.gridCarbon < 1)
        #expect(economy.distancePerYear == 20e6)
        #expect(economy.bands.map(\.figure).contains(.fuelPrice))
        #expect(economy.bands.map(\.figure).contains(.electricityPrice))
    }

    @Test func `the tow over the mountains is 800 km with two fast chargers`() throws {
        let file = try RouteFile.open("mountain-tow-800")
        let route = file.route
        #expect(abs(route.length - 800e3) < 1)
        #expect(route.points.map(\.altitude).max() == 3401)
        #expect(route.stations.filter { $0.charger != nil }.count == 2)
        #expect(route.stations.filter { !$0.fuels.isEmpty }.count == 6)
        #expect(route.stations.map(\.distance) == route.stations.map(\.distance).sorted())
        for figure in file.figures { #expect(!figure.source.isEmpty, "\(figure.path)") }
        let grades = zip(route.points, route.points.dropFirst()).map {
            ($1.altitude - $0.altitude) / ($1.distance - $0.distance)
        }
        #expect(grades.allSatisfy { abs($0) <= 0.0705 })
        // The posted grades are there: 7 % below the tunnel, 6 % and more on the way up to it.
        #expect(grades.min() ?? 0 < -0.0695)
        #expect(grades.max() ?? 0 > 0.06)
    }
}
