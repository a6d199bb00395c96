import Bus
import Inference

/// A request as its client makes it.
struct Arrival: Sendable {
    var number = 0
    /// Nanoseconds from the beginning of the run.
    var at: Int64 = 0
    /// When its client goes away; the end of time when it stays.
    var leavesAt = Int64.max
    var inputTokens: Int32 = 0
    var outputTokens: Int32 = 0
    /// Where its answer begins in the pseudotext.
    var textStart: Int32 = 0
    /// The place of its model, and of the supplies that it may use.
    var route: Int32 = 0
    var law: Int32 = 0
    var streams = true
    var statesLimit = false
    var hasSideEffects = false
    var isUnrescuable = false
    /// What the requests of its session share; 0 for none.
    var session: UInt64 = 0
}

/// Makes the requests one after the other.
///
/// Everything about a request comes from the seed and its number, so that it is the same whether
/// or not those before it are simulated.
struct Arrivals: Sendable {
    private let seed: UInt64
    private let traffic: Traffic
    private let clients: Clients
    private let trace: [Trace.Entry]
    private let end: Int
    private let gaps: Quantiles
    private let input: Quantiles
    private let output: Quantiles
    /// What a draw stays below for each model, and for each law.
    private let models: [UInt64]
    private let laws: [UInt64]
    private let canLeave: Bool
    private var number: Int
    private var at: Int64 = 0

    init(_ setup: Setup, _ extent: Extent) {
        let traffic = setup.scenario.traffic
        seed = Seeds.mix(UInt64(truncatingIfNeeded: extent.seed), 0x1)
        self.traffic = traffic
        clients = setup.scenario.clients
        trace = setup.trace?.entries ?? []
        let all = extent.first + extent.count
        end = trace.isEmpty ? all : min(all, trace.count)
        let mean = 1e9 / traffic.rate
        gaps =
            switch traffic.arrivals {
            case .poisson: .exponential(mean: mean)
            case .steady: Quantiles { _ in mean }
            }
        input = Quantiles(traffic.inputTokens, scale: 1)
        output = Quantiles(traffic.outputTokens, scale: 1)
        let weights = setup.models.map {
            traffic.models.isEmpty ? 1 : traffic.models[$0.name] ?? 0
        }
        models = Self.thresholds(weights, of: weights.reduce(0, +))
        laws = Self.thresholds(traffic.residency.map(\.share), of: 1)
        canLeave = clients.disconnectShare > 0
        number = extent.first
        if trace.isEmpty { for skipped in 0..<extent.first { at += gap(before: skipped) } }
    }

    private static func thresholds(_ weights: [Double], of total: Double) -> [UInt64] {
        var sum = 0.0
        return weights.map { weight in
            sum += weight
            return Seeds.threshold(sum / total)
        }
    }

    private func gap(before number: Int) -> Int64 {
        var draws = SplitMix64(seed: Seeds.mix(seed, UInt64(number)))
        return gaps.draw(draws.next())
    }

    mutating func next() -> Arrival? {
        guard number < end else { return nil }
        var draws = SplitMix64(seed: Seeds.mix(seed, UInt64(number)))
        let gap = gaps.draw(draws.next())
        var arrival = Arrival()
        arrival.number = number
        if trace.isEmpty {
            at += gap
            arrival.inputTokens = Int32(clamping: max(1, input.draw(draws.next())))
            let tokens = max(1, output.draw(draws.next()))
            arrival.outputTokens = Int32(min(tokens, Int64(traffic.mostOutputTokens)))
        } else {
            let entry = trace[number]
            at = entry.at.nanoseconds
            arrival.inputTokens = entry.inputTokens
            arrival.outputTokens = entry.outputTokens
        }
        arrival.at = at
        arrival.route = Self.place(in: models, of: draws.next())
        arrival.law = Self.place(in: laws, of: draws.next())
        let bits = draws.next()
        arrival.textStart = Int32(bits & UInt64(Pseudotext.tokens - 1))
        arrival.statesLimit = bits >> 16 & 1 == 1
        arrival.streams = Double(bits >> 48) < traffic.streamed * 65_536
        let other = draws.next()
        arrival.hasSideEffects = Double(other & 0xFFFF) < traffic.sideEffects * 65_536
        arrival.isUnrescuable = Double(other >> 16 & 0xFFFF) < traffic.unrescuable * 65_536
        if traffic.sessions > 0 {
            arrival.session = Seeds.mix(seed, other >> 32 % UInt64(traffic.sessions), 0x6) | 1
        }
        if canLeave, draws.next() < Seeds.threshold(clients.disconnectShare) {
            let share = Double(draws.next() >> 11) / 9_007_199_254_740_992
            arrival.leavesAt = at + (clients.disconnectWithin * share).nanoseconds
        }
        number += 1
        return arrival
    }

    /// The first place whose threshold is above the draw; the number of places when none is.
    private static func place(in thresholds: [UInt64], of draw: UInt64) -> Int32 {
        var place = 0
        while place < thresholds.count, draw >= thresholds[place] { place += 1 }
        return Int32(place)
    }
}
