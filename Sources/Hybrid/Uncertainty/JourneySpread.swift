import Bus

/// A comparison made again with figures drawn from their bands: how sure each of its answers is.
///
/// In one sample all vehicles meet the same: trailer, load, tires, heating, prices and grid are drawn
/// once (common random numbers), so that differences between vehicles are not those of the draw.
/// What is a vehicle's own is drawn for each. The air is drawn around what is asked for, its temperature
/// and its wind, the same for all; rain and traffic are not.
package struct JourneySpread: Sendable {
    /// What became of one vehicle in the samples.
    package struct Vehicle: Sendable, Hashable {
        /// The id of its sheet.
        package var vehicle: String
        package var name: String
        /// Samples in which it arrives with its reserves, not asked to be slower.
        package var arriving: Int
        /// Samples in which it keeps the speeds of the road.
        package var keeping: Int
        /// Samples in which it arrives, slower where it has to.
        package var reaching: Int
        /// Of those that it arrives in, in s.
        package var time: Spread?
        /// Burned, in l.
        package var fuel: Spread?
        /// Of energy, in USD.
        package var energy: Spread?
        /// In kg.
        package var carbon: Spread?
        /// Over the years, in USD/m; nothing where they were not asked for.
        package var ownedCost: Spread?
        /// Over the years, making included, in kg/m.
        package var ownedCarbon: Spread?
        package var turn: Turn?
    }

    /// The drag area of the trailer at which it turns whether a vehicle keeps the speeds of the road.
    package struct Turn: Sendable, Hashable {
        /// Below it the speeds are kept, in m².
        package var area: Double
        /// That was used, in m².
        package var assumed: Double
        /// Of its band, in m².
        package var range: ClosedRange<Double>
    }

    /// Samples that were driven.
    package let count: Int
    /// Figures that were drawn, of all vehicles together.
    package let figures: [Band.Figure]
    /// In the order of the comparison.
    package let vehicles: [Vehicle]
    private let held: [JourneyVerdict.Clause.Key: Int]
    /// What the choice takes less than others.
    let differences: [JourneyDifference: JourneyDifference.Sampled]

    /// How far the air may be off the temperature that is asked for, in K: assumed, of the size of what
    /// a forecast for the next day is off by, and of what a day has between its hours on the road.
    static let warmer = 3.0
    /// How far the wind from ahead may be off what is asked for over a whole way, in m/s: assumed.
    ///
    /// Winds of 15 to 25 km/h are common; few ways lie along one of them from end to end.
    static let windier = 10 * SI.kmh
    /// The streams of chance for the air, beside those of figures.
    private static let warmthStream: UInt64 = 99
    private static let windStream: UInt64 = 98

    /// In how many samples the same is true: a verdict says it, or the difference has the same sign.
    func held(_ clause: JourneyVerdict.Clause) -> Int {
        guard let sampled = sampled(clause) else { return held[clause.key] ?? 0 }
        return clause.isReason ? sampled.less : sampled.count - sampled.less
    }

    /// The difference that a clause is about; nothing where it is about none.
    func sampled(_ clause: JourneyVerdict.Clause) -> JourneyDifference.Sampled? {
        clause.quantity.flatMap { quantity in
            differences[JourneyDifference(quantity: quantity, other: clause.key.other)]
        }
    }

    /// The same for the same seed; nothing without samples.
    ///
    /// `figures`: what each vehicle takes on ordinary days, in its order; see ``OrdinaryDays``.
    init?(
        _ sheets: [VehicleSheet],
        _ question: JourneyQuestion,
        days: OrdinaryDays?,
        samples count: Int,
        seed: UInt64 = 1
    ) {
        guard count > 0, !sheets.isEmpty else { return nil }
        var question = question
        question.options = question.options.bare
        let draws = sheets.indices.map { Draw(sheets[$0], question, days, $0) }
        let samples = draws.map { $0.samples(count, seed: seed) }
        func air(_ most: Double, _ stream: UInt64) -> [Double] {
            var random = SplitMix64(seed: seed &* 10_000 &+ stream)
            return BandSampling.places(count, using: &random).map {
                Band.quantile($0, of: -most...most, peak: 0)
            }
        }
        let warmer = air(Self.warmer, Self.warmthStream)
        let windier = air(Self.windier, Self.windStream)
        var held: [JourneyVerdict.Clause.Key: Int] = [:]
        var entries: [[JourneyComparison.Entry]] = []
        var differences: [JourneyDifference: [Double]] = [:]
        for sample in 0..<count {
            let met = zip(draws, samples).map {
                $0.entry($1[sample], warmer: warmer[sample], windier: windier[sample])
            }
            entries.append(met)
            let findings = JourneyFindings(
                met,
                towing: question.trailer,
                economy: question.economy
            )
            for clause in JourneyVerdict(findings).clauses {
                held[clause.key, default: 0] += 1
            }
            for (key, value) in JourneyDifference.all(met) {
                differences[key, default: []].append(value)
            }
        }
        self.differences = differences.compactMapValues(JourneyDifference.Sampled.init)
        self.count = count
        self.held = held
        let drawn = Set(draws.flatMap(\.bands).map(\.figure))
        figures = Band.Figure.allCases.filter(drawn.contains)
        vehicles = draws.indices.map { index in
            Vehicle(entries.map { $0[index] }, turn: draws[index].turn)
        }
    }
}

