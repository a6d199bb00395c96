/// How the generator is run on a journey.
package enum JourneyControl: Sendable, Hashable {
    /// The standard: the battery first, and in good time what the way to the next stop will need; see
    /// ``RouteCharge``.
    case way
    /// As on a cycle, with what suits each leg; `best` is the one with which the journey costs least.
    case named(ControlName)

    /// What can be asked for, but for a schedule.
    package static let all: [JourneyControl] = [.way] + ControlName.all.map(Self.named)
}

extension JourneyControl: CustomStringConvertible {
    package var description: String {
        switch self {
        case .way: "way"
        case .named(let name): "\(name)"
        }
    }

    /// From what a user writes: a name, or a schedule in seconds since the start, stops included.
    package init(_ text: String) throws(ControlNameFault) {
        if text == "\(Self.way)" {
            self = .way
        } else {
            self = .named(try ControlName(text, beside: ["\(Self.way)"]))
        }
    }
}
