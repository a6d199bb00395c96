/// Keeps what the way to the next stop will need: in good time at the best power, else with all.
///
/// Two tow modes over the same demands. The first has the reserve of a generator that never gives
/// more than its best power, and so begins early enough for that: charge for a climb is there at its
/// foot. The second has the reserve of one at full power, for what is left when even that is not
/// enough. Both end with what the plan has the vehicle arrive with; the rest of the battery is driven
/// first, which costs one start instead of many. Between climbs the battery stays at the floor.
package struct RouteCharge: Control, Hashable {
    private var early: TowMode
    private var late: TowMode

    /// For the demands of a leg, whose first step has the index 0.
    ///
    /// `floor`: what is left for climbs, in J; `end`: to arrive with, in J.
    package init(
        _ demands: [BusDemand],
        circuit: BatteryCircuit,
        line: GeneratorLine,
        floor: Double,
        end: Double
    ) {
        // Until a generator that ramps is at full power the battery gives what it lacks.
        let ramp = line.ramp < .infinity ? line.maximum * line.maximum / (2 * line.ramp) : 0
        func mode(_ power: Double, floor: Double?, band: Double) -> TowMode {
            TowMode(
                reserve: Reserve(
                    demands,
                    circuit: circuit,
                    generator: power,
                    floor: floor,
                    end: end
                ),
                margin: ramp,
                power: power,
                band: band * (circuit.high - circuit.low),
                circuit: circuit
            )
        }
        early = mode(line.power(for: demands), floor: floor, band: Self.band)
        late = mode(line.maximum, floor: nil, band: 0.01)
    }

    /// Of the window: a start must last for some minutes to be worth its fuel.
    private static let band = 0.06

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        let full = late.power(moment)
        return full > 0 ? full : early.power(moment)
    }
}

extension GeneratorLine {
    /// That of the best efficiency, in W; where its heat is of use no more than what the way needs.
    ///
    /// At a lower power it runs for longer, and spares the heaters for as long.
    fileprivate func power(for demands: [BusDemand]) -> Double {
        guard heat > 0 else { return bestPower }
        let seconds = demands.reduce(0) { $0 + $1.duration }
        let energy = demands.reduce(0) { $0 + $1.power * $1.duration }
        guard seconds > 0 else { return bestEnginePower }
        return max(bestPower, min(bestEnginePower, 1.15 * energy / seconds))
    }
}
