/// Runs the generator at one power between two states of charge.
///
/// Begun from a full battery this is the usual way to drive electric first and then sustain the
/// charge.
package struct Thermostat: Control, Hashable {
    package var low: Double
    package var high: Double
    /// In W.
    package var power: Double

    package init(low: Double, high: Double, power: Double) {
        self.low = low
        self.high = high
        self.power = power
    }

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        let runs = moment.isOn ? moment.soc < high : moment.soc < low
        return runs ? power : 0
    }
}
