package import Hybrid
package import Planning

/// A route as its file describes it.
package struct RouteFile: Sendable, Hashable {
    package var route: Route
    package var figures: [SourcedFigure]
    package var notices: [String]

    /// The ways to stop grow with the square of the stations: a plan over so many takes a second or two.
    static let mostStations = 200

    /// What a file that does not say it needs to be told.
    package struct Given: Sendable, Hashable {
        /// In m/s, where neither points nor file name a speed.
        package var speed: Double?
        /// In USD/kWh, at chargers that name no price; the library's where it is absent.
        package var fastPrice: Double?

        package init(speed: Double? = nil, fastPrice: Double? = nil) {
            self.speed = speed
            self.fastPrice = fastPrice
        }
    }

    /// Reads a route of the library by its name, or the file at a path: YAML, CSV or GPX.
    ///
    /// A path has a slash in it or ends in `.yaml`, `.yml`, `.csv` or `.gpx`.
    package static func open(
        _ nameOrPath: String,
        _ given: Given = Given()
    ) throws(SiteMistakes) -> RouteFile {
        let document = try DriveDocument.find(
            nameOrPath,
            what: "route",
            endings: [".yaml", ".yml", ".csv", ".gpx"],
            in: DriveLibrary.routeFiles
        )
        guard !DriveDocument.isTable(document.name), !DriveDocument.isTrack(document.name) else {
            var profile = try RouteProfile.decode(document.text, name: document.name)
            if profile.isMeasured { profile = profile.smoothed() }
            guard let points = profile.points(at: given.speed) else {
                let message =
                    "says no speeds; give one beside it, or write a route file "
                    + "{ name: …, file: \(document.name), speed_kmh: 100 }"
                throw SiteMistakes(
                    file: document.name,
                    mistakes: [.init(path: "", line: nil, message: message)]
                )
            }
            return RouteFile(
                route: Route(name: document.id, points: points),
                figures: [],
                notices: profile.notices
            )
        }
        return try decode(document.text, name: document.name, given)
    }

    /// The route alone; see ``open(_:_:)``.
    package static func load(
        _ nameOrPath: String,
        _ given: Given = Given()
    ) throws(SiteMistakes) -> Route {
        try open(nameOrPath, given).route
    }

    /// Reads the text of a route in YAML.
    ///
    /// `name`: The path of the file, in whose folder the track or table lies that it names.
    package static func decode(
        _ text: String,
        name: String,
        _ given: Given = Given()
    ) throws(SiteMistakes) -> RouteFile {
        var given = given
        if given.fastPrice == nil { given.fastPrice = try EconomyFile.load().fastPrice }
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let file = try reader.document(text, name: name, as: .route) {
            (reader: inout SiteReader, root: Field) -> RouteFile? in
            reader.route(root.merged, in: name, given)
        }
        guard var file else { preconditionFailure("a file without a route has a mistake") }
        file.notices = file.notices.map { "\(name): \($0)" }
        return file
    }
}
