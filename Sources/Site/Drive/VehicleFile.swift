package import Hybrid
package import Planning

/// A vehicle as its file describes it, with the source of each of its figures.
package struct VehicleFile: Sendable, Hashable {
    /// Whether it can be bought.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case production
        /// Announced: what is said of it is what its maker aims at.
        case target
        case cancelled
    }

    package var sheet: VehicleSheet
    /// Other names of it; those of the library answer to them.
    package var also: [String]
    package var modelYear: Int?
    package var status: Status
    /// Every figure that has a source, a range, or is marked as assumed.
    package var figures: [SourcedFigure]
    /// What is valid but deserves a second look.
    package var notices: [String]

    /// Reads a vehicle of the library by its name, or the file at a path.
    ///
    /// A path has a slash in it or ends in `.yaml` or `.yml`.
    package static func open(_ nameOrPath: String) throws(SiteMistakes) -> VehicleFile {
        let document = try DriveDocument.find(
            nameOrPath,
            what: "vehicle",
            endings: [".yaml", ".yml"],
            in: DriveLibrary.vehicleFiles,
            also: otherNames
        )
        return try read(document)
    }

    /// What a vehicle of the library answers to besides the name of its file.
    static func otherNames(of entry: DriveLibrary.Entry) -> [String] {
        do {
            let file = try decode(entry.text, name: entry.name)
            return file.also + [file.sheet.vehicle.name]
        } catch {
            preconditionFailure("what is shipped has no mistake: \(error)")
        }
    }

    /// The vehicle alone; see ``open(_:)``.
    package static func load(_ nameOrPath: String) throws(SiteMistakes) -> VehicleSheet {
        try open(nameOrPath).sheet
    }

    /// Reads the text of a vehicle file; its `id` is `name` without folders and ending.
    package static func decode(
        _ text: String,
        name: String
    ) throws(SiteMistakes) -> VehicleFile {
        try read(DriveDocument(name: name, id: DriveDocument.stem(name), text: text))
    }

    private static func read(_ document: DriveDocument) throws(SiteMistakes) -> VehicleFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let file = try reader.document(document.text, name: document.name, as: .vehicle) {
            (reader: inout SiteReader, root: Field) -> VehicleFile? in
            reader.vehicle(root.merged, id: document.id)
        }
        guard var file else {
            preconditionFailure("a file without a vehicle has a mistake")
        }
        file.notices = reader.notices.map { "\(document.name): \($0)" }
        file.figures = reader.plan.figures
        return file
    }
}
