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
        plug: Plug(home: 11e3, fast: .constant(145e3)),
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

    static func subject(
        _ sheet: VehicleSheet,
        trailer: Trailer? = nil,
        control: ControlName? = nil,
        startSOC: Double? = nil
    ) -> DriveCase {
        DriveCase(
            sheet: sheet,
            trailer: trailer,
            cycle: cycle,
            conditions: Conditions(temperature: 5),
            control: control,
            startSOC: startSOC
        )
    }

    static func page(_ subject: DriveCase) throws -> CycleReport {
        CycleReport(
            subject,
            try CycleOutlook(subject, laps: 8),
            range: RangeDocument(subject, try RangeOutlook(subject)),
            outcomes: try ControlOutcome.all(of: subject)
        )
    }
}
