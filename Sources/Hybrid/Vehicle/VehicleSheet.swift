/// A vehicle with what its physics does not need: how it charges, what it costs, what is said of it.
package struct VehicleSheet: Sendable, Hashable {
    /// The name that it is chosen by: `ram-1500-rev`.
    package var id: String
    package var vehicle: Vehicle
    /// Who builds it; the first word of its name where nobody says.
    package var maker: String
    /// Nothing for a vehicle without a plug.
    package var plug: Plug?
    /// Nothing where the ageing of its battery is not known.
    package var ageing: BatteryAgeing?
    /// Without driver and load, in kg; the mass of `vehicle` is that as driven.
    package var curbMass: Double
    /// On board beside what the file has, in kg; the mass of `vehicle` has it.
    package var payload = 0.0
    /// The most that the vehicle may weigh with all that is on board, in kg (GVWR).
    package var grossMass: Double?
    /// The most that vehicle, load and trailer may weigh together, in kg (GCWR).
    package var grossCombinedMass: Double?
    /// The heaviest trailer, in kg.
    package var towRating: Double?
    /// What the rating is for, where there are others: `with the axle of 3.21`.
    package var towRatingNote: String?
    package var ownership: Ownership
    /// What its maker, or a test, says it does.
    package var published: [PublishedFigure]
    /// How far off the figures of the vehicle may be.
    package var bands: [Band]

    package init(
        id: String,
        vehicle: Vehicle,
        maker: String? = nil,
        plug: Plug? = nil,
        ageing: BatteryAgeing? = nil,
        curbMass: Double,
        grossMass: Double? = nil,
        grossCombinedMass: Double? = nil,
        towRating: Double? = nil,
        towRatingNote: String? = nil,
        ownership: Ownership = Ownership(),
        published: [PublishedFigure] = [],
        bands: [Band] = []
    ) {
        self.id = id
        self.vehicle = vehicle
        self.maker = maker ?? String(vehicle.name.prefix { $0 != " " })
        self.plug = plug
        self.ageing = ageing
        self.curbMass = curbMass
        self.grossMass = grossMass
        self.grossCombinedMass = grossCombinedMass
        self.towRating = towRating
        self.towRatingNote = towRatingNote
        self.ownership = ownership
        self.published = published
        self.bands = bands
    }

    /// The state of charge that it begins with when nothing else is said; nothing without a battery.
    ///
    /// Full with a plug, in the middle of its window without one.
    package var standardStart: Double? {
        guard let window = vehicle.battery?.window else { return nil }
        return plug == nil ? window.middle : window.upperBound
    }
}
