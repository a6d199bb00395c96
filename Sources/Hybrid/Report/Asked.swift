import Pages

/// What was asked beside vehicle and way, in words: what differs from a mild, calm day at the sea with
/// nothing behind and on board.
///
/// All heads of tables have it, so that none leaves out a part of the question.
struct Asked {
    var trailer: String?
    /// In kg, beside what the file of the vehicle has.
    var payload = 0.0
    var conditions: Conditions
    /// The state of charge to begin with that was asked for.
    var start: Double?

    /// `, with “travel trailer”, 500 kg of payload, −5 °C`; empty for what is usual.
    var text: String { parts.map { ", \($0)" }.joined() }

    private var parts: [String] {
        [
            trailer.map { "with “\($0)”" }, load,
            conditions.temperature == SI.roomTemperature
                ? nil : Prose.temperature(conditions.temperature),
            conditions.altitude == 0
                ? nil : "\(Prose.number(conditions.altitude)) m above the sea",
            wind, conditions.warmsUp ? "warming up on the way" : nil,
            start.map { "from a charge of \(Prose.percent($0))" },
        ].compactMap(\.self)
    }

    private var load: String? {
        guard payload != 0 else { return nil }
        return payload > 0
            ? "\(Prose.mass(payload)) of payload" : "\(Prose.mass(-payload)) less on board"
    }

    private var wind: String? {
        guard conditions.headwind != 0 else { return nil }
        let side = conditions.headwind > 0 ? "from ahead" : "from behind"
        return "\(Prose.speed(abs(conditions.headwind))) of wind \(side)"
    }
}

extension DriveCase {
    var asked: Asked {
        Asked(
            trailer: trailer?.name,
            payload: sheet.payload,
            conditions: conditions,
            start: startSOC
        )
    }

    /// For the head of a page: the weather as well where it is usual, and what a trailer weighs.
    var circumstances: String {
        var rest = asked
        rest.trailer = nil
        rest.start = nil
        rest.conditions.temperature = SI.roomTemperature
        let towing = trailer.map { ", towing “\($0.name)” (\(Prose.mass($0.mass)))" } ?? ""
        return "at \(Prose.temperature(conditions.temperature))\(rest.text)\(towing)"
    }
}
