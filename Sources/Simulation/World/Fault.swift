/// One way in which a supplier fails, or makes a rescue hard.
package enum Fault: UInt8, Sendable, Hashable, CaseIterable {
    // No answer at all.
    /// The connection is refused.
    case refused
    /// No connection comes about, and nobody says so.
    case unconnected
    /// Connected, and never a byte.
    case silent
    case status500
    case status503
    /// 429, with the wait that the supply's `rate_limit` states, if it has one.
    case status429
    // An answer that is none.
    /// A 200 with a page.
    case html
    /// An error object inside a 200, at any token.
    case errorInside
    /// One event that is no JSON, which takes no token with it.
    case malformed
    /// Three of them in a row.
    case threeMalformed
    /// `[DONE]` at any token, without a finish reason.
    case doneWithoutFinish
    // A cut.
    /// The connection ends before the first byte of an answer.
    case cutHead
    /// The connection ends at any token, as a clean end of the stream or as a reset.
    case cut
    /// It ends behind the last token, before the finish reason.
    case cutEnd
    /// Silence from any token on, the first excepted.
    case stall
    /// A finish reason, and then nothing: no `[DONE]`, no end.
    case finishWithoutDone
    // What only shows when an answer is rescued.
    /// The answer that is made again says something else from some token on.
    case diverges
    /// 400 to a trailing assistant message.
    case refusesPrefill
    /// The continuation says the text so far once more.
    case echoesPrefix

    /// Its name in a faults file and on the command line.
    package var name: String {
        switch self {
        case .refused: "refused"
        case .unconnected: "unconnected"
        case .silent: "silent"
        case .status500: "status_500"
        case .status503: "status_503"
        case .status429: "status_429"
        case .html: "html"
        case .errorInside: "error_inside"
        case .malformed: "malformed"
        case .threeMalformed: "three_malformed"
        case .doneWithoutFinish: "done_without_finish"
        case .cutHead: "cut_head"
        case .cut: "cut"
        case .cutEnd: "cut_end"
        case .stall: "stall"
        case .finishWithoutDone: "finish_without_done"
        case .diverges: "diverges"
        case .refusesPrefill: "refuses_prefill"
        case .echoesPrefix: "echoes_prefix"
        }
    }

    /// Whether it befalls a share of the rescues and not of the attempts.
    package var isOfRescue: Bool {
        switch self {
        case .diverges, .refusesPrefill, .echoesPrefix: true
        case .refused, .unconnected, .silent, .status500, .status503, .status429, .html,
            .errorInside, .malformed, .threeMalformed, .doneWithoutFinish, .cutHead, .cut, .cutEnd,
            .stall, .finishWithoutDone:
            false
        }
    }
}

/// Everything that can go wrong in a run, by name: what the search for the smallest failing run
/// leaves out, one at a time.
package enum Trouble: Sendable, Hashable {
    case fault(Fault)
    case outages, rateLimits, disconnects, clockSteps, slowTails

    package static let all: [Trouble] =
        Fault.allCases.map(Trouble.fault) + [
            .outages, .rateLimits, .disconnects, .clockSteps, .slowTails,
        ]

    package init?(_ name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package var name: String {
        switch self {
        case .fault(let fault): fault.name
        case .outages: "outages"
        case .rateLimits: "rate_limits"
        case .disconnects: "disconnects"
        case .clockSteps: "clock_steps"
        case .slowTails: "slow_tails"
        }
    }
}
