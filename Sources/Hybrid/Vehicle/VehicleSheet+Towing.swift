extension VehicleSheet {
    /// What deserves a second look when it pulls a trailer: one that is too heavy, or no rating at all.
    package func warnings(towing trailer: Trailer) -> [String] {
        guard towRating == nil else { return excesses(towing: trailer) }
        let unrated =
            "\(id) names no tow rating: whether it may pull trailer '\(trailer.name)' is not known"
        return [unrated] + excesses(towing: trailer)
    }

    /// What of a trailer is beyond what the vehicle is built for; nothing where it may tow it.
    package func excesses(towing trailer: Trailer) -> [String] {
        var warnings: [String] = []
        func whole(_ mass: Double) -> String { "\(Int(mass.rounded())) kg" }
        if let towRating, trailer.mass > towRating {
            warnings.append(
                "trailer '\(trailer.name)' of \(whole(trailer.mass)) is heavier than the "
                    + "\(whole(towRating)) that \(id) may tow"
            )
        }
        let all = vehicle.mass + trailer.mass
        if let most = grossCombinedMass, all > most {
            warnings.append(
                "vehicle and trailer weigh \(whole(all)), more than the \(whole(most)) of "
                    + "\(id)'s gross combined rating"
            )
        }
        return warnings
    }
}
