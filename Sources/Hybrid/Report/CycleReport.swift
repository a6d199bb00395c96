import Charts
import Pages

/// The page of one vehicle on one cycle: what it took, from where, and how good that is.
///
/// Sections that the vehicle has nothing for are left out, and every sentence is made from figures.
package struct CycleReport: Sendable {
    package let subject: DriveCase
    package let outlook: CycleOutlook
    /// What the vehicle does on a full battery and tank.
    package let range: RangeDocument
    /// Of the controls that there are, with the charge held.
    package let outcomes: [ControlOutcome]
    /// How far the figures of `range` may be off; nothing where it was not asked for.
    package let uncertainty: RangeUncertainty?
    package let context: DriveContext

    /// `outlook`: with its steps.
    package init(
        _ subject: DriveCase,
        _ outlook: CycleOutlook,
        range: RangeDocument,
        outcomes: [ControlOutcome] = [],
        uncertainty: RangeUncertainty? = nil,
        context: DriveContext = DriveContext()
    ) {
        self.subject = subject
        self.outlook = outlook
        self.range = range
        self.outcomes = outcomes
        self.uncertainty = uncertainty
        self.context = context
    }

    var trip: Trip { outlook.trip }

    package var html: String {
        let kind = Prose.capitalized(subject.vehicle.kind)
        var page = context.page(
            "\(subject.vehicle.name) on \(subject.cycle.name)",
            [
                "\(kind), \(Prose.mass(subject.vehicle.mass)) as driven, "
                    + subject.circumstances
            ]
        )
        page.sections = [
            summary, power, energy, efficiency, bound, spread, published, context.section, words,
        ].compactMap(\.self)
        return page.html
    }

    private var drawing: TripDrawing {
        TripDrawing(
            id: "trip",
            steps: trip.steps,
            battery: subject.battery,
            hasGenerator: subject.generator != nil
        )
    }

    private var energyDrawing: EnergyDrawing {
        EnergyDrawing(
            id: "trip",
            ledger: trip.ledger,
            distance: trip.distance,
            hasBattery: subject.battery != nil,
            hasEngine: subject.fuel != nil
        )
    }

    // MARK: Sections

    private var summary: ReportPage.Section {
        var section = ReportPage.Section("summary", "What it takes", lead: summarySentences)
        section.body.keys(keys)
        if !trip.shortfall.isNone {
            section.body.element("div", ["class": "risks"]) { markup in
                markup.heading("Not all of the speed was driven")
                markup.paragraph(trip.shortfall.sentences)
            }
        }
        return section
    }

    private var power: ReportPage.Section? {
        let drawing = drawing
        let plots = [drawing.power ?? drawing.wheelPower, drawing.charge, drawing.speed]
            .compactMap(\.self)
        guard !trip.steps.isEmpty, !plots.isEmpty else { return nil }
        let title = subject.battery == nil ? "Power" : "Power by source, and the charge"
        var section = ReportPage.Section("power", title, lead: drawing.powerSentences)
        for plot in plots { section.body.figure(plot) }
        return section
    }

    private var energy: ReportPage.Section? {
        let drawing = energyDrawing
        guard !drawing.sentences.isEmpty else { return nil }
        var section = ReportPage.Section(
            "energy",
            "Where the energy went",
            lead: drawing.sentences
        )
        drawing.write(&section.body)
        let share = trip.ledger.turnover > 0 ? trip.ledger.imbalance / trip.ledger.turnover : 0
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose: "What went in and what came out differ by "
                    + "\(Prose.scientific(abs(share))) of what was turned over: rounding."
            )
        }
        return section
    }

    private var efficiency: ReportPage.Section? {
        if let run = subject.combustionRun { return engineSection(run) }
        guard let run = subject.electricRun, !trip.steps.isEmpty else { return nil }
        let drive = DriveDrawing(id: "drive", run: run, cycle: subject.cycle, steps: trip.steps)
        let generator = zip(run.line.map { [$0.electric] } ?? [], subject.fuel.map { [$0] } ?? [])
            .map {
                GeneratorDrawing(id: "trip", line: $0, fuel: $1, steps: trip.steps)
            }.first
        var section = ReportPage.Section(
            "efficiency",
            "Maps of efficiency",
            lead: drive.sentences + (generator?.sentences ?? [])
        )
        if let plot = generator?.plot, let table = generator?.table {
            section.body.element("div", ["class": "pair"]) { markup in
                markup.figure(plot)
                markup.element("div") { $0.table(table) }
            }
        }
        if let maps = drive.maps {
            section.body.element("div", ["class": "pair"]) { markup in
                for map in [maps.efficiency, maps.use] { markup.figure(map) }
            }
        }
        return section
    }

    private func engineSection(_ run: CombustionRun) -> ReportPage.Section? {
        let drawing = EngineDrawing(id: "trip", run: run, steps: trip.steps)
        guard let plot = drawing.plot else { return nil }
        var section = ReportPage.Section(
            "efficiency",
            "Map of efficiency",
            lead: drawing.sentences
        )
        section.body.figure(plot)
        return section
    }

    private var bound: ReportPage.Section? {
        guard subject.generator != nil, !outcomes.isEmpty else { return nil }
        let drawing = BoundDrawing(id: "trip", outcomes: outcomes)
        var section = ReportPage.Section(
            "bound",
            "How far from the best possible",
            lead: drawing.sentences
        )
        drawing.write(&section.body)
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose: "Each control drove the cycle over and over until its charge was held. The "
                    + "bound takes the battery at its best voltage and widest limits, the engine "
                    + "warm and free to jump, and leaves the window out."
            )
        }
        return section
    }

    /// What others say of the vehicle, with ours beside it where it is the same quantity.
    private var published: ReportPage.Section? {
        let figures = subject.sheet.published
        guard !figures.isEmpty else { return nil }
        let table = PublishedTable(figures, ours: range.values).table
        var section = ReportPage.Section(
            "published",
            "What others say of this vehicle",
            lead: PublishedTable.sentences(of: figures)
        )
        section.body.table(table)
        return section
    }
}
