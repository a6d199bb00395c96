import Pages
import Testing

@testable import Hybrid

/// Labels by their rules; what the shipped truck does against its maker's figures is in `RamTests`.
@Suite struct LabelTests {
    private let mile = HybridFixture.mile
    private let udds: Cycle
    private let hwfet: Cycle

    init() throws {
        udds = try DriveCycles.named("udds")
        hwfet = try DriveCycles.named("hwfet")
    }

    /// With the losses that the reference gives: 0.91 from the bus to the wheels, 93 % regeneration,
    /// 0.25 kW of drag while it rolls and 0.4 kW of auxiliaries.
    private var truck: Vehicle {
        var truck = HybridFixture.truck
        var battery = HybridFixture.battery
        battery.discharge.power = 360e3
        battery.recharge.power = 200e3
        var generator = HybridFixture.generator
        generator.warmUp = Generator.WarmUp(extra: 0.1, extraPerDegree: 0.004, time: 120)
        let machine = Machine(
            ratio: 10,
            torque: 9000,
            power: 488e3,
            constant: 250,
            copper: 0,
            gear: 1 / 0.91 - 1
        )
        truck.rotating = 0.015
        truck.powertrain = .series(
            Drive(rear: machine, regeneration: Drive.Regeneration(share: 0.93)),
            battery,
            generator
        )
        return truck
    }

    private func sheet(_ vehicle: Vehicle) -> VehicleSheet {
        VehicleSheet(
            id: "truck",
            vehicle: vehicle,
            plug: Plug(home: 11e3, fast: .constant(145e3)),
            curbMass: 3405
        )
    }

    private func label(_ vehicle: Vehicle) throws -> LabelOutlook {
        try LabelOutlook(sheet(vehicle), city: udds, highway: hwfet)
    }

    // MARK: The rules

    @Test(arguments: [(24.5, 34.05, 19.4, 24.3, 21.4)])
    func `the derived 5-cycle values are those of the reference`(
        city: Double,
        highway: Double,
        labelCity: Double,
        labelHighway: Double,
        combined: Double
    ) {
        let method = LabelMethod.derived2017
        let values = CityHighway(city: method.city(city), highway: method.highway(highway))
        #expect(abs(values.city - labelCity) < 0.1)
        #expect(abs(values.highway - labelHighway) < 0.1)
        #expect(abs(1 / values.map { 1 / $0 }.combined - combined) < 0.1)
    }

    @Test func `the wall is asked for more than the battery gives`() throws {
        let label = try label(truck)
        let electric = try #require(label.electric)
        #expect(electric.wall.city > electric.terminals.city / 0.88)
        let gallons = electric.wall(.seventyPercent).city * mile / (33.705 * 3.6e6)
        #expect(abs(electric.milesPerGallon(.seventyPercent).city * gallons - 1) < 1e-12)
        // A cold start in the city costs something, and nothing on the highway.
        let burning = try #require(label.burning)
        #expect(burning.energy.city > burning.warm.city * 1.005)
        #expect(burning.energy.highway == burning.warm.highway)
    }

    @Test func `battery and tank go as far as each goes by its own method`() throws {
        let label = try label(truck)
        let electric = try #require(label.electric)
        let burning = try #require(label.burning)
        let reach = try #require(label.reaches.last)
        #expect(reach.electric == electric.range(.seventyPercent).combined)
        #expect(abs(reach.fuel / (27 * burning.combined(.derived2017) * mile) - 1) < 1e-9)
        #expect(reach.total == reach.electric + reach.fuel)
        #expect(reach.method == "0.7 rule (SAE J1634) and derived 5-cycle (2017)")
        #expect(abs(label.reaches[0].electric * 0.7 / reach.electric - 1) < 1e-12)
    }

