import Planning

/// What the reader of a scenario gathers on its way.
struct PlanNotes {
    /// Where the files lie that the scenario names.
    var folder = "."
    /// Whether figures are at other values than the file says, by nobody's decision.
    var isVariant = false
    /// The files of hourly series, by their paths.
    var tables: [String: Table] = [:]
    /// The loads of sites, by the paths of their files; read once.
    var siteLoads: [String: SiteLoad] = [:]
    /// The paths that were set on the command line.
    var overridden: Set<String> = []
    /// Every figure that has a source, a range, or is marked as assumed.
    var figures: [SourcedFigure] = []
    /// Where in the file a figure with a range stands, by its path: an anchor's stands in many paths.
    var places: [String: FigurePlace] = [:]
    var horizon = Horizon(first: Quarter(year: 2000, number: 1), count: 1)
    /// Whether the file plans contracts and capacity, and not only the power of its sites.
    var isPortfolio = false
    /// Whether the file says when it begins.
    var hasStart = false
    /// Whether what sites emit counts, whatever their own rules say.
    var hasCarbonBudget = false
    /// Dollars per tonne at sites that say nothing else; nil: none.
    var carbonPrice: Double?
    var names = PlanNames()
    /// By the chip's name.
    var kilowattsPerGPU: [String: Double] = [:]
    var regionOfCampus: [String: String] = [:]
    /// By their names: the library's, with what the file says of them.
    var technologies: [String: Technology] = [:]
    /// The fuels that technologies and sites name.
    var fuels: [String] = []
}

/// A line and a column of a file, from 1.
struct FigurePlace: Hashable {
    var line: Int
    var column: Int
}

/// The names that other parts of a scenario may refer to, in the order of the file.
struct PlanNames {
    var providers: [String] = []
    var regions: [String] = []
    var campuses: [String] = []
    var chips: [String] = []
    var offers: [String] = []
    var builds: [String] = []
    var sites: [String] = []
    var demands: [String] = []
    var jurisdictions: [String] = []
    var gridOperators: [String] = []
    var chipVendors: [String] = []
}

extension PlanNotes {
    /// The paths that hold one and the same figure of the file, by each of them.
    var twins: [String: [String]] {
        var paths: [FigurePlace: [String]] = [:]
        for figure in figures {
            guard let place = places[figure.path] else { continue }
            paths[place, default: []].append(figure.path)
        }
        var twins: [String: [String]] = [:]
        for group in paths.values where group.count > 1 {
            for path in group { twins[path] = group }
        }
        return twins
    }
}
