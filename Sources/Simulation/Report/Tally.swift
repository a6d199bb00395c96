import Bus
import Inference

/// What a run amounted to.
package struct Tally: Sendable, Hashable {
    /// How a request can end.
    package enum End: Int, Sendable, Hashable, CaseIterable {
        case answered
        /// Answered after the stream had broken off and was gone on with.
        case rescued
        /// A typed error before anything of an answer.
        case failed
        /// A typed error inside the stream.
        case interrupted
        /// Refused because no supply is where it may run.
        case residency
        /// Its client went away.
        case abandoned

        package var name: StaticString {
            switch self {
            case .answered: "answered"
            case .rescued: "rescued"
            case .failed: "failed"
            case .interrupted: "interrupted"
            case .residency: "refused_by_residency"
            case .abandoned: "abandoned"
            }
        }
    }

    package internal(set) var requests = 0
    package internal(set) var ends = [Int](repeating: 0, count: End.allCases.count)
    /// Attempts by why they were made, in the order of ``Attempt/Reason``.
    package internal(set) var attempts = [Int](
        repeating: 0,
        count: Attempt.Reason.allCases.count
    )
    /// Hedges and overtaking attempts whose answer the client got.
    package internal(set) var wonRaces = 0
    /// Codes of the errors that clients got.
    package internal(set) var errors: [(code: String, count: Int)] = []
    package internal(set) var malformedEvents = 0
    /// From the request to the client's first content.
    package internal(set) var firstToken = Histogram()
    /// From the request to the end of a whole answer.
    package internal(set) var total = Histogram()
    package internal(set) var supplies: [SupplyTally] = []
    package internal(set) var events = 0
    /// A number for all that happened, in order: the same for the same seed and inputs.
    package internal(set) var digest: UInt64 = 0x9E37_79B9_7F4A_7C15

    package subscript(_ end: End) -> Int { ends[end.rawValue] }

    mutating func ended(_ end: End) { ends[end.rawValue] += 1 }

    mutating func noteError(_ code: String) {
        if let place = errors.firstIndex(where: { $0.code == code }) {
            errors[place].count += 1
        } else {
            errors.append((code, 1))
        }
    }

    @inline(__always)
    mutating func mix(_ first: Int64, _ second: Int) {
        let word = UInt64(bitPattern: first) ^ UInt64(truncatingIfNeeded: second) << 40
        digest = ((digest << 13 | digest >> 51) ^ word) &* 0x9E37_79B9_7F4A_7C15
    }

    package static func == (first: Self, second: Self) -> Bool {
        first.digest == second.digest && first.requests == second.requests
            && first.ends == second.ends && first.attempts == second.attempts
            && first.errors.map(\.code) == second.errors.map(\.code)
            && first.errors.map(\.count) == second.errors.map(\.count)
            && first.firstToken == second.firstToken && first.total == second.total
            && first.supplies == second.supplies
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// What a supply did in a run.
package struct SupplyTally: Sendable, Hashable {
    package let name: String
    package internal(set) var attempts = 0
    package internal(set) var answers = 0
    package internal(set) var inputTokens = 0
    package internal(set) var outputTokens = 0
}
