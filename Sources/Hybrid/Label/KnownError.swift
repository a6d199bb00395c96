/// By how much the model is off what is published of a vehicle: ours over the published, less one.
struct KnownError: Sendable, Hashable {
    /// On the battery; below zero the model is too pessimistic.
    ///
    /// Nothing where none is published.
    var range: Double?
    /// Of fuel for a distance, the mean of the figures; below zero the model is too optimistic.
    ///
    /// Nothing where none is published.
    var fuel: Double?

    init(range: Double? = nil, fuel: Double? = nil) {
        self.range = range
        self.fuel = fuel
    }

    /// From what a label would say of the vehicle.
    init(_ label: LabelOutlook, _ figures: [PublishedFigure]) {
        let table = label.comparison(with: figures)
        range = figures.first { $0.quantity == "electric_range_km" }.flatMap(table.excess)
        let fuels = figures.filter { $0.quantity.hasPrefix("fuel_l_per_100km") }
            .compactMap(table.excess)
        fuel = fuels.isEmpty ? nil : fuels.reduce(0, +) / Double(fuels.count)
    }

    /// By the ids of the vehicles of which a label is known.
    static func all(_ sheets: [VehicleSheet], _ labels: [LabelOutlook]) -> [String: KnownError] {
        var all: [String: KnownError] = [:]
        for sheet in sheets {
            guard let label = labels.first(where: { $0.vehicle == sheet.id }) else { continue }
            all[sheet.id] = KnownError(label, sheet.published)
        }
        return all
    }
}
