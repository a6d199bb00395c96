import Bus
import Testing

@Suite struct DispatchTests {
    static func offer(_ name: String, _ capacity: Double, at price: Double) -> Offer<Watt> {
        Offer(from: SupplyID(name), capacity: Power(capacity), at: price)
    }

    @Test func `the cheapest serves first, and the last as much as is left`() {
        let offers = [
            Self.offer("gas", 50, at: 44), Self.offer("solar", 30, at: 0),
            Self.offer("grid", 60, at: 30),
        ]
        let dispatch = offers.dispatch(Power(100))
        #expect(dispatch.shares.map(\.supply) == ["solar", "grid", "gas"])
        #expect(dispatch.shares.map(\.amount.value) == [30, 60, 10])
        #expect(dispatch.unserved == .zero)
        #expect(dispatch["gas"] == Power(10))
        #expect(dispatch["wind"] == .zero)
    }

    @Test func `equal prices go in order of name`() {
        let offers = [Self.offer("b", 10, at: 1), Self.offer("a", 10, at: 1)]
        #expect(offers.dispatch(Power(10)).shares.map(\.supply) == ["a"])
        #expect(offers.inMeritOrder().map(\.supply) == ["a", "b"])
    }

    @Test func `what no offer carries is unserved`() {
        let dispatch = [Self.offer("a", 7, at: 1)].dispatch(Power(10))
        #expect(dispatch["a"] == Power(7))
        #expect(dispatch.unserved == Power(3))
        let none: [Offer<Watt>] = []
        #expect(none.dispatch(Power(3)).unserved == Power(3))
    }

    @Test func `a supply with several offers has one share`() {
        let offers = [
            Self.offer("a", 5, at: 3), Self.offer("b", 5, at: 2), Self.offer("a", 5, at: 1),
        ]
        let dispatch = offers.dispatch(Power(12))
        #expect(dispatch.shares.map(\.supply) == ["a", "b"])
        #expect(dispatch.shares.map(\.amount.value) == [7, 5])
    }

    @Test func `a supply that pays goes first, and no more than the load`() {
        let offers = [Self.offer("a", .infinity, at: -5), Self.offer("b", 5, at: 0)]
        #expect(offers.dispatch(Power(4)).shares.map(\.amount.value) == [4])
        #expect(offers.dispatch(.zero).shares.isEmpty)
    }

    @Test(arguments: 0..<200) func `the load is conserved, whatever the order`(seed: Int) {
        var random = SplitMix64(seed)
        let offers = (0..<Int.random(in: 0...8, using: &random)).map { number in
            Self.offer(
                "s\(number % 6)",
                .random(in: 0...100, using: &random),
                at: Double(Int.random(in: -2...4, using: &random))
            )
        }
        let load = Power(.random(in: 0...400, using: &random))
        let dispatch = offers.dispatch(load)
        let served = dispatch.shares.reduce(Power.zero) { $0 + $1.amount }
        #expect(abs((served + dispatch.unserved - load).value) < 1e-9)
        #expect(offers.shuffled(using: &random).dispatch(load) == dispatch)
        for share in dispatch.shares {
            let most = offers.filter { $0.supply == share.supply }
                .reduce(Power.zero) { $0 + $1.capacity }
            #expect(share.amount.value <= most.value + 1e-9)
            #expect(share.amount > .zero)
        }
    }

    @Test(arguments: 0..<200) func `no other split costs less`(seed: Int) {
        var random = SplitMix64(seed)
        let prices = (0..<3).map { _ in Double.random(in: -2...4, using: &random) }
        let sizes = (0..<3).map { _ in Double(Int.random(in: 0...6, using: &random)) }
        let offers = (0..<3).map { Self.offer("s\($0)", sizes[$0], at: prices[$0]) }
        let load = min(sizes.reduce(0, +), Double(Int.random(in: 0...18, using: &random)))
        let dispatch = offers.dispatch(Power(load))
        let cost = (0..<3).reduce(0.0) { $0 + prices[$1] * dispatch[SupplyID("s\($1)")].value }
        var least = Double.infinity
        for first in stride(from: 0, through: sizes[0], by: 1) {
            for second in stride(from: 0, through: sizes[1], by: 1) {
                let third = load - first - second
                guard third >= 0, third <= sizes[2] else { continue }
                least = min(least, prices[0] * first + prices[1] * second + prices[2] * third)
            }
        }
        #expect(abs(cost - least) < 1e-9)
    }

    @Test func `quantities keep their unit and their scale`() {
        #expect(Power.megawatts(1.5).value == 1_500_000)
        #expect(Energy.megawattHours(2).megawattHours == 2)
        #expect("\(Power(3))" == "3.0 W")
        #expect(Power(3) - Power(1) + Power(2) == Power(4))
    }
}
