import Bus
import Testing

/// A stream of requests over one supply that is down for a minute: each request that the breaker
/// does not send there is served elsewhere.
@Suite struct RecoveryTests {
    /// How a supply fails while it is down.
    enum Fault: CaseIterable {
        /// Refused at once.
        case refusing
        /// Packets vanish: the connect times out after 5 s.
        case unreachable
        /// Connects and says nothing: the first token times out after 12 s.
        case silent

        var takes: Interval {
            switch self {
            case .refusing: .milliseconds(1)
            case .unreachable: .seconds(5)
            case .silent: .seconds(12)
            }
        }
    }

    private struct Flight {
        let ends: Instant
        let probe: Bool
        let works: Bool
    }

    /// Requests of 30 s from the 15th second after the recovery on: how many came here, of all.
    private static func shares(
        _ fault: Fault,
        seed: Int,
        requestsPerSecond: Double
    ) -> (here: Int, all: Int, duringOutage: Int) {
        var generator = SplitMix64(seed)
        let down = BreakerTests.at(10)
        let well = BreakerTests.at(70 + Double.random(in: 0..<20, using: &generator))
        let full = well + .seconds(20)
        var breaker = Breaker()
        var flights: [Flight] = []
        var now = Instant(nanoseconds: 0)
        var result = (here: 0, all: 0, duringOutage: 0)
        while now < full + .seconds(30) {
            let gap = Double.random(in: 0..<2 / requestsPerSecond, using: &generator)
            now = now + .seconds(gap)
            for flight in flights.filter({ $0.ends <= now }).sorted(by: { $0.ends < $1.ends }) {
                if flight.works {
                    breaker.succeeded(probe: flight.probe, at: flight.ends)
                } else {
                    breaker.failed(probe: flight.probe, at: flight.ends)
                }
            }
            flights.removeAll { $0.ends <= now }
            let isHere =
                switch breaker.admission(at: now) {
                case .pass(let share): Double.random(in: 0..<1, using: &generator) < share
                case .probe: true
                case .refuse: false
                }
            if now >= full {
                result.all += 1
                if isHere { result.here += 1 }
            }
            guard isHere else { continue }
            if now > down + .seconds(15), now < well { result.duringOutage += 1 }
            let works = now < down || now >= well
            // A supply that is well brings its first content within half a second.
            let takes = works ? Interval.milliseconds(500) : fault.takes
            flights.append(
                Flight(ends: now + takes, probe: breaker.admitted(at: now), works: works)
            )
        }
        return result
    }

    @Test(arguments: Fault.allCases, 0..<24)
    func `down for a minute and whole again 20 s after it is well`(fault: Fault, seed: Int) {
        let rate = [2.0, 10, 50][seed % 3]
        let result = Self.shares(fault, seed: seed, requestsPerSecond: rate)
        #expect(result.all > 20)
        #expect(result.here == result.all)
    }

    @Test(arguments: Fault.allCases, 0..<24)
    func `in the outage a few probes meet the failing supply and nobody else`(
        fault: Fault,
        seed: Int
    ) {
        let result = Self.shares(fault, seed: seed, requestsPerSecond: 50)
        // At most one each 5 s of the 45 to 65 s that are left.
        #expect(result.duringOutage <= 14)
    }
}