extension JourneySpread.Vehicle {
    /// Of one sample at least.
    fileprivate init(_ entries: [JourneyComparison.Entry], turn: JourneySpread.Turn?) {
        vehicle = entries[0].journey.vehicle
        name = entries[0].journey.name
        arriving = entries.count { $0.journey.isArrived }
        keeping = entries.count { $0.journey.keepsSpeeds }
        let whole = entries.compactMap(\.whole)
        reaching = whole.count
        time = Spread(whole.map(\.times.total))
        fuel = entries[0].journey.kind == .electric ? nil : Spread(whole.map(\.energy.fuel))
        energy = Spread(whole.map(\.money.energy))
        carbon = Spread(whole.map(\.carbon.total))
        let owned = entries.compactMap(\.ownership?.central)
        ownedCost = Spread(owned.map(\.cost.total))
        ownedCarbon = Spread(owned.map(\.carbon.total))
        self.turn = turn
    }
}

/// One vehicle of a comparison with other figures.
private struct Draw {
    let sheet: VehicleSheet
    let bands: [Band]
    private let question: JourneyQuestion
    private let days: OrdinaryDays?
    private let anchors: [Anchor]
    /// Its place in the comparison.
    private let index: Int

    init(
        _ sheet: VehicleSheet,
        _ question: JourneyQuestion,
        _ days: OrdinaryDays?,
        _ index: Int
    ) {
        self.sheet = sheet
        self.question = question
        self.days = days
        self.index = index
        bands = Band.all(
            for: sheet,
            trailers: [question.trailer].compactMap(\.self),
            economy: question.economy
        )
        anchors =
            days.map { days in
                zip(days.missions.missions, days.figures[index]).map { mission, stepped in
                    Anchor(MissionFigures.quick(sheet.vehicle, mission), stepped)
                }
            } ?? []
    }

    /// Each figure from a hypercube of its own, so that it does not depend on the others there are.
    func samples(_ count: Int, seed: UInt64) -> [[Band.Figure: Double]] {
        var samples = [[Band.Figure: Double]](repeating: [:], count: count)
        for (place, figure) in Band.Figure.allCases.enumerated() {
            guard let band = bands.first(where: { $0.figure == figure }) else { continue }
            let stream = UInt64(place) + (figure.isShared ? 0 : 100 * UInt64(index + 1))
            let drawn = BandSampling([band]).samples(count, seed: seed &* 10_000 &+ stream)
            for (sample, factors) in drawn.enumerated() {
                samples[sample][figure] = factors[figure]
            }
        }
        return samples
    }

    /// `warmer`, `windier`: the air than what is asked for, in K, and in m/s from ahead.
    func entry(
        _ factors: [Band.Figure: Double],
        warmer: Double,
        windier: Double
    ) -> JourneyComparison.Entry {
        let sheet = sheet.applying(factors)
        var question = question.applying(factors)
        question.conditions.temperature += warmer
        question.conditions.headwind += windier
        let journey = question.plan(sheet)
        return JourneyComparison.Entry(
            sheet: sheet,
            journey: journey,
            unladen: question.unladen?.plan(sheet),
            sustained: question.sustained(sheet, after: journey),
            eased: journey.outcome == .arrived ? nil : question.eased(sheet),
            ownership: days.map { days in
                let missions = days.missions.applying(factors)
                return sheet.ownership(
                    missions,
                    Anchor.figures(sheet.vehicle, missions, anchors),
                    economy: question.economy,
                    isBanded: false
                )
            }
        )
    }

    /// Nothing where no drag area of the band turns it.
    var turn: JourneySpread.Turn? {
        guard let trailer = question.trailer,
            let factors = bands.first(where: { $0.figure == .trailerDrag })?.factors,
            isKept(factors.lowerBound), !isKept(factors.upperBound)
        else { return nil }
        var (low, high) = (factors.lowerBound, factors.upperBound)
        while high - low > 0.01 {
            let middle = 0.5 * (low + high)
            if isKept(middle) { low = middle } else { high = middle }
        }
        let area = trailer.dragArea
        return JourneySpread.Turn(
            area: area * low,
            assumed: area,
            range: area * factors.lowerBound...area * factors.upperBound
        )
    }

    /// Whether the speeds of the road are, with the trailer's drag so much of what is assumed.
    private func isKept(_ drag: Double) -> Bool {
        question.applying([.trailerDrag: drag]).plan(sheet).outcome == .arrived
    }
}

extension JourneyQuestion {
    /// The question with the figures of trailer, prices and grid multiplied.
    fileprivate func applying(_ factors: [Band.Figure: Double]) -> JourneyQuestion {
        var question = self
        question.trailer = trailer?.applying(factors)
        question.economy = economy.applying(factors)
        question.route = route.applying(factors)
        return question
    }
}

extension Band.Figure {
    /// Whether two vehicles that are compared meet the same: what is around them, or in them.
    fileprivate var isShared: Bool {
        switch self {
        case .rolling, .mass, .auxiliaries, .climate, .trailerDrag, .trailerMass, .fuelPrice,
            .electricityPrice, .gridCarbon:
            true
        case .drag, .drive, .battery, .generator, .vehiclePrice: false
        }
    }
}
