import Testing

@testable import Hybrid

/// Two cases that were kept aside while the model was made.
@Suite struct AcceptanceTests {
    private let pound = HybridFixture.pound
    private let mile = HybridFixture.mile

    // MARK: The grade of SAE J2807

    /// 3,500 ft up in 11.4 miles at 21,807 lb, air conditioning at full, in the summer of Arizona.
    private struct Climb {
        let run: ElectricRun
        let grade: Double
        let length: Double
        /// Of truck and trailer, in m².
        let dragArea: Double
        let rolling: Double
        /// From the bus to the wheels.
        let path: Double
        /// In W.
        let generator: Double

        init(
            dragArea: Double = 2.6,
            rolling: Double = 0.0075,
            path: Double = 0.91,
            derate: Double = 1
        ) throws {
            self.dragArea = 1.45 + dragArea
            self.rolling = rolling
            self.path = path
            self.generator = 130e3 * derate
            length = 11.4 * HybridFixture.mile
            let height = 3500 * 0.3048
            grade = height / (length * length - height * height).squareRoot()
            var truck = HybridFixture.truck
            truck.roadLoad = RoadLoad(
                dragArea: 1.45,
                rollingCoefficient: rolling,
                mass: truck.mass
            )
            truck.auxiliaries = Auxiliaries(base: 4000)
            var battery = HybridFixture.battery
            battery.discharge.power = 360e3
            var generator = HybridFixture.generator
            generator.maximumPower *= derate
            let machine = Machine(
                ratio: 10,
                torque: 9000,
                power: 488e3,
                constant: 250,
                copper: 0,
                gear: 1 / path - 1
            )
            truck.powertrain = .series(
                Drive(rear: machine, regeneration: Drive.Regeneration(share: 0.93)),
                battery,
                generator
            )
            let trailer = Trailer(
                name: "14,000 lb",
                mass: 14_000 * HybridFixture.pound,
                dragArea: dragArea,
                rollingCoefficient: rolling
            )
            run = try #require(
                ElectricRun(
                    truck,
                    trailer: trailer,
                    conditions: Conditions(temperature: 38, altitude: 600)
                )
            )
        }

        func cycle(_ speed: Double) -> Cycle {
            .steady(speed: speed, grade: grade, seconds: length / speed)
        }

        /// The integral that a pencil does: power at the bus less the generator, over the way; in kWh.
        func byHand(_ milesPerHour: Double) -> Double {
            let speed = milesPerHour * 0.44704
            let mass = 21_807 * HybridFixture.pound
            let air = Air.density(temperature: 38, altitude: 600)
            let sine = grade / (1 + grade * grade).squareRoot()
            let force =
                mass * SI.gravity * (rolling + sine) + 0.5 * air * dragArea * speed * speed
            let bus = force * speed / path + 250 + 4000
            return (bus - generator) * length / speed / 3.6e6
        }

