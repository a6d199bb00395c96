import Hybrid

/// The vehicles that are timed: two rows of FASTSim, with its figures, and the range-extended truck.
enum Vehicles {
    /// What FASTSim gives machines by the share of their power.
    private static let machineMap = Curve(
        zip(
            [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6, 0.8, 1],
            [0.84, 0.86, 0.88, 0.9, 0.91, 0.92, 0.94, 0.95, 0.95, 0.94, 0.93]
        ).map { Curve.Point($0, $1) }
    )

    /// Of the EcoBoost row, by the share of the power.
    private static let engineMap = Curve(
        zip(
            [0, 0.005, 0.015, 0.04, 0.06, 0.1, 0.14, 0.2, 0.4, 0.6, 0.8, 1],
            [0.1, 0.12, 0.28, 0.35, 0.375, 0.39, 0.4, 0.4, 0.38, 0.37, 0.36, 0.35]
        ).map { Curve.Point($0, $1) }
    )

    /// FASTSim 2.1.5, vehicle 52: 2022 Ford F-150 Lightning 4WD.
    ///
    /// Its one-way efficiency of the battery, 0.98489, goes with the efficiency of the machine.
    static let electric = electric(
        Machine(
            ratio: 10,
            torque: 1e5,
            power: 317_669 * 0.98,
            copper: 0,
            curve: EfficiencyCurve(
                power: 317_669,
                driving: Curve(
                    machineMap.points.map { Curve.Point($0.x, $0.y * oneWay) }
                ),
                gear: 0.98
            )
        )
    )

    /// The same with coefficients of loss, as the vehicles of Busbar's own library have them.
    static let smoothElectric = electric(
        Machine(
            ratio: 9.6,
            torque: 1050,
            power: 317_669,
            constant: 250,
            drag: 0.2,
            windage: 1e-3,
            copper: 0.015,
            current: 0.4,
            gear: 0.02
        )
    )

    private static let oneWay = 0.984_886

    private static func electric(_ machine: Machine) -> Vehicle {
        Vehicle(
            name: "2022 Ford F-150 Lightning 4WD",
            mass: 2728.358,
            rotating: 4 * 0.815 / (0.4169 * 0.4169) / 2728.358,
            wheelRadius: 0.4169,
            roadLoad: RoadLoad(
                dragArea: 0.44 * 3.435_086,
                rollingCoefficient: 0.0065,
                mass: 2728.358
            ),
            auxiliaries: Auxiliaries(base: 200 / oneWay),
            powertrain: .electric(
                Drive(
                    rear: machine,
                    regeneration: Drive.Regeneration(share: 0.98, blend: 1.457...3.263)
                ),
                Battery(
                    charge: 98 * 3.6e6 / 360,
                    emptyVoltage: 360,
                    voltageRise: 0,
                    resistance: 0,
                    window: 0.05...0.98,
                    discharge: Battery.Limit(power: 333_552),
                    recharge: Battery.Limit(power: 333_552)
                )
            )
        )
    }

    /// FASTSim 2.1.5, vehdb/2017_Ford_F-150_Ecoboost.
    static let conventional = Vehicle(
        name: "2017 Ford F-150 EcoBoost",
        mass: 2380,
        rotating: 4 * 0.82 / (0.326 * 0.326) / 2380,
        wheelRadius: 0.326,
        roadLoad: RoadLoad(
            dragArea: 0.3754 * 3.93,
            rollingCoefficient: 0.006_828,
            mass: 2380
        ),
        auxiliaries: Auxiliaries(base: 700),
        powertrain: .conventional(
            CombustionDrive(
                idleFuel: 0,
                slope: 1,
                curve: EfficiencyCurve(power: 280e3, driving: engineMap, gear: 0.875),
                alternator: 1,
                power: 245e3,
                force: 25e3,
                fuel: .gasoline,
                tank: 87
            )
        )
    )

    /// A series hybrid in the body of FASTSim 2.1.5's vehicle 36: 2016 Toyota Prius Two FWD.
    ///
    /// FASTSim's is a parallel hybrid; of the same size are body, battery and engine, whose best
    /// efficiency is 0.38, at the bus 0.36.
    static let hybrid = Vehicle(
        name: "series hybrid in the body of a 2016 Toyota Prius Two",
        mass: 1635,
        rotating: 4 * 0.815 / (0.3175 * 0.3175) / 1635,
        wheelRadius: 0.3175,
        roadLoad: RoadLoad(dragArea: 0.306 * 2.22, rollingCoefficient: 0.0064, mass: 1635),
        auxiliaries: Auxiliaries(base: 1050),
        powertrain: .series(
            Drive(
                rear: Machine(
                    ratio: 9,
                    torque: 300,
                    power: 100e3,
                    constant: 60,
                    drag: 0.05,
                    windage: 2e-4,
                    copper: 0.03,
                    current: 0.3,
                    gear: 0.02
                ),
                regeneration: Drive.Regeneration(share: 0.93, blend: 1.457...3.263)
            ),
            Battery(
                charge: 0.75 * 3.6e6 / 200,
                emptyVoltage: 190,
                voltageRise: 20,
                resistance: 0.2,
                window: 0.25...0.95,
                discharge: Battery.Limit(power: 40e3),
                recharge: Battery.Limit(power: 40e3)
            ),
            Generator(
                power: 5e3...66e3,
                idleFuel: 4.6e3,
                slope: 2.34,
                curvature: 8e-6,
                startFuel: 10e3,
                fuel: .gasoline,
                tank: 43
            )
        )
    )

    /// The range-extended pickup: its maker's targets and assumed losses.
    static let series = Vehicle(
        name: "range-extended pickup",
        mass: 7807 * 0.453_592_37,
        rotating: 0.04,
        wheelRadius: 0.4,
        roadLoad: .certified(a: 46.31, b: 0.1995, c: 0.03351, mass: 5500 * 0.453_592_37),
        auxiliaries: Auxiliaries(base: 650),
        powertrain: .series(drive, battery, generator)
    )

    private static let machine = Machine(
        ratio: 10,
        torque: 600,
        power: 240e3,
        constant: 120,
        drag: 0.1,
        windage: 5e-4,
        copper: 0.02,
        current: 0.3,
        gear: 0.02
    )

    private static let drive = Drive(
        rear: machine,
        front: machine,
        disconnectsFront: true,
        regeneration: Drive.Regeneration(share: 0.93, power: 150e3, blend: 0.5...2)
    )

    private static let battery = Battery(
        charge: 892_318,
        emptyVoltage: 337.1,
        voltageRise: 65.8,
        resistance: 0.055,
        window: 0.12...0.88,
        discharge: Battery.Limit(power: 300e3),
        recharge: Battery.Limit(power: 190e3)
    )

    private static let generator = Generator(
        power: 15e3...130e3,
        idleFuel: 12e3,
        slope: 2.8,
        curvature: 1.2e-6,
        startFuel: 0.12 * 3.6e6,
        fuel: .gasoline,
        tank: 102
    )
}
