/// Several vehicles on the same journey, and over the years: what each does, and what that says.
package struct JourneyComparison: Sendable {
    package let route: Route
    package let trailer: Trailer?
    /// At the start of the route.
    package let conditions: Conditions
    package let economy: Economy
    /// In the order that was given.
    package let entries: [Entry]
    /// Sentences that follow from the figures, the most telling first.
    package let findings: [JourneyFinding]

    package struct Entry: Sendable {
        package var sheet: VehicleSheet
        package var journey: JourneyResult
        /// The same without the trailer; nothing where there is none.
        package var unladen: JourneyResult?
        /// For one that does not get there: slower, where that helps.
        package var eased: Eased?
        /// Over the years; nothing where its ordinary use could not be driven.
        package var ownership: OwnershipOutlook?
    }

    /// A journey that is possible at lower speeds only.
    package struct Eased: Sendable, Hashable {
        /// Of the speeds of the route.
        package var share: Double
        /// The highest of them, in m/s.
        package var topSpeed: Double
        package var journey: JourneyResult
    }

    /// `daily`: what the vehicles drive on ordinary days, at 20 °C and without a trailer; the route
    /// itself when absent.
    package init(
        _ sheets: [VehicleSheet],
        trailer: Trailer? = nil,
        route: Route,
        conditions: Conditions = Conditions(),
        economy: Economy,
        options: JourneyOptions = JourneyOptions(),
        ownership: OwnershipOptions = OwnershipOptions(),
        daily: Cycle? = nil
    ) {
        self.route = route
        self.trailer = trailer
        self.conditions = conditions
        self.economy = economy
        let pace = options.pace ?? .usual(towing: nil)
        let cycle = daily ?? RouteTrace(route, conditions: Conditions(), pace: pace).cycle
        let question = JourneyQuestion(
            trailer: trailer,
            route: route,
            conditions: conditions,
            economy: economy,
            options: options
        )
        let entries = sheets.map { sheet in
            let journey = question.plan(sheet)
            var light = question
            light.trailer = nil
            light.options.findsBound = false
            light.options.keepsSteps = false
            let drive = DriveCase(sheet: sheet, cycle: cycle)
            // A vehicle that cannot drive its ordinary use has no cost of it; its journey still counts.
            let use = (try? RangeOutlook(drive)).map { DailyUse($0) }
            return Entry(
                sheet: sheet,
                journey: journey,
                unladen: trailer == nil ? nil : light.plan(sheet),
                eased: journey.outcome == .arrived ? nil : question.eased(sheet),
                ownership: use.map { sheet.ownership($0, economy: economy, options: ownership) }
            )
        }
        self.entries = entries
        findings = JourneyFindings(entries, towing: trailer, economy: economy).all
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

    /// The highest speeds at which a vehicle gets there, to a hundredth of those of the route.
    ///
    /// Nothing where half of them are still too much.
    func eased(_ sheet: VehicleSheet) -> JourneyComparison.Eased? {
        var low = 50
        var high = 100
        guard var best = slower(sheet, percent: low) else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = slower(sheet, percent: middle) {
                best = found
                low = middle
            } else {
                high = middle
            }
        }
        return best
    }

    private func slower(_ sheet: VehicleSheet, percent: Int) -> JourneyComparison.Eased? {
        let share = Double(percent) / 100
        var question = self
        question.options.findsBound = false
        question.options.keepsSteps = false
        for index in question.route.points.indices {
            question.route.points[index].speed *= share
        }
        let journey = question.plan(sheet)
        guard journey.outcome == .arrived, journey.plan.isAccepted else { return nil }
        let top = question.route.points.dropLast().reduce(0) { max($0, $1.speed) }
        return JourneyComparison.Eased(share: share, topSpeed: top, journey: journey)
    }
}
