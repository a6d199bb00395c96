import Bus
import Testing

@Suite struct BreakerTests {
    /// Seconds after the origin.
    static func at(_ seconds: Double) -> Instant {
        Instant(nanoseconds: Interval.seconds(seconds).nanoseconds)
    }

    /// A breaker that five failures at 1 s have opened until 6 s.
    static func tripped() -> Breaker {
        var breaker = Breaker()
        for _ in 0..<5 {
            #expect(breaker.admitted(at: at(1)) == false)
            breaker.failed(probe: false, at: at(1))
        }
        return breaker
    }

    @Test func `a new breaker conducts everything`() {
        #expect(Breaker().admission(at: Self.at(0)) == .pass(share: 1))
    }

    @Test func `four failures in a row leave it closed and the fifth opens it`() {
        var breaker = Breaker()
        for count in 1...4 {
            breaker.failed(probe: false, at: Self.at(Double(count)))
            #expect(breaker.position == .closed(since: nil))
        }
        breaker.failed(probe: false, at: Self.at(5))
        #expect(breaker.position == .open(until: Self.at(10)))
        #expect(breaker.admission(at: Self.at(9.999)) == .refuse(until: Self.at(10)))
        #expect(breaker.admission(at: Self.at(10)) == .probe)
    }

    @Test func `a success between failures begins the row anew`() {
        var breaker = Breaker()
        for _ in 0..<4 { breaker.failed(probe: false, at: Self.at(1)) }
        breaker.succeeded(probe: false, at: Self.at(1))
        #expect(breaker.failuresInARow == 0)
        for _ in 0..<4 { breaker.failed(probe: false, at: Self.at(1)) }
        #expect(breaker.position == .closed(since: nil))
    }

    @Test func `half of twenty results failing opens it though no five are in a row`() {
        var breaker = Breaker()
        for pair in 0..<10 {
            #expect(breaker.position == .closed(since: nil), "pair \(pair)")
            breaker.succeeded(probe: false, at: Self.at(Double(pair) / 10))
            breaker.failed(probe: false, at: Self.at(Double(pair) / 10))
        }
        #expect(breaker.position == .open(until: Self.at(5.9)))
    }

    @Test func `a rate says nothing below the least volume`() {
        var breaker = Breaker()
        for _ in 0..<9 {
            breaker.succeeded(probe: false, at: Self.at(1))
            breaker.failed(probe: false, at: Self.at(1))
        }
        #expect(breaker.position == .closed(since: nil))
    }

    @Test func `failures that the window has forgotten do not count`() {
        var breaker = Breaker()
        for _ in 0..<9 {
            breaker.succeeded(probe: false, at: Self.at(1))
            breaker.failed(probe: false, at: Self.at(1))
        }
        breaker.succeeded(probe: false, at: Self.at(30))
        breaker.failed(probe: false, at: Self.at(30))
        #expect(breaker.position == .closed(since: nil))
    }

    @Test func `exactly one probe goes out`() {
        var breaker = Self.tripped()
        #expect(breaker.admission(at: Self.at(6)) == .probe)
        #expect(breaker.admitted(at: Self.at(6)) == true)
        #expect(breaker.position == .halfOpen(since: Self.at(6)))
        for tenth in 0..<80 {
            let now = Self.at(6 + Double(tenth) / 10)
            #expect(breaker.admission(at: now) == .refuse(until: Self.at(14)))
        }
    }

