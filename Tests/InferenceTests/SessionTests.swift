import Bus
import Inference
import Testing

@Suite struct `Sessions` {
    private static func stand(_ count: Int, prefer: Policy.Preference = .order) -> Stand {
        Stand((0..<count).map { Stand.supply("s\($0)") }, prefer: prefer, affinity: .prompt)
    }

    private static func home(_ stand: Stand, _ session: UInt64) -> Int? {
        stand.order(Stand.ask(session: session)).first
    }

    @Test func `stay with one supply, and all supplies get their part`() {
        let stand = Self.stand(4)
        var counts = Array(repeating: 0, count: 4)
        for number in 0..<4_000 {
            let session = Session.hash("session \(number)")
            guard let home = Self.home(stand, session) else { continue }
            counts[home] += 1
            #expect(Self.home(stand, session) == home)
        }
        for count in counts { #expect(abs(count - 1_000) < 150) }
    }

    @Test(arguments: 2...8)
    func `of a supply that leaves move alone, and to all the others`(count: Int) {
        var stand = Self.stand(count)
        let sessions = (0..<2_000).map { Session.hash("session \($0)") }
        let before = sessions.map { Self.home(stand, $0) }
        let gone = count / 2
        stand.trip(gone)
        let after = sessions.map { Self.home(stand, $0) }
        var moved = 0
        var takers: Set<Int> = []
        for (old, new) in zip(before, after) where old != new {
            #expect(old == gone, "only the sessions of the one that left move")
            moved += 1
            if let new { takers.insert(new) }
        }
        let share = 2_000.0 / Double(count)
        #expect(abs(Double(moved) - share) < 4 * share.squareRoot() + 20)
        #expect(takers == Set(0..<count).subtracting([gone]))
    }

    @Test func `belong to the same supplies whatever order a site lists them in`() {
        let names = ["a", "b", "c", "d"]
        let stand = Stand(names.map { Stand.supply($0) }, affinity: .prompt)
        let other = Stand(names.reversed().map { Stand.supply($0) }, affinity: .prompt)
        for number in 0..<100 {
            let session = Session.hash("\(number)")
            let places = (Self.home(stand, session), Self.home(other, session))
            #expect(places.0.map { names[$0] } == places.1.map { names[3 - $0] })
        }
    }

    /// One hot session, and every request stays in flight: nobody may be drowned.
    @Test(arguments: [2, 3, 5, 8])
    func `never bring a supply above its bound`(count: Int) {
        var stand = Self.stand(count)
        for request in 1...500 {
            guard let place = Self.home(stand, 7) else { continue }
            stand.load(place, 1)
            let most = stand.route.rows.map { stand.board.rows[$0].inFlight }.max() ?? 0
            let bound = 1.25 * Double(request) / Double(count) + 4
            #expect(Double(most) <= bound)
        }
        // At 1.25 times the mean, four of five supplies hold everything.
        let used = stand.route.rows.count { stand.board.rows[$0].inFlight > 0 }
        #expect(Double(used) >= (Double(count) / 1.25).rounded(.down))
    }

    @Test func `are not moved by a few requests`() {
        var stand = Self.stand(8)
        let home = Self.home(stand, 7)
        for _ in 0..<4 {
            #expect(Self.home(stand, 7) == home)
            stand.load(home ?? 0, 1)
        }
    }

    @Test func `that find no room anywhere go where the preference says`() {
        var stand = Stand(
            [
                Stand.supply("a", price: (3, 3)), Stand.supply("b", price: (1, 1)),
                Stand.supply("c", price: (2, 2)),
            ],
            prefer: .cost,
            affinity: .prompt
        )
        let ask = Stand.ask(session: 7)
        #expect(stand.order(Stand.ask()) == [1, 2, 0], "without a session it is the price alone")
        guard let home = stand.order(ask).first else { return }
        stand.load(home, 40)
        let order = stand.order(ask)
        #expect(order.last == home, "the one above its bound is asked last")
        for place in 0..<3 { stand.trip(place) }
        #expect(stand.order(ask) == [1, 2, 0])
    }

    @Test func `need the policy's word`() {
        let stand = Stand((0..<4).map { Stand.supply("s\($0)") })
        for session in 0..<50 { #expect(Self.home(stand, UInt64(session)) == 0) }
    }

    @Test func `hash alike in every process`() {
        // A figure of its own, so that a change that would cool every cache is noticed.
        #expect(Session.hash("busbar") == Session.hash("busbar"))
        #expect(Session.hash("busbar") == 16_330_773_314_549_403_007)
        #expect(Session.hash("") != Session.hash("\0"))
        #expect(Session.hash("12345678") != Session.hash("123456780"))
    }
}

@Suite struct `First-token estimates` {
    private let start = Instant(nanoseconds: 50_000_000_000)

    @Test func `jump up at once and come down by and by`() throws {
        var estimate = FirstTokenEstimate()
        #expect(estimate.seconds(at: start) == nil)
        estimate.record(.seconds(1), at: start)
        #expect(estimate.seconds(at: start) == 1)
        estimate.record(.seconds(4), at: start)
        #expect(estimate.seconds(at: start) == 4)
        // A faster one at the same moment weighs nothing yet.
        estimate.record(.seconds(1), at: start)
        #expect(estimate.seconds(at: start) == 4)
        // After 10 s a fast one has 1 − 1/e of the weight.
        estimate.record(.seconds(1), at: start + .seconds(10))
        let value = try #require(estimate.seconds(at: start + .seconds(10)))
        #expect(value > 1.4 && value < 2.2)
    }

    @Test func `fall back to what is usual, not to nothing`() throws {
        var fast = FirstTokenEstimate()
        var slow = FirstTokenEstimate()
        for second in 0..<60 {
            fast.record(.milliseconds(100), at: start + .seconds(second))
            slow.record(.milliseconds(300), at: start + .seconds(second))
        }
        fast.record(.seconds(5), at: start + .seconds(60))
        func at(_ second: Int) throws -> (Double, Double) {
            let now = start + .seconds(second)
            return (
                try #require(fast.seconds(at: now)), try #require(slow.seconds(at: now))
            )
        }
        #expect(try at(60).0 == 5)
        #expect(try at(70).0 > 1.5)
        // A minute without a request later the peak is forgotten and the order is right again.
        let (later, other) = try at(120)
        #expect(later < 0.45 && other > 0.25)
        // And in the end both are, so that each is tried again.
        let (last, rest) = try at(60 + 3_600)
        #expect(last < 0.01 && rest < 0.01)
    }

    @Test func `take a wait without an answer for at least as long`() {
        var estimate = FirstTokenEstimate()
        estimate.waited(.seconds(12), at: start)
        #expect(estimate.seconds(at: start) == 12)
        estimate.waited(.seconds(3), at: start)
        #expect(estimate.seconds(at: start) == 12)
    }

    @Test(arguments: 0..<100) func `are never negative, and never above the slowest`(seed: Int) {
        var generator = SplitMix64(seed)
        var estimate = FirstTokenEstimate()
        var now = start
        var slowest = 0.0
        for _ in 0..<200 {
            now = now + .milliseconds(Int.random(in: 0...30_000, using: &generator))
            let time = Double.random(in: 0...20, using: &generator)
            slowest = max(slowest, time + 1e-9)
            estimate.record(.seconds(time), at: now)
            let value = estimate.seconds(at: now) ?? -1
            #expect(value >= 0 && value <= slowest)
            let later = estimate.seconds(at: now + .seconds(5)) ?? -1
            #expect(later >= 0 && later <= slowest)
        }
    }
}