        /// In kWh, at so many miles an hour.
        func reserve(_ milesPerHour: Double) -> Double {
            let reserve = Reserve(
                run.demands(cycle(milesPerHour * 0.44704)),
                circuit: run.circuit,
                generator: run.line?.maximum ?? 0
            )
            return reserve.needed(above: run.circuit.low) / 3.6e6
        }
    }

    /// The integral by hand, and the battery's own loss on top of it.
    @Test(arguments: [40.0, 45, 50, 55, 60, 65])
    func `the reserve for the grade is what physics asks`(
        milesPerHour: Double
    ) throws {
        let climb = try Climb()
        let reserve = climb.reserve(milesPerHour)
        let byHand = climb.byHand(milesPerHour)
        #expect(reserve > byHand)
        #expect(reserve < byHand * 1.05)
    }

    /// From that reserve and no more the climb is driven as it is, and the battery is empty on top.
    @Test(arguments: [45.0, 65]) func `the reserve is enough and just enough`(
        milesPerHour: Double
    ) throws {
        let climb = try Climb()
        let circuit = climb.run.circuit
        let cycle = climb.cycle(milesPerHour * 0.44704)
        let thermostat = Thermostat(low: 0.9, high: 0.95, power: 130e3)
        func shortfall(_ share: Double) -> Shortfall {
            let soc = circuit.soc(at: circuit.low + share * climb.reserve(milesPerHour) * 3.6e6)
            return climb.run.run(cycle, from: soc, isOn: true, choice: .thermostat(thermostat))
                .shortfall
        }
        #expect(shortfall(1.02).isNone)
        #expect(!shortfall(0.9).isNone)
    }

    @Test func `what the reserve hangs on`() throws {
        let base = try Climb()
        /// What a change makes the reserve more by, in kWh, held to what it is by hand.
        func more(_ climb: Climb) -> Double {
            let more = climb.reserve(60) - base.reserve(60)
            let byHand = climb.byHand(60) - base.byHand(60)
            #expect(abs(more / byHand - 1) < 0.1)
            return more
        }
        // 40 % of the drag either way, as little as is known of trailers.
        let drag = more(try Climb(dragArea: 1.4 * 2.6))
        #expect(drag > 0)
        #expect(more(try Climb(dragArea: 0.6 * 2.6)) < 0)
        #expect(more(try Climb(rolling: 0.01)) > 0)
        #expect(more(try Climb(path: 0.88)) > 0)
        // A tenth of the generator is as much as four tenths of the trailer's drag, to a fifth.
        #expect(abs(more(try Climb(derate: 0.9)) / drag - 1) < 0.2)
    }

    // MARK: A small range extender

    /// A BMW i3 with its two-cylinder, from parts that nobody fitted to its label.
    ///
    /// The engine by Willans: 0.647 l, friction of 1.2 to 1.5 bar, 0.37 of the heat indicated, a
    /// generator of 0.92. Drag 0.30 × 2.38 m², tires 0.0085, 0.35 kW for itself.
    private func sheet(charge: Double, curbMass: Double, top: Double) -> VehicleSheet {
        let mass = curbMass + 300 * pound
        let machine = Machine(
            ratio: 9.665,
            torque: 250,
            power: 125e3,
            constant: 176,
            drag: 0.528,
            windage: 0.001056,
            copper: 0.1803,
            current: 5.63,
            gear: 0.025
        )
        let battery = Battery(
            charge: charge * 3600,
            emptyVoltage: 330,
            voltageRise: 66,
            resistance: 0.095 * 60 / charge,
            window: 0.065...top,
            discharge: Battery.Limit(power: 147e3),
            recharge: Battery.Limit(power: 50e3)
        )
        let generator = Generator(
            power: 5e3...25e3,
            idleFuel: 4e3,
            slope: 2.92,
            curvature: 9.7e-6,
            startFuel: 0.03 * 3.6e6,
            minimumOnTime: 30,
            ramp: 5e3,
            warmUp: Generator.WarmUp(extra: 0.15, extraPerDegree: 0.005, time: 150),
            fuel: .gasoline,
            tank: 7.2
        )
        let vehicle = Vehicle(
            name: "BMW i3 REx",
            mass: mass,
            rotating: 0.04,
            wheelRadius: 0.348,
            roadLoad: RoadLoad(dragArea: 0.714, rollingCoefficient: 0.0085, mass: mass),
            auxiliaries: Auxiliaries(base: 350),
            powertrain: .series(
                Drive(
                    rear: machine,
                    regeneration: Drive.Regeneration(share: 0.95, power: 50e3, blend: 1...3)
                ),
                battery,
                generator
            )
        )
        return VehicleSheet(
            id: "bmw-i3-rex",
            vehicle: vehicle,
            plug: Plug(home: 7.4e3, fast: .constant(50e3)),
            curbMass: curbMass
        )
    }

    /// Certified: 39 mpg and 72 miles with 60 Ah, 35 mpg and 97 miles with 94 Ah.
    @Test(arguments: [(60.0, 3064.0, 0.935, 39.0, 72.0), (94, 3234, 0.865, 35, 97)])
    func `a small range extender sustains its charge as it is certified`(
        charge: Double,
        curb: Double,
        top: Double,
        economy: Double,
        range: Double
    ) throws {
        let label = try LabelOutlook(
            sheet(charge: charge, curbMass: curb * pound, top: top),
            city: try DriveCycles.named("udds"),
            highway: try DriveCycles.named("hwfet")
        )
        let burning = try #require(label.burning)
        #expect(burning.isBalanced)
        #expect(abs(burning.combined(.seventyPercent) / economy - 1) < 0.1)
        #expect(abs(burning.combined(.derived2017) / economy - 1) < 0.1)
        let electric = try #require(label.electric)
        #expect(abs(electric.range(.seventyPercent).combined / mile / range - 1) < 0.1)
    }
}
