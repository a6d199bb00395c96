package import Pages

/// Which steady speed is held on a slope and for how long, for programs and in sentences.
package struct HeldSpeedDocument: Sendable, Hashable, Encodable {
    /// That was asked for.
    package var speed: JSONNumber
    /// At the bus, or at the wheels where an engine turns them; below zero the slope gives it.
    package var power: JSONNumber
    package var isHeld: Bool
    /// The fastest that is held, up to the one that was asked for; 0 where none is.
    package var held: JSONNumber
    /// Battery and generator together; null without an end, where it is not held, and where the
    /// generator alone holds it, as long as there is fuel.
    package var seconds: JSONNumber
    package var distance: JSONNumber
    /// `battery` or `tank`; null as above.
    package var emptyFirst: String?
    package var emptyAfter: JSONNumber
    /// From then on, on what is left in the other: at the speed that was asked for on the battery,
    /// at `generator_alone_kmh` on the tank.
    package var rest: JSONNumber
    package var onBattery: JSONNumber
    /// Null without a generator.
    package var onGenerator: JSONNumber
    /// Whether what a slope gives can charge a battery.
    package var recovers: Bool

    enum CodingKeys: String, CodingKey {
        case recovers
        case speed = "speed_kmh"
        case power = "power_kw"
        case isHeld = "is_held"
        case held = "held_kmh"
        case seconds = "held_s"
        case distance = "held_km"
        case emptyFirst = "empty_first"
        case emptyAfter = "empty_first_after_s"
        case rest = "rest_s"
        case onBattery = "battery_alone_s"
        case onGenerator = "generator_alone_kmh"
    }

    package init(_ held: HeldSpeed) {
        speed = JSONNumber(held.asked / SI.kmh)
        power = JSONNumber(held.demand / 1e3)
        isHeld = held.isHeld
        self.held = JSONNumber(held.held / SI.kmh)
        seconds = JSONNumber(held.together?.seconds)
        distance = JSONNumber(held.together.map { $0.seconds * held.asked / 1e3 })
        emptyFirst = held.together?.first.rawValue
        emptyAfter = JSONNumber(held.together?.emptyAfter)
        rest = JSONNumber(held.together?.rest)
        onBattery = JSONNumber(held.alone)
        onGenerator = JSONNumber(held.onGenerator.map { $0 / SI.kmh })
        recovers = held.recovers
    }

    /// What is held on the slope that was asked for, and what comes after it.
    package var sentences: [String] {
        let asked = kmh(speed)
        let watts = (power.value ?? 0) * 1e3
        guard watts > 0 else {
            let given = "\(asked) takes nothing: the slope gives \(Prose.kilowatts(-watts))"
            return [
                recovers
                    ? "\(given), which charge the battery as long as it has room."
                    : "\(given), and brakes and engine take it."
            ]
        }
        let takes = "\(asked) takes \(Prose.kilowatts(watts))"
        guard isHeld else {
            let fastest = held.value ?? 0
            guard fastest > 0 else { return ["\(takes) and is not held: no speed is."] }
            // A battery that is nearly empty adds next to nothing.
            guard fastest > 1.01 * (onGenerator.value ?? fastest) else {
                let alone = onGenerator.value == nil ? "" : " by the generator alone"
                return ["\(takes) and is not held: \(kmh(held)) is\(alone)."]
            }
            let most = "\(kmh(held)) is, as long as there is charge in the battery."
            return ["\(takes) and is not held: \(most)"] + after(of: nil)
        }
        if let seconds = seconds.value, let distance = distance.value {
            let whole =
                "\(takes). With the generator at full power from the start it is held for "
                + "\(Prose.time(seconds)), \(Prose.number(distance)) km"
            return [whole + ending] + after(of: onBattery.value)
        }
        guard onGenerator.value == nil, let alone = onBattery.value else {
            return ["\(takes), and is held."] + after(of: nil)
        }
        return ["\(takes): it is held until the battery is empty, for \(Prose.time(alone))."]
    }

    /// Of the time that battery and generator hold it together.
    private var ending: String {
        guard emptyFirst == HeldSpeed.Endurance.Store.tank.rawValue else {
            return ", until the battery is empty."
        }
        let tank = "the tank is empty after \(Prose.time(emptyAfter.value ?? 0))"
        guard let rest = rest.value, rest > 0 else {
            return ": \(tank), and the battery has not the power alone."
        }
        return ": \(tank), and what is left in the battery lasts \(Prose.time(rest)) more."
    }

    /// What each of the two holds alone, and what is left when the battery is empty before the tank.
    ///
    /// `alone`: in s on the battery.
    private func after(of alone: Double?) -> [String] {
        guard let onGenerator = onGenerator.value else { return [] }
        guard onGenerator < speed.value ?? 0 else { return ["The generator alone holds it."] }
        let speed = onGenerator > 0 ? kmh(self.onGenerator) : "no speed"
        let first = alone.map { "On the battery alone it is held for \(Prose.time($0)). " } ?? ""
        guard emptyFirst != HeldSpeed.Endurance.Store.tank.rawValue else {
            return ["\(first)The generator alone holds \(speed)."]
        }
        let isLeft = emptyFirst == HeldSpeed.Endurance.Store.battery.rawValue
        let rest =
            isLeft && onGenerator > 0 ? rest.value.map { ", for \(Prose.time($0)) more" } : nil
        return [
            "\(first)Once the battery is empty the generator alone holds \(speed)\(rest ?? "")."
        ]
    }

    private func kmh(_ number: JSONNumber) -> String { Prose.speed((number.value ?? 0) * SI.kmh) }
}