    @Test func `every published figure stands beside ours of the same test`() throws {
        let us06 = try DriveCycles.named("us06")
        let label = try LabelOutlook(
            sheet(truck),
            city: udds,
            highway: hwfet,
            aggressive: us06
        )
        let burning = try #require(label.burning)
        let fuel = burning.fuel
        let quantities = [
            "electric_range_km", "total_range_km", "battery_kwh_per_100km", "wall_kwh_per_100km",
            "fuel_l_per_100km", "fuel_l_per_100km_ftp", "fuel_l_per_100km_hwfet",
            "fuel_l_per_100km_us06", "co2_g_per_km", "top_speed_kmh",
        ]
        let document = LabelDocument(
            label,
            published: quantities.map {
                PublishedFigure(quantity: $0, value: 10, status: .measured, source: "here")
            }
        )
        #expect(document.published.dropLast().allSatisfy { $0.ours.value ?? 0 > 0 })
        #expect(document.published.dropLast().allSatisfy { $0.method.value != nil })
        #expect(document.published.last?.ours.value == nil)
        #expect(document.published.last?.method.value == nil)
        let city = try #require(document.published[5].ours.value)
        #expect(abs(city / (fuel.liters(burning.energy.city) * 1e5) - 1) < 1e-12)
    }

    @Test(arguments: [ReportFixture.sheet, ReportFixture.gasSheet])
    func `a charge is held where there is a battery`(sheet: VehicleSheet) throws {
        let cycle = Cycle.steady(speed: 20, seconds: 600)
        let label = try LabelOutlook(sheet, city: cycle, highway: cycle)
        let titles = LabelDocument(label, published: []).tables.map(\.title)
        let isHeld = titles.contains("\(sheet.id) on fuel, the charge held")
        #expect(isHeld == (sheet.vehicle.battery != nil))
        #expect(titles.contains("\(sheet.id) on fuel") != isHeld)
    }

    @Test func `what is better than the tests is called optimistic`() {
        let figures = [
            PublishedFigure(quantity: "fuel_l_per_100km", value: 10, status: .measured, source: ""),
            PublishedFigure(
                quantity: "electric_range_km",
                value: 100,
                status: .certified,
                source: ""
            ),
            PublishedFigure(quantity: "total_range_km", value: 1, status: .target, source: ""),
        ]
        let better = PublishedTable(
            figures,
            ours: ["fuel_l_per_100km": 9, "electric_range_km": 112, "total_range_km": 5]
        )
        #expect(
            better.verdict(of: "it") == [
                "Against the tests it comes out 11 % better: take it as optimistic by that (mean of "
                    + "2 figures)."
            ]
        )
        let worse = PublishedTable(figures, ours: ["fuel_l_per_100km": 10.5])
        #expect(
            worse.verdict(of: "it") == [
                "Against the tests it comes out 5 % worse (mean of 1 figure)."
            ]
        )
        #expect(PublishedTable(figures, ours: [:]).verdict(of: "it").isEmpty)
    }

    @Test func `what owners do is a curve or what is known of them`() throws {
        let label = try label(truck)
        let blend = try #require(label.blend)
        #expect(blend.use == "SAE J2841 MDIUF")
        #expect(blend.points.count == 1)
        #expect(abs(blend.points[0].share.electric - 0.93) < 0.01)
        let given = UtilityUse.shares([
            UtilityUse.Share(electric: 0, weight: 1),
            UtilityUse.Share(electric: 1, weight: 3),
        ])
        let owners = try LabelOutlook(sheet(truck), city: udds, highway: hwfet, use: given)
        let mixed = try #require(owners.blend)
        let burning = try #require(owners.burning)
        let fuel = burning.energyPerMeter(.derived2017)
        #expect(mixed.points.map(\.share.weight) == [1, 3])
        #expect(abs(mixed.points[0].fuel / fuel - 1) < 1e-12)
        #expect(mixed.points[1].fuel == 0)
        #expect(mixed.points[1].carbon == 0)
    }

    @Test func `an engine has a label without a plug`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 15e3,
                slope: 2.6,
                power: 220e3,
                force: 15e3,
                coldStartFuel: 3e6,
                fuel: .gasoline,
                tank: 98
            )
        )
        let label = try LabelOutlook(
            VehicleSheet(id: "gas", vehicle: vehicle, curbMass: 2500),
            city: udds,
            highway: hwfet
        )
        #expect(label.electric == nil && label.blend == nil)
        let burning = try #require(label.burning)
        let more = (burning.energy.city - burning.warm.city) * udds.distance
        #expect(abs(more / (0.43 * 3e6) - 1) < 1e-6)
    }
}
