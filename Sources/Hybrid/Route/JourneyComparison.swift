/// Several vehicles on the same journey, and over the years: what each does, and what that says.
package struct JourneyComparison: Sendable {
    package let route: Route
    package let trailer: Trailer?
    /// At the start of the route.
    package let conditions: Conditions
    package let economy: Economy
    /// In the order that was given.
    package let entries: [Entry]
    /// What the ordinary days are; nothing where they were not asked for.
    package let ordinary: OrdinaryDays?
    /// What it comes to: who arrives when and at what cost, what speaks for the choice, what against it.
    package let verdict: [VerdictPart]
    /// How sure that is; nothing where no samples were asked for.
    package let spread: JourneySpread?
    /// Whether one maker may have chosen between the vehicles.
    package let isOneMaker: Bool
    /// What a label would say of each vehicle, for what others publish of it; those that are known.
    package let labels: [LabelOutlook]
    /// Sentences that follow from the figures, in the order of the questions.
    package let findings: [JourneyFinding]

    package struct Entry: Sendable {
        package var sheet: VehicleSheet
        package var journey: JourneyResult
        /// The same without the trailer; nothing where there is none.
        package var unladen: JourneyResult?
        /// The same with no charge to spend, of a series hybrid that spends some; its name says so.
        package var sustained: JourneyResult?
        /// For one that does not get there: slower, where that helps.
        package var eased: Eased?
        /// The same with a smaller reserve, where that is enough for the speeds of the road.
        var lean: Lean?
        /// The same with half the reserve in the tank, of one that burns fuel and stops for it.
        var halfReserve: JourneyResult?
        /// Whether an electric one gets there as asked with the range that is published of it.
        ///
        /// Nothing where none is known, or for one with an engine.
        var keepsAsPublished: Bool?
        /// Over the years; nothing without ordinary days.
        package var ownership: OwnershipOutlook?

        /// Over the whole way: at the speeds of the road, or slower; nothing where neither helps.
        package var whole: JourneyResult? {
            journey.outcome == .arrived ? journey : eased?.journey
        }

        /// On its fuel alone, over the whole way; nothing where that does not get there.
        var alone: JourneyResult? {
            guard let sustained else { return whole }
            return sustained.isArrived ? sustained : nil
        }

        /// Without the trailer, over the whole way at the speeds of the road.
        var light: JourneyResult? { unladen.flatMap { $0.isArrived ? $0 : nil } }
    }

    /// The vehicle whose choice is asked about: the only one with battery and generator.
    package var choice: String? {
        let hybrids = entries.filter { $0.journey.kind == .series }
        return hybrids.count == 1 && entries.count > 1 ? hybrids[0].journey.vehicle : nil
    }

    /// Beyond what a vehicle is built for, though it is computed.
    package var warnings: [String] { entries.flatMap(\.journey.warnings) }

    /// What the verdict is made of.
    let clauses: [JourneyVerdict.Clause]
    /// Of the choice against each vehicle that burns fuel.
    let differences: [JourneyDifference: Double]
    /// Of the choice; nothing where none is of use, or nothing is known of what sizes weigh.
    package let sizes: JourneySizes?

    package var answers: JourneyAnswers { JourneyAnswers(findings, choice: choice) }

    /// With no charge to spend, of series hybrids that spend some.
    package var sustained: [JourneyResult] { entries.compactMap(\.sustained) }

    /// Those that were driven over the whole way; all where there is none.
    package var shown: [JourneyResult] {
        let whole = entries.compactMap(\.whole)
        return whole.isEmpty ? entries.map(\.journey) : whole
    }

    /// Of the findings, who does not get there as it is asked for.
    package var failures: [JourneyFinding] {
        let failed = Set(entries.map(\.journey).filter { $0.outcome != .arrived }.map(\.vehicle))
        return findings.filter {
            $0.topic == .arrival && $0.kind == .weakness && failed.contains($0.vehicle)
        }
    }

    /// A journey that is possible at the speeds of the road with a smaller reserve only.
    struct Lean: Sendable, Hashable {
        /// Of the window or the tank.
        var reserve: Double
        /// With stops, in s.
        var seconds: Double
        /// In the battery where it is emptiest, of its window; nothing without one.
        var left: Double?
    }

    /// A journey that is possible at lower speeds only.
    package struct Eased: Sendable, Hashable {
        /// Of the speeds of the route.
        package var share: Double
        /// The highest of them, in m/s.
        package var topSpeed: Double
        /// Its name says how it was driven.
        package var journey: JourneyResult
    }

    /// Drives every vehicle: the way, the same without the trailer, and ordinary days.
    ///
    /// `missions`: what the vehicles do on ordinary days, the first that all can drive; see
    /// ``OrdinaryDays``. Nothing is said of the years without any.
    /// `labels`: of these vehicles, where they are known.
    /// `samples`: in which it is driven again with figures from their bands; see ``JourneySpread``.
    package init(
        _ sheets: [VehicleSheet],
        trailer: Trailer? = nil,
        route: Route,
        conditions: Conditions = Conditions(),
        economy: Economy,
        options: JourneyOptions = JourneyOptions(),
        missions: [MissionSet] = [],
        labels: [LabelOutlook] = [],
        samples: Int = 0
    ) {
        self.labels = labels
        self.route = route
        self.trailer = trailer
        self.conditions = conditions
        self.economy = economy
        let days = OrdinaryDays(missions, sheets)
        ordinary = days
        let question = JourneyQuestion(
            trailer: trailer,
            route: route,
            conditions: conditions,
            economy: economy,
            options: options
        )
        let errors = KnownError.all(sheets, labels)
        let entries = sheets.enumerated().map { index, sheet in
            let journey = question.plan(sheet)
            return Entry(
                sheet: sheet,
                journey: journey,
                unladen: question.unladen?.plan(sheet),
                sustained: question.sustained(sheet, after: journey),
                eased: journey.outcome == .arrived ? nil : question.eased(sheet),
                lean: journey.outcome == .arrived ? nil : question.lean(sheet),
                halfReserve: question.withHalfReserve(sheet, after: journey),
                keepsAsPublished: question.keeps(sheet, as: errors[sheet.id]),
                ownership: days.map {
                    sheet.ownership($0.missions, $0.figures[index], economy: economy)
                }
            )
        }
        self.entries = entries
        let findings = JourneyFindings(entries, towing: trailer, economy: economy)
        self.findings = findings.all
        isOneMaker = findings.isOneMaker
        let spread = JourneySpread(sheets, question, days: days, samples: samples)
        self.spread = spread
        differences = JourneyDifference.all(entries)
        let hybrid = entries.count > 1 ? entries.firstIndex { $0.journey.kind == .series } : nil
        let sizes = hybrid.flatMap { JourneySizes(entries[$0], question, days: days, index: $0) }
        self.sizes = sizes
        let verdict = JourneyVerdict(findings, sizes: sizes, spread: spread, errors: errors)
        clauses = verdict.clauses
        self.verdict = verdict.parts
    }
}

