extension VehicleSheet {
    /// What there is to say of a trailer; nothing where the vehicle may tow it.
    package func warnings(towing trailer: Trailer) -> [String] {
        guard towRating == nil else { return faults(towing: trailer) }
        return ["\(id) names no tow rating: whether it may tow '\(trailer.name)' is not known"]
            + faults(towing: trailer)
    }

    /// What of a trailer is beyond what the vehicle is built for.
    func faults(towing trailer: Trailer) -> [String] {
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
