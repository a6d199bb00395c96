import Pages

extension HeldSpeed {
    /// What is held on the slope that was asked for.
    package var sentences: [String] {
        guard isHeld else {
            let other = held > 0 ? "\(Prose.speed(held)) is." : "no speed is."
            let whole = "\(Prose.speed(asked)) takes \(Prose.kilowatts(demand)) and is not held: "
            return [whole + other] + after
        }
        guard demand > 0 else {
            return ["\(Prose.speed(asked)) takes nothing: \(Prose.kilowatts(-demand)) come back."]
        }
        let takes = "\(Prose.speed(asked)) takes \(Prose.kilowatts(demand))"
        if let together {
            let alone = alone.map { ", on the battery alone \(Prose.time($0))" } ?? ""
            let most =
                "\(takes): battery and generator together hold it for \(Prose.time(together))"
            return [most + alone + "."] + after
        }
        guard onGenerator == nil, let alone else {
            return ["\(Prose.speed(asked)) is held; it takes \(Prose.kilowatts(demand))."] + after
        }
        return ["\(takes): it is held until the battery is empty, for \(Prose.time(alone))."]
    }

    /// What is left when the battery is empty.
    private var after: [String] {
        guard let onGenerator else { return [] }
        if onGenerator >= asked { return ["The generator alone holds it."] }
        let speed = onGenerator > 0 ? Prose.speed(onGenerator) : "no speed"
        return ["After the battery is empty the generator alone holds \(speed)."]
    }
}
