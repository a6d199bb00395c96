/// Where to stop on a route, for how long, and what to take there: what is asked.
///
/// Energies are in J of the store, fuel in J of its heat, money in USD.
package struct StopProblem: Sendable, Hashable {
    /// Start, stations in order, destination.
    package var places: [Place]
    /// Between each two places.
    package var stretches: [Stretch]
    /// What the battery may hold; zero without one.
    package var store: ClosedRange<Double>
    /// What must be left at every stop and at the end; without a generator, anywhere.
    package var floor: Double
    /// What a tank holds; zero without one.
    package var tank: Double
    /// What must be left in it.
    package var fuelFloor: Double
    /// At the start.
    package var stored: Double
    /// At the start.
    package var fuel: Double
    /// Absent without a generator.
    package var line: GeneratorLine?
    package var prices: Prices
    /// To fill a tank, the way to the pump included, in s.
    package var refuelSeconds: Double
    package var detail: Detail

    package struct Place: Sendable, Hashable {
        package var name: String
        /// In m.
        package var distance: Double
        /// Nothing where it cannot charge.
        package var curve: ChargeCurve?
        /// In USD/J at the meter.
        package var chargePrice: Double
        /// In s, until a plug is free.
        package var wait: Double
        /// In s, beside wait and charge.
        package var overhead: Double
        /// In USD/J; nothing where there is none of its fuel.
        package var fuelPrice: Double?

        package init(
            name: String,
            distance: Double,
            curve: ChargeCurve? = nil,
            chargePrice: Double = 0,
            wait: Double = 0,
            overhead: Double = 0,
            fuelPrice: Double? = nil
        ) {
            self.name = name
            self.distance = distance
            self.curve = curve
            self.chargePrice = chargePrice
            self.wait = wait
            self.overhead = overhead
            self.fuelPrice = fuelPrice
        }

        var offers: Bool { curve != nil || fuelPrice != nil }
    }

    package struct Prices: Sendable, Hashable {
        /// In USD/s.
        package var time: Double
        /// Of what is missing, or left over, in the store at the end: in USD/J.
        package var stored: Double
        /// Of what is missing, or left over, in the tank at the end: in USD/J.
        package var fuel: Double

        package init(time: Double, stored: Double = 0, fuel: Double = 0) {
            self.time = time
            self.stored = stored
            self.fuel = fuel
        }
    }

    /// How finely it is looked at.
    package struct Detail: Sendable, Hashable {
        /// Charges end at these parts of the window, and where just enough is in it.
        package var levels: Int
        /// Parts of what a generator can give on a stretch.
        package var shares: Int
        /// Of labels with the same charge and fuel, to this part of window and tank, one is kept.
        package var bins: Int
        /// Levels where there is a generator, too, and what is missing need not be charged.
        package var hybridLevels: Int
        /// Bins where there are two sources.
        package var hybridBins: Int
        /// Labels that are set in all, at most, of 64 bytes each.
        ///
        /// Past it they are thinned, and the plan says so: ``StopPlan/isComplete``.
        package var mostLabels: Int

        package init(
            levels: Int = 25,
            shares: Int = 5,
            bins: Int = 200,
            hybridLevels: Int = 8,
            hybridBins: Int = 40,
            mostLabels: Int = 2_000_000
        ) {
            let parts = [levels, shares, bins, hybridLevels, hybridBins, mostLabels]
            precondition(parts.allSatisfy { $0 > 0 }, "one part at least")
            self.levels = levels
            self.shares = shares
            self.bins = bins
            self.hybridLevels = hybridLevels
            self.hybridBins = hybridBins
            self.mostLabels = mostLabels
        }
    }

    package init(
        places: [Place],
        stretches: [Stretch],
        store: ClosedRange<Double> = 0...0,
        floor: Double = 0,
        tank: Double = 0,
        fuelFloor: Double = 0,
        stored: Double = 0,
        fuel: Double = 0,
        line: GeneratorLine? = nil,
        prices: Prices,
        refuelSeconds: Double = 300,
        detail: Detail = Detail()
    ) {
        precondition(stretches.count == places.count - 1, "a stretch between each two places")
        self.places = places
        self.stretches = stretches
        self.store = store
        self.floor = floor
        self.tank = tank
        self.fuelFloor = fuelFloor
        self.stored = stored
        self.fuel = fuel
        self.line = line
        self.prices = prices
        self.refuelSeconds = refuelSeconds
        self.detail = detail
    }

    var hasStore: Bool { store.upperBound > store.lowerBound }

    /// What a generator burns for energy at the bus in J, given over no more than so many s.
    ///
    /// At its best power, or as much above it as is needed.
    func burned(_ energy: Double, within seconds: Double) -> Double {
        guard let line, energy > 0 else { return 0 }
        let power = min(max(line.bestPower, energy / max(seconds, 1)), line.maximum)
        return line.fuel(power) * energy / power
    }

    /// What is out of the store from rest at one place to rest at a later one, without a generator:
    /// the most on the way, and in the end.
    func need(from: Int, to: Int) -> (peak: Double, drop: Double) {
        var drop = stretches[from].leaving.drop
        var peak = max(0, drop)
        for stretch in stretches[from..<to] {
            peak = max(peak, drop + stretch.peak)
            drop += stretch.drop
        }
        drop += stretches[to - 1].arriving.drop
        return (max(peak, drop), drop)
    }

    /// What a tank may leave a place with that sells its fuel, in J: full, or enough for a later place
    /// where fuel is cheaper.
    ///
    /// Nothing else can be best: if the next stop is cheaper, what is left there was bought too dear, and
    /// if it is not, what is bought there was left out here. At the end a J costs what replaces it.
    /// `stored`: in the battery as it leaves, in J, which is used first.
    func fuelLevels(at number: Int, stored: Double) -> [Double] {
        guard tank > 0, let price = places[number].fuelPrice else { return [] }
        var levels = [tank]
        for later in stride(from: number + 1, to: places.count, by: 1) {
            let isEnd = later == places.count - 1
            guard let other = isEnd ? prices.fuel : places[later].fuelPrice, other < price else {
                continue
            }
            let level = fuelFloor + fuelNeed(from: number, to: later, stored: stored)
            if level < tank { levels.append(level) }
        }
        return levels
    }

    /// From rest at one place to rest at a later one, in J: of an engine, or of a generator for what a
    /// battery does not hold.
    private func fuelNeed(from: Int, to: Int, stored: Double) -> Double {
        guard line != nil else { return burn(from: from, to: to) }
        let lacking = need(from: from, to: to).drop - (stored - floor)
        let seconds = stretches[from..<to].reduce(0) { $0 + $1.seconds }
        return burn(from: from, to: to) + burned(lacking, within: seconds)
    }

    /// What an engine burns from rest at one place to rest at a later one.
    func burn(from: Int, to: Int) -> Double {
        stretches[from..<to].reduce(
            stretches[from].leaving.fuel + stretches[to - 1].arriving.fuel
        ) { $0 + $1.fuel }
    }
}
