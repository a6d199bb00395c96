import Pages
import Testing

@testable import Hybrid

@Suite struct VerdictTests {
    /// Without other sizes, which take longer than all the rest: those are in the shared one.
    static func comparison(
        _ sheets: [VehicleSheet] = [JourneyFixture.series, JourneyFixture.gas],
        trailer: Trailer? = JourneyFixture.trailer,
        route: Route = JourneyFixture.shortPass,
        homePrice: Double = JourneyFixture.economy.homePrice,
        samples: Int = 0
    ) -> JourneyComparison {
        var economy = JourneyFixture.economy
        economy.homePrice = homePrice
        economy.components.packMass = 0
        return JourneyComparison(
            sheets,
            trailer: trailer,
            route: route,
            conditions: JourneyFixture.winter,
            economy: economy,
            missions: [JourneyFixture.town],
            samples: samples
        )
    }

    private func texts(_ comparison: JourneyComparison) -> [String: String] {
        var texts: [String: String] = [:]
        for clause in comparison.clauses { texts[clause.key.claim.rawValue] = clause.text }
        return texts
    }

    // MARK: Fuel at equal charge

    @Test
    func `with the charge sustained the battery ends as it began, and fuel stands for the charge`()
        throws
    {
        let entry = JourneyFixture.comparison.entries[0]
        let alone = try #require(entry.sustained)
        let charge = try #require(alone.charge)
        // No less than the reserve, and no more than the generator's band above it and what the
        // vehicle stops with at the end: it is braked into the battery.
        #expect(charge.isReserveKept)
        let circuit = HybridFixture.battery.circuit(at: 15)
        let over = circuit.energy(at: charge.end) - circuit.energy(at: charge.start)
        let mass = JourneyFixture.series.vehicle.mass + JourneyFixture.trailer.mass
        let moving = mass * 29 * 29 / 2
        #expect(over <= RouteCharge.band * (circuit.high - circuit.low) + moving)
        #expect(alone.energy.charged == 0)
        #expect(alone.name.hasSuffix("(charge sustained)"))
        let journey = entry.journey
        #expect(journey.chargeSpent > 0.8 * (journey.charge?.usable ?? 0))
        #expect(alone.balancedFuel > journey.energy.fuel)
        // What the battery gave, at the efficiency of the generator on that way.
        #expect(abs(journey.balancedFuel / alone.balancedFuel - 1) < 0.02)
    }

