/// A way to run the generator, as a user names it.
package enum ControlName: Sendable, Hashable {
    /// Never, unless the battery is short of power.
    case battery
    /// At one power between two states of charge, around that of the start.
    case thermostat
    /// As the demand is, around the state of charge of the start.
    case follower
    /// By the worth of a joule of the battery, around the state of charge of the start.
    case equivalence
    /// On the battery until it is nearly empty, then as a thermostat.
    case depleteThenSustain
    /// On the battery as far as the way ahead leaves it; at full power in time for the rest.
    case tow
    /// Holds the state of charge of the start closely.
    case hold
    /// The one of all these, and of thermostats of other powers and bands, that burns least.
    case best
    case schedule([Schedule.Entry])

    /// What can be asked for, but for a schedule.
    package static let all: [ControlName] = [
        .battery, .thermostat, .follower, .equivalence, .depleteThenSustain, .tow, .hold, .best,
    ]
}

extension ControlName: CustomStringConvertible {
    package var description: String {
        switch self {
        case .battery: "battery"
        case .thermostat: "thermostat"
        case .follower: "follower"
        case .equivalence: "ecms"
        case .depleteThenSustain: "cd-cs"
        case .tow: "tow"
        case .hold: "hold"
        case .best: "best"
        case .schedule(let entries):
            "schedule:" + entries.map(Self.text).joined(separator: ",")
        }
    }

    private static func text(_ entry: Schedule.Entry) -> String {
        switch entry.mode {
        case .electric(let reserve): "\(entry.from)=electric@\(reserve * 100)"
        case .hold: "\(entry.from)=hold"
        case .charge(let goal): "\(entry.from)=charge@\(goal * 100)"
        }
    }
}

/// Why a text does not name a control.
package struct ControlNameFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
}

extension ControlName {
    /// From what a user writes: a name, or `schedule:0=electric@20,1800=hold,3600=charge@80`.
    ///
    /// A schedule has seconds since the start, and states of charge in percent.
    ///
    /// `others`: names that would be right beside these.
    package init(_ text: String, beside others: [String] = []) throws(ControlNameFault) {
        if let known = Self.all.first(where: { $0.description == text }) {
            self = known
            return
        }
        guard text.hasPrefix("schedule:") else {
            let names = (others + Self.all.map(\.description)).joined(separator: ", ")
            throw ControlNameFault(
                description: "control '\(text)': one of \(names), or schedule:0=electric@20,"
                    + "1800=hold,3600=charge@80 (seconds, percent)"
            )
        }
        var entries: [Schedule.Entry] = []
        var wrong: [String] = []
        for part in text.dropFirst("schedule:".count).split(separator: ",") {
            if let entry = Self.entry(part) {
                entries.append(entry)
            } else {
                wrong.append("'\(part)'")
            }
        }
        guard wrong.isEmpty, !entries.isEmpty else {
            let what = wrong.isEmpty ? "nothing" : wrong.joined(separator: ", ")
            throw ControlNameFault(
                description: "control schedule: \(what) where SECONDS=hold, "
                    + "SECONDS=electric@PERCENT or SECONDS=charge@PERCENT would be right"
            )
        }
        self = .schedule(entries)
    }

    private static func entry(_ text: Substring) -> Schedule.Entry? {
        let sides = text.split(separator: "=")
        guard sides.count == 2, let from = Double(sides[0]), from >= 0, from.isFinite else {
            return nil
        }
        let words = sides[1].split(separator: "@")
        if words == ["hold"] { return Schedule.Entry(from: from, mode: .hold) }
        guard words.count == 2, let percent = Double(words[1]), (0...100).contains(percent) else {
            return nil
        }
        switch words[0] {
        case "electric":
            return Schedule.Entry(from: from, mode: .electric(reserve: percent / 100))
        case "charge":
            return Schedule.Entry(from: from, mode: .charge(to: percent / 100))
        default: return nil
        }
    }
}
