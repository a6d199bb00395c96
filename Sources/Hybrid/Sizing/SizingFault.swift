/// Why a sweep over sizes has no answer.
package enum SizingFault: Sendable, Hashable {
    /// A vehicle, by name.
    case noBattery(String)
    /// Without any battery to try.
    case noBatteries
    /// Without any generator to try, not even none.
    case noGenerators
    /// In J.
    case battery(Double)
    /// In W.
    case generator(Double)
    case tooManyDesigns(Int)
    /// A vehicle by name, and its mass in kg.
    case noMassLeft(String, Double)

    /// A quick pass takes about 25 microseconds for a mission of 1,400 steps.
    package static let mostDesigns = 20_000

    static func faults(of grid: DesignGrid) -> [SizingFault] {
        var faults: [SizingFault] = []
        if grid.batteries.isEmpty { faults.append(.noBatteries) }
        if grid.generators.isEmpty { faults.append(.noGenerators) }
        for battery in grid.batteries where !(battery > 0 && battery.isFinite) {
            faults.append(.battery(battery))
        }
        for generator in grid.generators where !(generator >= 0 && generator.isFinite) {
            faults.append(.generator(generator))
        }
        let count = grid.batteries.count * grid.generators.count
        if count > mostDesigns { faults.append(.tooManyDesigns(count)) }
        return faults
    }
}

extension SizingFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noBattery(let vehicle):
            "\(vehicle): an engine turns its wheels; only electric and series hybrid vehicles have sizes"
        case .noBatteries: "no batteries to try: one at least, in kWh above zero"
        case .noGenerators:
            "no generators to try: one at least, in kW; zero is a vehicle without one"
        case .battery(let energy):
            "battery of \(energy / SI.kilowattHour) kWh: it must be above zero"
        case .generator(let power):
            "generator of \(power / 1e3) kW: it must be zero, for none, or above"
        case .tooManyDesigns(let count):
            "\(count) designs: \(Self.mostDesigns) are the most; take fewer batteries or generators"
        case .noMassLeft(let vehicle, let mass):
            "\(vehicle): its \(mass) kg are less than battery and generator weigh; look at the masses "
                + "of both and at its curb mass"
        }
    }
}

/// All that is wrong with a sweep over sizes.
package struct SizingFaults: Error, Sendable, Hashable {
    /// At least one.
    package let faults: [SizingFault]
}
