/// Other sizes of battery and generator of the same series hybrid, on the same way.
///
/// One way is no design case: ``Sizing`` weighs all that a vehicle is used for. This tells whether the
/// sizes that it has are what the way needs.
package struct JourneySizes: Sendable {
    package struct Size: Sendable {
        package var design: Design
        /// With a full battery, as the vehicle itself.
        package var journey: JourneyResult
        /// With no charge to spend; nothing where it spends none.
        package var sustained: JourneyResult?
        /// More than the vehicle itself costs to buy, in USD; nothing where no price is known.
        package var price: Double?
        /// Over the years; nothing without ordinary days.
        package var ownership: OwnershipOutlook?

        /// Whether it keeps the speeds of the road, and would with no charge to spend.
        package var keepsSpeeds: Bool { journey.keepsSpeeds && (sustained?.keepsSpeeds ?? true) }
    }

    /// The id of the sheet.
    package let vehicle: String
    /// What the vehicle has.
    package let present: Size
    /// Ascending, battery first.
    package let others: [Size]

    /// Shares of what the vehicle has: its own with a smaller part, and both smaller.
    private static let shares = [0.5, 0.75, 1]

    /// Nothing for a vehicle without a generator or that does not get there, and where the economy does
    /// not say what a kWh and a kW weigh.
    init?(
        _ entry: JourneyComparison.Entry,
        _ question: JourneyQuestion,
        days: OrdinaryDays?,
        index: Int
    ) {
        let components = question.economy.components
        guard entry.journey.isArrived, entry.journey.kind == .series, components.packMass > 0,
            components.generatorMass > 0,
            let resizing = Resizing(entry.sheet, components: components, generator: .pattern)
        else { return nil }
        var question = question
        question.options = question.options.bare
        let missions = days?.missions
        let anchors = days.map { days in
            zip(days.missions.missions, days.figures[index]).map { mission, stepped in
                Anchor(MissionFigures.quick(entry.sheet.vehicle, mission), stepped)
            }
        }
        let own = resizing.present
        let batteries = Self.shares.map { Self.rounded($0 * own.battery, 3.6e6, of: own.battery) }
        let generators = Self.shares.map {
            Self.rounded($0 * own.generator, 1e3, of: own.generator)
        }
        vehicle = entry.sheet.id
        present = Size(
            design: own,
            journey: entry.journey,
            sustained: entry.sustained,
            price: entry.sheet.ownership.price.map { _ in 0 },
            ownership: entry.ownership
        )
        others = DesignGrid(batteries: batteries, generators: generators).designs
            .filter { $0 != own }.map { design in
                let sheet = resizing.sheet(design)
                let journey = question.plan(sheet)
                return Size(
                    design: design,
                    journey: journey,
                    sustained: question.sustained(sheet, after: journey),
                    price: sheet.ownership.price.flatMap { price in
                        entry.sheet.ownership.price.map { price - $0 }
                    },
                    ownership: missions.flatMap { missions in
                        anchors.map { anchors in
                            sheet.ownership(
                                missions,
                                Anchor.figures(sheet.vehicle, missions, anchors),
                                economy: question.economy,
                                isBanded: false
                            )
                        }
                    }
                )
            }
    }

    /// To a step that people name sizes in: 5 kWh, or less for a small one; the whole stays what it is.
    private static func rounded(_ size: Double, _ unit: Double, of whole: Double) -> Double {
        guard size < whole else { return whole }
        let step = [5.0, 2, 1, 0.5, 0.2].first { $0 * unit <= whole / 12 } ?? 0.1
        return max(1, (size / unit / step).rounded()) * step * unit
    }

    /// The cheapest over the years of those that keep the speeds of the road, with no charge to spend too,
    /// and are no later than by ``JourneyFindings/sameTime``.
    ///
    /// Nothing where the present one is that, or does not keep them itself.
    var better: Size? {
        guard let own = present.ownership?.central.cost.total, present.price != nil,
            present.keepsSpeeds
        else { return nil }
        let latest = present.journey.times.total + JourneyFindings.sameTime
        let fit = others.filter { $0.keepsSpeeds && $0.journey.times.total < latest }
        func cost(_ size: Size) -> Double { size.ownership?.central.cost.total ?? .infinity }
        return fit.min { cost($0) < cost($1) }.flatMap { cost($0) < own ? $0 : nil }
    }
}
