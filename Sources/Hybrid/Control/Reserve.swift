/// What a battery must hold at each step so that no later one falls short: one pass backward.
///
/// The generator helps with all it has. E(k) = max(floor, E(k+1) + what step k takes then); exact
/// for the circuit of the battery, at any length of the steps. The same recursion tells what a
/// store must hold to ride through an outage.
package struct Reserve: Sendable, Hashable {
    /// In J at the start of each step, and at the end of the last.
    package let energies: [Double]
    /// Seconds in which battery and generator together cannot give the power, however full.
    package let shortSeconds: Double

    /// `floor`: what must be left at any time, in J; the bottom of the window is the least.
    ///
    /// `generator`: the most that it gives, in W. `end`: what must be left after the last step, in J,
    /// where that is more than the floor.
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

    /// To be held at the start, in J above the floor.
    package func needed(above floor: Double) -> Double { energies[0] - floor }

    /// Whether a battery can hold it.
    package func fits(_ circuit: BatteryCircuit) -> Bool {
        energies.allSatisfy { $0 <= circuit.high }
    }
}
