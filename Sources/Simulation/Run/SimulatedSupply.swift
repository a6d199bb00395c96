import Bus
import Inference

/// A supply's side of things: draws how each attempt will go.
///
/// What it draws for an attempt depends on the seed, the request, the supply and the attempt's
/// number only, so that two policies that send the same attempt see the same answer.
struct SimulatedSupply: Sendable {
    private let firstToken: Quantiles
    private let tailBelow: UInt64
    private let tailDelay: Int64
    private let nanosecondsPerToken: Int64
    private let rateLimit: Behavior.RateLimit?
    private let outages: [Behavior.Outage]
    /// What a draw stays below for each fault, growing.
    private let faults: [(below: UInt64, fault: Fault)]
    /// What a draw stays below for any of them.
    private let likeliest: UInt64
    private let divergesBelow: UInt64
    private let refusesBelow: UInt64
    /// Whether it says a text again before it goes on with it: a server's way, and not a chance.
    private let echoes: Bool
    /// The minute in which requests were counted last, and how many came in it.
    private var minute: Int64 = -1
    private var inMinute = 0

    /// `seed`: Decides what kind of server it is.
    init(_ behavior: Behavior, seed: UInt64) {
        firstToken = Quantiles(behavior.firstToken, scale: 1e9)
        tailBelow = Seeds.threshold(behavior.tail?.share ?? 0)
        tailDelay = behavior.tail?.delay.nanoseconds ?? 0
        nanosecondsPerToken = max(1, Int64(1e9 / behavior.tokensPerSecond))
        rateLimit = behavior.rateLimit
        outages = behavior.outages
        var sum = 0.0
        var faults: [(below: UInt64, fault: Fault)] = []
        for fault in Fault.allCases where !fault.isOfRescue && behavior[fault] > 0 {
            sum += behavior[fault]
            faults.append((Seeds.threshold(sum), fault))
        }
        self.faults = faults
        likeliest = faults.last?.below ?? 0
        divergesBelow = Seeds.threshold(behavior[.diverges])
        refusesBelow = Seeds.threshold(behavior[.refusesPrefill])
        var draws = SplitMix64(seed: seed)
        echoes = draws.next() < Seeds.threshold(behavior[.echoesPrefix])
    }

    /// Decides how a call goes on.
    ///
    /// `call`: With what is asked; gets the rest.
    /// `seed`: Of this attempt.
    mutating func answer(_ call: inout Call, seed: UInt64) {
        var draws = SplitMix64(seed: seed)
        let wait = firstToken.draw(draws.next())
        let isSlow = tailBelow > 0 && draws.next() < tailBelow
        call.firstAt = call.sentAt + max(1, wait) + (isSlow ? tailDelay : 0)
        call.perToken = nanosecondsPerToken
        if call.purpose == .regeneration, draws.next() < divergesBelow {
            call.divergesAt = Int32(draws.next() % UInt64(max(1, call.total)))
        }
        if call.purpose == .continuation {
            if draws.next() < refusesBelow { return call.refuse(.refusesPrefill) }
            if echoes { call.from = 0 }
        }
        call.stop = call.total - call.from
        if let kind = outageNow(at: call.sentAt) { return call.refuse(kind) }
        if isOverLimit(at: call.sentAt) {
            call.retryAfter = rateLimit?.retryAfter
            return call.refuse(.status429)
        }
        if !faults.isEmpty { fail(&call, &draws) }
        call.endAt = call.timeOfEnd
        meetOutage(&call)
    }

    private func fail(_ call: inout Call, _ draws: inout SplitMix64) {
        let luck = draws.next()
        guard luck < likeliest, let fault = faults.first(where: { luck < $0.below })?.fault else {
            return
        }
        call.fault = fault
        let draw = draws.next()
        call.isFine = draw >> 62 == 0
        let position = Int32((draw >> 1) % UInt64(max(1, call.stop)))
        switch fault {
        case .refused, .unconnected, .silent, .status500, .status503, .html, .cutHead:
            call.refuse(fault)
        case .status429:
            call.retryAfter = rateLimit?.retryAfter
            call.refuse(fault)
        case .errorInside, .threeMalformed, .doneWithoutFinish, .cut:
            if call.streams { call.stop = position }
        case .stall: if call.streams { call.stop = min(call.stop, max(1, position)) }
        case .malformed: call.marred = position
        case .cutEnd, .finishWithoutDone: break
        case .diverges, .refusesPrefill, .echoesPrefix: break
        }
    }

    // MARK: Limits and outages

    private mutating func isOverLimit(at now: Int64) -> Bool {
        guard let rateLimit else { return false }
        let minute = now / 60_000_000_000
        if minute != self.minute { (self.minute, inMinute) = (minute, 0) }
        inMinute += 1
        return inMinute > rateLimit.perMinute
    }

    private func outageNow(at now: Int64) -> Fault? {
        for outage in outages where outage.isOn(at: now) {
            switch outage.kind {
            case .refused: return .refused
            case .silent: return .unconnected
            case .unavailable: return .status503
            }
        }
        return nil
    }

    /// An outage that begins while the call is under way ends it.
    private func meetOutage(_ call: inout Call) {
        for outage in outages {
            let begins = outage.next(after: call.sentAt)
            guard begins < call.endAt else { continue }
            switch outage.kind {
            case .refused: call.fault = .cut
            case .silent: call.fault = .stall
            case .unavailable: continue
            }
            call.stop = call.streams ? call.tokens(by: begins) : 0
            call.endAt = call.fault == .cut ? begins : .max
        }
    }
}
