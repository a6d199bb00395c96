import Bus
import Planning

/// The technologies that are shipped with Busbar, with the source of each figure.
enum TechnologyLibrary {
    /// Kilograms of CO2 per million British thermal units.
    struct Fuel: Sendable, Hashable {
        var name: String
        var carbon: Technology.Figure
    }

    struct Content: Sendable, Hashable {
        var fuels: [Fuel] = []
        /// By their names.
        var technologies: [String: Technology] = [:]
    }

    /// What the file `technologies.yaml` beside this one holds.
    static let content: Content = {
        do {
            return try decode(String(decoding: PackageResources.technologies_yaml, as: UTF8.self))
        } catch {
            preconditionFailure("the shipped technologies are valid: \(error)")
        }
    }()

    static func decode(_ text: String) throws(SiteMistakes) -> Content {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let kind = DocumentKind(name: "technology library", starter: "it is shipped with Busbar")
        return try reader.document(text, name: "technologies.yaml", as: kind) { reader, root in
            var content = Content()
            guard let fields = reader.mapping(root, known: ["fuels", "technologies"]) else {
                return content
            }
            content.fuels = reader.entities(fields["fuels"]) { $0.fuel($1) }
            reader.plan.fuels = content.fuels.map(\.name)
            for technology in reader.entities(
                fields["technologies"],
                read: { $0.technology($1, among: [:]) }
            ) {
                content.technologies[technology.name] = technology
            }
            return content
        }
    }
}

extension SiteReader {
    private static let technologyKeys =
        ["based_on", "carrier", "fuel", "firm", "clean", "storage", "profile"] + Technology.keys

    fileprivate mutating func fuel(_ field: Field) -> TechnologyLibrary.Fuel? {
        guard let entity = entity(field, known: ["carbon_kg_per_mmbtu"]) else { return nil }
        let example = "write kilograms of CO2: 53.06"
        let carbon = required("carbon_kg_per_mmbtu", in: entity.fields, example)
            .flatMap { technologyFigures($0, entity.origin, .amount).first }
        return carbon.map { TechnologyLibrary.Fuel(name: field.name, carbon: $0) }
    }

    /// The library with what a scenario says of its technologies.
    mutating func technologies(_ section: Field?) {
        let library = TechnologyLibrary.content
        plan.technologies = library.technologies
        plan.fuels = library.fuels.map(\.name)
        for technology in entities(
            section,
            read: { $0.technology($1, among: $0.plan.technologies) }
        ) {
            plan.technologies[technology.name] = technology
        }
    }

    /// A technology that is new, based on another, or says otherwise of a known one.
    fileprivate mutating func technology(
        _ field: Field,
        among known: [String: Technology]
    ) -> Technology? {
        guard let entity = entity(field, known: Self.technologyKeys) else { return nil }
        var base = known[field.name]
        if let field = entity["based_on"] {
            base = reference(field, to: "technology", among: known.keys.sorted())
                .flatMap { known[$0] }
        }
        let carrier = entity["carrier"].flatMap { text($0)?.value }
        if base == nil, entity["carrier"] == nil, entity["based_on"] == nil {
            let near = nearNames(to: field.name, among: known.keys.sorted(), most: 1).first
            reject(
                field,
                "a new technology needs its carrier: gas, or based_on: gas-engine"
                    + (near.map { "; did you mean \($0)?" } ?? "")
            )
        }
        var technology = base ?? Technology(name: field.name, carrier: carrier ?? "")
        technology.name = field.name
        if let carrier { technology.carrier = carrier }
        if let field = entity["fuel"] {
            technology.fuel = reference(field, to: "fuel", among: plan.fuels)
        }
        if let field = entity["profile"] { technology.profile = name(field, "a series") }
        let flags: [(String, WritableKeyPath<Technology, Bool>)] = [
            ("firm", \.isFirm), ("clean", \.isClean), ("storage", \.isStorage),
        ]
        for (name, path) in flags {
            if let field = entity[name], let value = flag(field) {
                technology[keyPath: path] = value
            }
        }
        for (key, bounds) in Technology.bounds {
            guard let field = entity[key] else { continue }
            technology.figures[key] = technologyFigures(field, entity.origin, bounds)
        }
        return technology
    }

    /// One figure for all years, or a list with the figures of some years.
    mutating func technologyFigures(
        _ field: Field,
        _ origin: FigureOrigin?,
        _ bounds: Bounds
    ) -> [Technology.Figure] {
        // Figures count where a site uses them; the same reading collects them.
        let collected = plan.figures
        defer { plan.figures = collected }
        guard field.isList else {
            return technologyFigure(field, origin, bounds).map { [$0] } ?? []
        }
        var last: Int?
        return (list(field, of: "figures with their years") ?? []).compactMap { item in
            guard let fields = mapping(item), let field = fields["year"] else {
                reject(item, "of which year? write { year: 2030, value: … }")
                return nil
            }
            let year = whole(field, in: 1990...2100)
            if let year, let last, year <= last {
                reject(field, "\(year) is not after \(last), the year before it in the list")
            }
            last = year ?? last
            var figure = technologyFigure(item.without("year"), origin, bounds)
            figure?.year = year
            return figure
        }
    }

    private mutating func technologyFigure(
        _ field: Field,
        _ origin: FigureOrigin?,
        _ bounds: Bounds
    ) -> Technology.Figure? {
        let count = plan.figures.count
        guard let value = figure(field, origin, bounds) else { return nil }
        let noted = plan.figures.count > count ? plan.figures.last : nil
        return Technology.Figure(
            year: nil,
            value: value,
            range: noted?.range,
            source: noted?.source ?? "",
            date: noted?.date ?? "",
            isAssumed: noted?.isAssumed ?? false
        )
    }
}
