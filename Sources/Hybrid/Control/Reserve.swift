/// What a battery must hold at each step so that no later one falls short: one pass backward.
///
/// The generator helps with all it has. E(k) = max(floor, E(k+1) + what step k takes then); exact
/// for the circuit of the battery, at any length of the steps. The same recursion tells what a
/// store must hold to ride through an outage. It is the one of waiting in a queue, run backward
/// (Lindley, The theory of queues with a single server, 1952).
package struct Reserve: Sendable, Hashable {
    /// In J at the start of each step, and at the end of the last.
    package let energies: [Double]
    /// Seconds in which battery and generator together cannot give the power, however full.
    package let shortSeconds: Double

    /// `floor`: what must be left at any time, in J; the bottom of the window is the least.
    ///
    /// `generator`: the most that it gives, in W. `end`: what must be left after the last step, in J;
    /// the floor is the least.
    package init(
        _ demands: [BusDemand],
        circuit: BatteryCircuit,
        generator: Double,
        floor: Double? = nil,
        end: Double? = nil
    ) {
        let floor = max(floor ?? circuit.low, circuit.low)
        let widest = circuit.widest
        var energies = [Double](repeating: floor, count: demands.count + 1)
        energies[demands.count] = max(floor, end ?? floor)
        var short = 0.0
        for index in demands.indices.reversed() {
            let duration = demands[index].duration
            let net = demands[index].power - generator
            if net > widest.discharge { short += duration }
            let power = min(max(net, -widest.recharge), widest.discharge)
            let after = energies[index + 1]
            let flow = circuit.flow(power, to: circuit.voltage(storing: after), for: duration)
            energies[index] = max(floor, after + flow.drop)
        }
        self.energies = energies
        shortSeconds = short
    }

    /// For demands that come again and again: what a lap needs at its start it has at its end.
    ///
    /// Where the generator is too weak for them in the mean no battery is enough, and what is told
    /// is that for as many laps as empty a full one.
    package static func repeating(
        _ demands: [BusDemand],
        circuit: BatteryCircuit,
        generator: Double
    ) -> Reserve {
        var reserve = Reserve(demands, circuit: circuit, generator: generator)
        for _ in 0..<mostPasses {
            let start = reserve.energies[0]
            guard start > (reserve.energies.last ?? start) * (1 + 1e-9), start < circuit.high
            else { break }
            reserve = Reserve(demands, circuit: circuit, generator: generator, end: start)
        }
        return reserve
    }

    /// Of laps; a battery that lasts longer on a weak generator is taken to be enough.
    private static let mostPasses = 100

    /// The most that is needed at any time, in J.
    package var most: Double { energies.reduce(energies[0], max) }

    /// To be held at the start, in J above the floor.
    package func needed(above floor: Double) -> Double { energies[0] - floor }

    /// Whether a battery can hold it.
    package func fits(_ circuit: BatteryCircuit) -> Bool {
        energies.allSatisfy { $0 <= circuit.high }
    }
}