    @Test func `less fuel is said with the charge that stands behind it, and what is left without`()
        throws
    {
        let comparison = Self.comparison(samples: 2)
        let texts = texts(comparison)
        let journey = comparison.entries[0].journey
        let thriftier = try #require(texts["thriftier"])
        #expect(thriftier.contains("\(Prose.energy(journey.chargeSpent)) of charge"))
        let alone = try #require(comparison.entries[0].alone)
        let engine = comparison.entries[1].journey
        let claim = try #require(texts["thirsty"])
        #expect(alone.balancedFuel > engine.energy.fuel)
        #expect(claim.contains(Prose.liters(engine.energy.fuel)))
        #expect(claim.contains(Prose.liters(alone.balancedFuel)))
        let said = comparison.verdict.flatMap(\.items).filter { $0.hasPrefix(claim) }
        #expect(
            said.count == 1 && said[0].contains("(so in ") && said[0].contains(" of 2; median ")
        )
    }

    @Test func `a way that is driven on charge alone is said to be that`() throws {
        let texts = texts(
            Self.comparison(trailer: nil, route: JourneyFixture.flat(60e3))
        )
        let electric = try #require(texts["electric"])
        #expect(electric.hasPrefix("drives all of this way on charge"))
        #expect(texts["thriftier"] == nil)
        let left = try #require(texts["thirsty"] ?? texts["thrifty_without_charge"])
        #expect(!left.contains("100 %"))
    }

    // MARK: Money and time

    @Test(arguments: [(0.02, "saves_energy"), (0.9, "costly")])
    func `what a way saves or costs more is said whatever it is`(
        homePrice: Double,
        claim: String
    ) throws {
        let comparison = Self.comparison(homePrice: homePrice)
        let texts = texts(comparison)
        let ours = comparison.entries[0].journey.money.energy
        let theirs = comparison.entries[1].journey.money.energy
        #expect((ours < theirs) == (claim == "saves_energy"))
        let text = try #require(texts[claim])
        #expect(text.contains(Prose.money(abs(ours - theirs))))
        let key = JourneyDifference(quantity: .energy, other: "gas")
        #expect(comparison.differences[key] == theirs - ours)
    }

    @Test func `a sum of prices that nobody names says so`() throws {
        var series = JourneyFixture.series
        series.ownership.isPriceAssumed = true
        series.ownership.price = 120_000
        let text = try #require(texts(Self.comparison([series, JourneyFixture.gas]))["dearer"])
        #expect(text.contains("(the price of \(series.vehicle.name) is assumed)"))
    }

    // MARK: Ratings and speeds

    @Test func `a trailer beyond a rating comes before what speaks for the choice`() throws {
        var gas = JourneyFixture.gas
        gas.grossCombinedMass = gas.vehicle.mass + JourneyFixture.trailer.mass - 700
        let comparison = Self.comparison([JourneyFixture.series, gas])
        #expect(comparison.verdict[1].title.hasPrefix("Not allowed with this trailer"))
        #expect(comparison.verdict[1].items.count == 1)
        #expect(comparison.verdict[1].items[0].contains("700 kg over"))
        #expect(comparison.clauses.first?.key.claim == .allowed)
        #expect(JourneyFixture.comparison.clauses.first?.key.claim != .allowed)
    }

    @Test func `who falls below the speed of the road keeps it nowhere`() throws {
        var weak = JourneyFixture.gas
        if case .conventional(var engine) = weak.vehicle.powertrain {
            engine.power = 90e3
            weak.vehicle.powertrain = .conventional(engine)
        }
        let comparison = Self.comparison([JourneyFixture.series, weak], samples: 2)
        let journey = comparison.entries[1].journey
        #expect(journey.isArrived)
        #expect(!journey.keepsSpeeds)
        let keys = try ReportDocumentTests.keys(JourneyDocument(journey))
        let missed = try #require(keys["missed_trace"] as? [String: Any])
        #expect((missed["missed_s"] as? Double ?? 0) > 0)
        let spread = try #require(comparison.spread)
        #expect(spread.vehicles.map(\.keeping) == [2, 0])
        #expect(spread.vehicles.map(\.arriving) == [2, 2])
        let told = comparison.findings.filter { $0.topic == .speed }
        #expect(told.contains { $0.vehicle == "gas" && $0.kind == .weakness })
        let names = told.filter { $0.text.contains("keeps up the speed") }.map(\.vehicle)
        #expect(names == ["range-extended"])
    }

    // MARK: Sizes

    @Test func `other sizes are driven on the same way, and a smaller one that does is said`()
        throws
    {
        let comparison = JourneyFixture.comparison
        let sizes = try #require(comparison.sizes)
        #expect(sizes.others.count == 8)
        #expect(sizes.others.allSatisfy { ($0.price ?? 1) < 0 })
        let own = sizes.present.design
        #expect(sizes.others.allSatisfy { $0.design.battery <= own.battery })
        #expect(sizes.others.allSatisfy { $0.design.generator <= own.generator })
        let better = try #require(sizes.better)
        #expect(better.keepsSpeeds)
        let text = try #require(texts(comparison)["oversized"])
        #expect(text.contains(better.design.words))
        #expect(sizes.table.rows.count == 9)
    }

    // MARK: What the model is worth

    @Test func `a margin that is thinner than the model's error is said, and no other`() throws {
        let pair = Array(JourneyFixture.comparison.entries.prefix(2))
        #expect(!pair[1].journey.isArrived)
        let question = JourneyQuestion(
            trailer: JourneyFixture.trailer,
            route: JourneyFixture.shortPass,
            conditions: JourneyFixture.winter,
            economy: JourneyFixture.economy,
            options: JourneyOptions()
        )
        func doubts(_ error: KnownError) -> String? {
            var entries = pair
            entries[1].keepsAsPublished = question.keeps(JourneyFixture.electric, as: error)
            let findings = JourneyFindings(
                entries,
                towing: JourneyFixture.trailer,
                economy: JourneyFixture.economy
            )
            return JourneyVerdict(findings, errors: ["electric": error]).doubts?.items.first
        }
        #expect(doubts(KnownError(range: -0.6))?.contains("would keep") == true)
        #expect(doubts(KnownError(range: -0.001)) == nil)
        #expect(doubts(KnownError(range: 0.3)) == nil)
        #expect(question.keeps(JourneyFixture.gas, as: KnownError(range: -0.6)) == nil)
    }
}