/// What is asked of each vehicle.
struct JourneyQuestion {
    var trailer: Trailer?
    var route: Route
    var conditions: Conditions
    var economy: Economy
    var options: JourneyOptions

    func plan(_ sheet: VehicleSheet) -> JourneyResult {
        Journey.plan(
            sheet,
            trailer: trailer,
            route: route,
            conditions: conditions,
            economy: economy,
            options: options
        )
    }

    /// Whether an electric vehicle gets there as asked with a battery for its published range.
    func keeps(_ sheet: VehicleSheet, as error: KnownError?) -> Bool? {
        guard let range = error?.range, range > -1,
            case .electric(let drive, let battery) = sheet.vehicle.powertrain
        else { return nil }
        var published = sheet
        var other = battery.scaled(toUsableEnergy: battery.usableEnergy / (1 + range))
        // It is the model that is off, not the weight of the vehicle.
        other.mass = battery.mass
        published.vehicle.powertrain = .electric(drive, other)
        var question = self
        question.options = options.bare
        return question.plan(published).isArrived
    }

    /// With half the reserve in the tank; nothing for one that burns nothing or does not stop.
    func withHalfReserve(_ sheet: VehicleSheet, after journey: JourneyResult) -> JourneyResult? {
        guard journey.isArrived, journey.kind == .conventional, !journey.stops.isEmpty,
            options.fuelReserve > 0
        else { return nil }
        var question = self
        question.options = options.bare
        question.options.fuelReserve *= 0.5
        return question.plan(sheet)
    }

    /// The same without a trailer; nothing where there is none.
    var unladen: JourneyQuestion? {
        guard trailer != nil else { return nil }
        var light = self
        light.trailer = nil
        light.options.findsBound = false
        light.options.keepsSteps = false
        return light
    }

    /// The highest speeds at which a vehicle gets there, to a hundredth of those of the route.
    ///
    /// Nothing where half of them are still too much.
    func eased(_ sheet: VehicleSheet) -> JourneyComparison.Eased? {
        var low = 50
        var high = 100
        var trial = self
        trial.options = options.bare
        guard var best = trial.slower(sheet, percent: low) else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = trial.slower(sheet, percent: middle) {
                best = found
                low = middle
            } else {
                high = middle
            }
        }
        return options.surveysWay ? slower(sheet, percent: low) : best
    }

    /// With the largest reserve that it can keep, in whole percent; none is the least.
    func lean(_ sheet: VehicleSheet) -> JourneyComparison.Lean? {
        var high = Int((100 * max(options.arrivalReserve, options.fuelReserve)).rounded(.up))
        guard high > 0, var best = lean(sheet, share: 0) else { return nil }
        let whole = Double(high)
        var low = 0
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = lean(sheet, share: Double(middle) / whole) {
                best = found
                low = middle
            } else {
                high = middle
            }
        }
        return best
    }

    /// With a share of the reserve.
    private func lean(_ sheet: VehicleSheet, share: Double) -> JourneyComparison.Lean? {
        var question = self
        question.options = options.bare
        question.options.arrivalReserve *= share
        question.options.fuelReserve *= share
        let journey = question.plan(sheet)
        guard journey.outcome == .arrived, journey.plan.isAccepted else { return nil }
        return JourneyComparison.Lean(
            reserve: question.options.arrivalReserve,
            seconds: journey.times.total,
            left: journey.charge.map { charge in
                let width = charge.window.upperBound - charge.window.lowerBound
                return max(0, charge.lowest - charge.window.lowerBound) / width
            }
        )
    }

    private func slower(_ sheet: VehicleSheet, percent: Int) -> JourneyComparison.Eased? {
        let share = Double(percent) / 100
        var question = self
        question.options.findsBound = false
        question.options.keepsSteps = false
        for index in question.route.points.indices {
            question.route.points[index].speed *= share
        }
        var journey = question.plan(sheet)
        journey.name += " (at \(percent) % of the speeds)"
        guard journey.outcome == .arrived, journey.plan.isAccepted else { return nil }
        let top = question.route.points.dropLast().reduce(0) { max($0, $1.speed) }
        return JourneyComparison.Eased(share: share, topSpeed: top, journey: journey)
    }
}
