extension VehicleSheet {
    /// What deserves a second look in what it carries and pulls, a trailer if there is one.
    package func warnings(with trailer: Trailer?) -> [String] {
        overloads + (trailer.map { warnings(towing: $0) } ?? [])
    }

    /// That more is on board than may be; nothing where no rating is known.
    ///
    /// What a trailer presses on its hitch is not in it.
    private var overloads: [String] {
        guard let grossMass, vehicle.mass > grossMass else { return [] }
        let (all, most) = (Int(vehicle.mass.rounded()), Int(grossMass.rounded()))
        let over = Int((vehicle.mass - grossMass).rounded(.up))
        return [
            "\(id) with all on board weighs \(all) kg, \(over) kg more than the \(most) kg that it may "
                + "(its gross vehicle weight rating)"
        ]
    }

    /// What deserves a second look when it pulls a trailer: one that is too heavy, or no rating at all.
    func warnings(towing trailer: Trailer) -> [String] {
        guard towRating == nil else { return excesses(towing: trailer) }
        let unrated =
            "\(id) names no tow rating: whether it may pull trailer '\(trailer.name)' is not known"
        return [unrated] + excesses(towing: trailer)
    }

    /// What a trailer, or vehicle and trailer together, weigh more than is allowed, in kg; the larger.
    ///
    /// Zero where no rating is known.
    func overload(towing trailer: Trailer) -> Double {
        let all = vehicle.mass + trailer.mass
        let over = [
            towRating.map { trailer.mass - $0 }, grossCombinedMass.map { all - $0 },
        ]
        return max(0, over.compactMap(\.self).max() ?? 0)
    }

    /// What of a trailer is beyond what the vehicle is built for; nothing where it may tow it.
    package func excesses(towing trailer: Trailer) -> [String] {
        var faults: [String] = []
        func whole(_ mass: Double) -> String { "\(Int(mass.rounded())) kg" }
        if let towRating, trailer.mass > towRating {
            faults.append(
                "trailer '\(trailer.name)' of \(whole(trailer.mass)) is heavier than the "
                    + "\(whole(towRating)) that \(id) may tow"
            )
        }
        let all = vehicle.mass + trailer.mass
        if let most = grossCombinedMass, all > most {
            faults.append(
                "vehicle and trailer weigh \(whole(all)), more than the \(whole(most)) of "
                    + "\(id)'s gross combined rating"
            )
        }
        return faults
    }
}
