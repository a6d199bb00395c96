import Optimization

/// How much of something stands: a constant, and a column on top of it.
struct StandingSize: Sendable {
    /// What stands in all hours.
    let existing: Double
    /// What stands from step `from` on, and is known.
    let fixed: Double
    /// What stands from step `from` on, and is chosen.
    let column: Program.Variable?
    let from: Int

    static let none = StandingSize(existing: 0, fixed: 0, column: nil, from: .max)

    func constant(at step: Int) -> Double { step >= from ? existing + fixed : existing }
    func column(at step: Int) -> Program.Variable? { step >= from ? column : nil }
    func stands(at step: Int) -> Bool { constant(at: step) > 0 || column(at: step) != nil }

    /// What is built, fixed or chosen.
    func built(_ solution: Solution) -> Double { fixed + (column.map { solution[$0] } ?? 0) }
}

/// One column for each step of a range, or none where it could only be zero.
struct StepColumns: Sendable {
    private var indices: [Int32]
    private let first: Int

    init(_ steps: Range<Int>) {
        indices = Array(repeating: -1, count: steps.count)
        first = steps.lowerBound
    }

    subscript(step: Int) -> Program.Variable? {
        get {
            let index = indices[step - first]
            return index < 0 ? nil : Program.Variable(index: index)
        }
        set { indices[step - first] = newValue?.index ?? -1 }
    }

    func value(_ step: Int, _ solution: Solution) -> Double {
        self[step].map { solution[$0] } ?? 0
    }
}

/// One row for each step of a range, or none.
struct StepRows: Sendable {
    private var indices: [Int32]
    private let first: Int

    init(_ steps: Range<Int>) {
        indices = Array(repeating: -1, count: steps.count)
        first = steps.lowerBound
    }

    subscript(step: Int) -> Program.Row? {
        get {
            let index = indices[step - first]
            return index < 0 ? nil : Program.Row(index: index)
        }
        set { indices[step - first] = newValue?.index ?? -1 }
    }

    func dual(_ step: Int, _ solution: Solution) -> Double { self[step].map { solution[$0] } ?? 0 }
}

/// Where the columns and rows of one year stand.
struct SiteYearLayout: Sendable {
    struct GeneratorPart: Sendable {
        let generator: Generator
        var size: StandingSize
        var output: StepColumns
        /// nil where units are not committed.
        var commitment: Commitment?

        func availability(at step: Int) -> Double {
            generator.availability.isEmpty ? 1 : generator.availability[step]
        }
    }

    /// Equal units of a generator that are switched on and off.
    struct Commitment: Sendable {
        /// Megawatts of one, so that all of them are what stands.
        let unit: Double
        let count: Int
        /// Whole numbers of units that run, and that start in a step.
        var running: StepColumns
        var starts: StepColumns
    }

    struct StoragePart: Sendable {
        let storage: Storage
        var power: StandingSize
        /// Megawatt-hours, where they are chosen apart from power.
        var energy: StandingSize?
        var charge: StepColumns
        var discharge: StepColumns
        var content: StepColumns
        var reserve: StepColumns
    }

    struct PurchasePart: Sendable {
        let purchase: PowerPurchase
        /// Its place among the agreements of the site.
        let place: Int
        let from: Int
        var used: StepColumns
    }

    /// The position in ``PowerSite/years``.
    let index: Int
    let calendar: SiteCalendar
    var steps: Range<Int>
    /// What a dollar of this year counts in the objective.
    let weight: Double
    /// Megawatts of IT, own and extra, by quarter.
    let it: [Double]
    let flexible: PowerSite.Flexible?
    var generators: [GeneratorPart] = []
    var storages: [StoragePart] = []
    var purchases: [PurchasePart] = []
    var imports: StepColumns
    var exports: StepColumns
    var unserved: StepColumns
    var training: StepColumns
    var trainingSum: StepColumns
    var unmatched: StepColumns
    /// The first row of the year, with those before its hours.
    var firstRow: Int32 = 0
    /// The first row of every step, and of what follows, to find the step of a row.
    var firstRows: [Int32] = []
    var balance: StepRows
    var connection: StepRows
    var islanding: [StepRows] = []
    var largestUnit: [(row: Program.Row, load: Double)] = []
    var islandingPower: [(row: Program.Row, load: Double)] = []
    var carbonCap: Program.Row?
    var matchingTotal: Program.Row?

    init(
        index: Int,
        calendar: SiteCalendar,
        steps: Range<Int>,
        weight: Double,
        it: [Double],
        flexible: PowerSite.Flexible?
    ) {
        self.index = index
        self.calendar = calendar
        self.steps = steps
        self.weight = weight
        self.it = it
        self.flexible = flexible
        imports = StepColumns(steps)
        exports = StepColumns(steps)
        unserved = StepColumns(steps)
        training = StepColumns(steps)
        trainingSum = StepColumns(steps)
        unmatched = StepColumns(steps)
        balance = StepRows(steps)
        connection = StepRows(steps)
        firstRows.reserveCapacity(steps.count + 1)
    }

    /// The quarter's IT times the profile, in megawatts; without the flexible load.
    ///
    /// Steps past the end of the year are those of its beginning.
    func load(at step: Int, _ site: PowerSite) -> Double {
        let inside = step < calendar.count ? step : step % calendar.count
        return it[calendar.quarterIndex(of: inside)] * site.profile[inside]
    }
}
