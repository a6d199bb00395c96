import Bus

@testable import Hybrid

/// Runs to make reports of.
enum ReportFixture {
    /// Twenty minutes of stops, hills and a fast stretch.
    static let cycle: Cycle = {
        var random = SplitMix64(seed: 7)
        return HybridFixture.cycle(&random, points: 900)
    }()

    static let trailer = Trailer(
        name: "travel trailer",
        mass: 3000,
        dragArea: 2.5,
        rollingCoefficient: 0.008
    )

    static let sheet = VehicleSheet(
        id: "pickup",
        vehicle: HybridFixture.truck,
        curbMass: 3300,
        published: [
            PublishedFigure(
                quantity: "electric_range_km",
                value: 233,
                status: .target,
                source: "the maker"
            )
        ]
    )

    /// The same truck without its generator.
    static let electricSheet: VehicleSheet = {
        var sheet = ReportFixture.sheet
        sheet.id = "electric"
        sheet.vehicle.name = "electric pickup"
        sheet.vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        return sheet
    }()

    static let gasSheet: VehicleSheet = {
        var sheet = ReportFixture.sheet
        sheet.id = "gas"
        sheet.published = []
        sheet.vehicle.name = "gas pickup"
        sheet.vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 9e3,
                frictionFuel: 350,
                slope: 2.6,
                curvature: 1e-6,
                power: 220e3,
                force: 14e3,
                fuelCutSpeed: 8,
                fuel: .gasoline,
                tank: 98
            )
        )
        return sheet
    }()

    static func subject(_ sheet: VehicleSheet, trailer: Trailer? = nil) -> DriveCase {
        DriveCase(
            sheet: sheet,
            trailer: trailer,
            cycle: cycle,
            conditions: Conditions(temperature: 5)
        )
    }

    static func page(_ sheet: VehicleSheet, trailer: Trailer? = nil) -> CycleReport {
        let subject = subject(sheet, trailer: trailer)
        guard let run = subject.electricRun else {
            let trip = subject.combustionRun?.run(cycle, keepsSteps: true) ?? Trip()
            return CycleReport(subject: subject, trip: trip)
        }
        guard run.line != nil, let fuel = subject.fuel else {
            let trip = run.run(cycle, from: 0.8, keepsSteps: true)
            return CycleReport(subject: subject, trip: trip)
        }
        var outcomes: [BoundDrawing.Outcome] = []
        var chosen = Trip()
        let names = ["battery", "thermostat", "small thermostat", "follower", "ecms", "schedule"]
        for (name, choice) in zip(names, HybridFixture.controls(run, around: 0.5)) {
            let trip = run.run(cycle, from: 0.5, choice: choice, keepsSteps: true)
            outcomes.append(
                BoundDrawing.Outcome(
                    name: name,
                    fuel: fuel.liters(trip.fuel),
                    bound: run.bound(of: trip).map { fuel.liters($0.fuel) },
                    starts: trip.starts,
                    socEnd: trip.store?.socEnd ?? 0,
                    missed: trip.shortfall.seconds,
                    isChosen: name == "thermostat"
                )
            )
            if name == "thermostat" { chosen = trip }
        }
        return CycleReport(
            subject: subject,
            trip: chosen,
            control: "thermostat",
            outcomes: outcomes
        )
    }
}