    @Test func `asking what it would say changes nothing`() {
        let breaker = Self.tripped()
        for _ in 0..<3 { #expect(breaker.admission(at: Self.at(6)) == .probe) }
        #expect(breaker == Self.tripped())
    }

    @Test func `a probe that succeeds closes it and the share grows over ten seconds`() {
        var breaker = Self.tripped()
        _ = breaker.admitted(at: Self.at(6))
        breaker.succeeded(probe: true, at: Self.at(7))
        #expect(breaker.position == .closed(since: Self.at(7)))
        #expect(breaker.failuresInARow == 0)
        #expect(breaker.admission(at: Self.at(7)) == .pass(share: 0.1))
        #expect(breaker.admission(at: Self.at(8)) == .pass(share: 0.1))
        #expect(breaker.admission(at: Self.at(12)) == .pass(share: 0.5))
        #expect(breaker.admission(at: Self.at(17)) == .pass(share: 1))
        #expect(breaker.admitted(at: Self.at(17)) == false)
        #expect(breaker.position == .closed(since: nil))
    }

    @Test func `a probe that fails opens it again, counted from its sending`() {
        var breaker = Self.tripped()
        _ = breaker.admitted(at: Self.at(6))
        breaker.failed(probe: true, at: Self.at(6.5))
        #expect(breaker.position == .open(until: Self.at(11)))
        _ = breaker.admitted(at: Self.at(11))
        breaker.failed(probe: true, at: Self.at(18))
        #expect(breaker.position == .open(until: Self.at(18)))
        #expect(breaker.admission(at: Self.at(18)) == .probe)
    }

    @Test func `a late success from before the trip does not close it`() {
        var breaker = Self.tripped()
        breaker.succeeded(probe: false, at: Self.at(2))
        #expect(breaker.position == .open(until: Self.at(6)))
        _ = breaker.admitted(at: Self.at(6))
        breaker.succeeded(probe: false, at: Self.at(6.1))
        #expect(breaker.position == .halfOpen(since: Self.at(6)))
    }

    @Test func `a late failure from before the trip neither prolongs it nor ends a probe`() {
        var breaker = Self.tripped()
        breaker.failed(probe: false, at: Self.at(3))
        #expect(breaker.position == .open(until: Self.at(6)))
        _ = breaker.admitted(at: Self.at(6))
        breaker.failed(probe: false, at: Self.at(6.1))
        #expect(breaker.position == .halfOpen(since: Self.at(6)))
    }

    @Test func `a probe without a verdict makes room for the next one at once`() {
        var breaker = Self.tripped()
        _ = breaker.admitted(at: Self.at(6))
        breaker.probeAbandoned(at: Self.at(6.2))
        #expect(breaker.admission(at: Self.at(6.2)) == .probe)
        #expect(breaker.admitted(at: Self.at(6.3)) == true)
        #expect(breaker.admission(at: Self.at(6.4)) == .refuse(until: Self.at(14.3)))
    }

    @Test func `abandoning a probe that is over changes nothing`() {
        var breaker = Self.tripped()
        let before = breaker
        breaker.probeAbandoned(at: Self.at(2))
        #expect(breaker == before)
        var closed = Breaker()
        closed.probeAbandoned(at: Self.at(2))
        #expect(closed == Breaker())
    }

    @Test func `a probe that never ends stops blocking after its time`() {
        var breaker = Self.tripped()
        _ = breaker.admitted(at: Self.at(6))
        #expect(breaker.admission(at: Self.at(14)) == .probe)
        #expect(breaker.admitted(at: Self.at(14)) == true)
        // The first one's success is still news of the supply.
        breaker.succeeded(probe: true, at: Self.at(15))
        #expect(breaker.position == .closed(since: Self.at(15)))
    }

    @Test func `failures of before the trip do not open it again after a probe`() {
        var breaker = Self.tripped()
        _ = breaker.admitted(at: Self.at(6))
        breaker.succeeded(probe: true, at: Self.at(6))
        for _ in 0..<4 { breaker.failed(probe: false, at: Self.at(6)) }
        #expect(breaker.position == .closed(since: Self.at(6)))
        breaker.failed(probe: false, at: Self.at(6))
        #expect(breaker.position == .open(until: Self.at(11)))
    }

    /// Random events: never two probes within the probe's time, and nothing but a probe closes.
    @Test(arguments: 0..<200) func `never two probes at once`(seed: Int) {
        var generator = SplitMix64(seed)
        var breaker = Breaker()
        var now = Self.at(0)
        var probeSince: Instant?
        var flying: [Bool] = []
        for _ in 0..<500 {
            now = now + .milliseconds(Int.random(in: 0...800, using: &generator))
            let admission = breaker.admission(at: now)
            if case .refuse(let until) = admission {
                #expect(until > now)
            } else {
                let probe = breaker.admitted(at: now)
                #expect(probe == (admission == .probe))
                if probe {
                    if let since = probeSince { #expect(now >= since + .seconds(8)) }
                    probeSince = now
                }
                flying.append(probe)
            }
            guard let place = flying.indices.randomElement(using: &generator),
                Bool.random(using: &generator)
            else { continue }
            let probe = flying.remove(at: place)
            let before = breaker.position
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: breaker.succeeded(probe: probe, at: now)
            case 1: breaker.failed(probe: probe, at: now)
            default: if probe { breaker.probeAbandoned(at: now) }
            }
            if probe { probeSince = nil }
            if case .closed = before { continue }
            if case .closed = breaker.position { #expect(probe) }
        }
    }
}
