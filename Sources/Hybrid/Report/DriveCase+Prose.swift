import Pages

extension DriveCase {
    /// `at −10 °C, 600 m above the sea, with 18 km/h of wind from ahead, with the camper`.
    var circumstances: String {
        var parts = ["at \(Prose.temperature(conditions.temperature))"]
        if conditions.altitude != 0 {
            parts.append("\(Prose.number(conditions.altitude)) m above the sea")
        }
        if conditions.headwind != 0 {
            let side = conditions.headwind > 0 ? "from ahead" : "from behind"
            parts.append("\(Prose.speed(abs(conditions.headwind))) of wind \(side)")
        }
        if let trailer {
            parts.append("towing “\(trailer.name)” (\(Prose.mass(trailer.mass)))")
        }
        return parts.joined(separator: ", ")
    }
}
