import Bus

/// What very many vehicles of one kind take on published cycles, each driven step by step.
///
/// Each has figures of its own from the bands, as the vehicles that leave a factory and their
/// owners' loads have. A sweep of lanes (``FleetSweep``) makes 100,000 of them a matter of seconds.
package struct FleetSpread: Sendable {
    /// On one cycle.
    package struct Part: Sendable, Hashable {
        package var cycle: String
        /// On the battery, from the middle of its window: out of the store, in J/m.
        package var battery: Spread
        /// With the charge held by a thermostat, in J/m; nothing without a generator.
        package var fuel: Spread?
        /// The share of the vehicles that stay behind the cycle.
        package var missedShare: Double
    }

    package let count: Int
    /// What they burn; nothing without a generator.
    package let fuel: Fuel?
    package let bands: [Band]
    package let parts: [Part]

    /// Nothing for a vehicle whose engine turns the wheels, without cycles or without vehicles.
    ///
    /// The same for the same seed.
    package init?(
        _ sheet: VehicleSheet,
        cycles: [Cycle],
        count: Int,
        trailer: Trailer? = nil,
        conditions: Conditions = Conditions(),
        bands: [Band]? = nil,
        seed: UInt64 = 1
    ) {
        guard count > 0, !cycles.isEmpty,
            ElectricRun(sheet.vehicle, trailer: trailer, conditions: conditions) != nil
        else { return nil }
        self.count = count
        fuel = sheet.vehicle.fuel
        let known = bands ?? Band.all(for: sheet, trailers: trailer.map { [$0] } ?? [])
        let chosen = known.filter { !$0.figure.isMoney }
        self.bands = chosen
        let fleet = Fleet(
            sheet: sheet,
            trailer: trailer,
            conditions: conditions,
            sampling: BandSampling(chosen, method: .plain),
            seed: seed
        )
        let depleting = fleet.outcomes(count, cycles, isSustaining: false)
        let sustaining =
            fleet.hasGenerator ? fleet.outcomes(count, cycles, isSustaining: true) : nil
        parts = cycles.indices.compactMap { index in
            let places = stride(from: index, to: depleting.count, by: cycles.count)
            guard let battery = Spread(places.map { depleting[$0].battery }) else { return nil }
            return Part(
                cycle: cycles[index].name,
                battery: battery,
                fuel: sustaining.flatMap { held in Spread(places.map { held[$0].fuel }) },
                missedShare: Double(places.count { depleting[$0].hasMissed }) / Double(count)
            )
        }
    }

    /// A vehicle on a cycle, in J/m.
    private struct Outcome {
        var battery: Double
        var fuel: Double
        var hasMissed: Bool
    }

    private struct Fleet {
        let sheet: VehicleSheet
        let trailer: Trailer?
        let conditions: Conditions
        let sampling: BandSampling
        let seed: UInt64

        var hasGenerator: Bool { sheet.vehicle.generator != nil }

        func outcomes(_ count: Int, _ cycles: [Cycle], isSustaining: Bool) -> [Outcome] {
            var random = SplitMix64(seed: seed)
            var factors: [Band.Figure: Double] = [:]
            var lines = [GeneratorLine?](repeating: nil, count: isSustaining ? count : 0)
            let sweep = FleetSweep(cycles: cycles)
            let driven = sweep.outcomes(count: count) { index in
                sampling.draw(into: &factors, using: &random)
                let variant = variant(factors, isSustaining: isSustaining)
                if isSustaining { lines[index] = variant.run.line }
                return variant
            }
            return driven.enumerated().map { place, one in
                let distance = max(one.distance, 1)
                let line = isSustaining ? lines[place / cycles.count] : nil
                // What the battery gave is counted at the efficiency that the thermostat has.
                let owed =
                    line.map { one.battery / $0.efficiency($0.bestEnginePower) } ?? 0
                return Outcome(
                    battery: one.battery / distance,
                    fuel: (one.fuel + owed) / distance,
                    hasMissed: !one.shortfall.isNone
                )
            }
        }

        private func variant(
            _ factors: [Band.Figure: Double],
            isSustaining: Bool
        ) -> FleetSweep.Variant {
            let vehicle = sheet.applying(factors).vehicle
            let towed = trailer?.applying(factors)
            guard let run = ElectricRun(vehicle, trailer: towed, conditions: conditions) else {
                preconditionFailure("factors make no engine that turns the wheels")
            }
            let window = run.circuit.window
            let middle = window.middle
            let width = window.upperBound - window.lowerBound
            let control = run.line.map {
                // So wide that a start is a small part of what is burned until the next one.
                Thermostat(
                    low: middle - 0.02 * width,
                    high: middle,
                    power: $0.bestEnginePower
                )
            }
            return FleetSweep.Variant(
                run: run,
                soc: middle,
                control: isSustaining ? control : nil
            )
        }
    }
}
