package import Hybrid
package import Planning

/// A trailer as its file describes it, with the source of each of its figures.
package struct TrailerFile: Sendable, Hashable {
    package var trailer: Trailer
    package var figures: [SourcedFigure]

    /// Reads a trailer of the library by its name, or the file at a path.
    package static func open(_ nameOrPath: String) throws(SiteMistakes) -> TrailerFile {
        let document = try DriveDocument.find(
            nameOrPath,
            what: "trailer",
            endings: [".yaml", ".yml"],
            in: DriveLibrary.trailerFiles
        )
        return try decode(document.text, name: document.name)
    }

    /// The trailer alone; see ``open(_:)``.
    package static func load(_ nameOrPath: String) throws(SiteMistakes) -> Trailer {
        try open(nameOrPath).trailer
    }

    package static func decode(
        _ text: String,
        name: String
    ) throws(SiteMistakes) -> TrailerFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let file = try reader.document(text, name: name, as: .trailer) {
            (reader: inout SiteReader, root: Field) -> TrailerFile? in
            reader.trailer(root.merged)
        }
        guard let file else { preconditionFailure("a file without a trailer has a mistake") }
        return file
    }
}

extension SiteReader {
    private static let trailerBands: [BandRule] = [
        BandRule(path: "drag_area_m2", figure: .trailerDrag),
        BandRule(path: "mass_kg", figure: .trailerMass),
        BandRule(path: "mass_lb", figure: .trailerMass),
    ]

    fileprivate mutating func trailer(_ root: Field) -> TrailerFile? {
        let keys = ["name", "mass_kg", "mass_lb", "drag_area_m2", "rolling_coefficient"]
        guard let entity = entity(root, known: keys) else { return nil }
        let name = required("name", in: entity.fields, "what it is called: horse trailer")
            .flatMap { text($0)?.value }
        let mass = requiredQuantity(
            [UnitKey("mass_kg"), UnitKey("mass_lb", SI.pound)],
            in: entity,
            .range(20...100_000),
            "loaded: 3175"
        )
        let area = requiredQuantity(
            "drag_area_m2",
            in: entity,
            .range(0...20, "m²"),
            "what it adds to the drag area of the vehicle in front: 2.6"
        )
        let rolling = requiredQuantity(
            "rolling_coefficient",
            in: entity,
            .range(0.002...0.05),
            "of its tires: 0.0075"
        )
        guard let name, let mass, let area, let rolling else { return nil }
        return TrailerFile(
            trailer: Trailer(
                name: name,
                mass: mass,
                dragArea: area,
                rollingCoefficient: rolling,
                bands: bands(Self.trailerBands)
            ),
            figures: plan.figures
        )
    }
}
