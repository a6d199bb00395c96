import Charts
import Pages

/// The drawings of journeys along the way.
struct JourneyDrawing {
    let route: Route
    let journeys: [JourneyResult]

    static let slots = 320

    var start: Double { route.points.first?.distance ?? 0 }

    var end: Double { route.points.last?.distance ?? 0 }

    private var span: Plot.Horizontal { .span(start / 1e3...end / 1e3, .plain("km")) }

    func plot(
        _ id: String,
        _ title: String,
        _ summary: [String],
        _ measure: Measure,
        _ marks: [Mark],
        height: Double = 260,
        isHalf: Bool = false
    ) -> Plot {
        var plot = Plot(
            id: id,
            title: title,
            summary: summary.joined(separator: " "),
            horizontal: span,
            measure: measure,
            marks: marks
        )
        plot.size = isHalf ? .half : Plot.Size(width: Plot.Size.wide.width, height: height)
        return plot
    }

    /// A line for each vehicle that has the value.
    func curves(_ value: (JourneySample) -> Double?) -> [Mark] {
        journeys.enumerated().compactMap { index, one in
            let points = one.samples.compactMap { sample in
                value(sample).map { Mark.Point(sample.distance / 1e3, $0) }
            }
            return points.isEmpty ? nil : .curve(one.name, points, Swatch.vehicle(index))
        }
    }

    // MARK: Height

    var waySentences: [String] {
        guard let low = route.points.min(by: { $0.altitude < $1.altitude }),
            let high = route.points.max(by: { $0.altitude < $1.altitude })
        else { return [] }
        let fastest = route.points.map(\.speed).max() ?? 0
        var sentences = [
            "The way is \(Prose.distance(route.length)) long, reaches \(Prose.number(high.altitude)) m at "
                + "\(Prose.distance(high.distance)) from a lowest \(Prose.number(low.altitude)) m, and is driven "
                + "at up to \(Prose.speed(fastest))."
        ]
        let chargers = route.stations.filter { $0.charger != nil }
        let places = chargers.map { station in
            let power = station.charger.map { Prose.kilowatts($0.power) } ?? ""
            return "\(station.name) (\(Prose.distance(station.distance)), \(power))"
        }
        if !places.isEmpty {
            sentences.append("Fast chargers: \(Prose.list(places, most: 6)).")
        } else if journeys.contains(where: { $0.charge != nil }) {
            sentences.append("There is no charger on the way.")
        }
        return sentences
    }

    var profile: Plot {
        var bins = Bins(start...max(end, start + 1), count: Self.slots)
        let width = (end - start) / Double(Self.slots)
        for index in 0..<Self.slots {
            let place = start + Double(index) * width
            bins.add(route.altitude(at: place + width / 2), from: place, to: place + width)
        }
        func dots(_ name: String, _ swatch: Swatch, _ isShown: (Station) -> Bool) -> [Mark] {
            let shown = route.stations.filter(isShown).map { station in
                Mark.Dot(
                    (station.distance - start) / width,
                    route.altitude(at: station.distance),
                    size: 0.35,
                    name: "\(station.name), \(Prose.distance(station.distance))"
                )
            }
            return shown.isEmpty ? [] : [.dots(name, shown, swatch)]
        }
        var plot = plot(
            "profile",
            "Height above the sea, m",
            waySentences,
            .plain("m"),
            [.stack([Series("height", bins.means, Swatch(22))], .areas)]
                + dots("fast charger", Swatch(0)) { $0.charger != nil }
                + dots("fuel only", Swatch(1)) { $0.charger == nil && !$0.fuels.isEmpty }
        )
        plot.horizontal = .slots(Self.slots, start / 1e3...end / 1e3, .plain("km"))
        plot.size = Plot.Size(width: Plot.Size.wide.width, height: 230)
        return plot
    }

    // MARK: Charge and fuel

    var chargeSentences: [String] {
        journeys.compactMap { one in
            if let charge = one.charge {
                var text =
                    "\(Self.called(one)) starts with \(Prose.percent(charge.start)), is lowest at "
                    + "\(Prose.percent(charge.lowest)) and ends with \(Prose.percent(charge.end))"
                if one.kind == .series {
                    text +=
                        "; its generator makes \(Prose.energy(one.energy.generated)) of "
                        + "\(Prose.liters(one.energy.fuel))"
                }
                return text + "."
            }
            let each = one.distance > 0 ? one.energy.fuel / one.distance : 0
            return "\(Self.called(one)) burns \(Prose.liters(one.energy.fuel)), "
                + "\(Prose.number(each * 1e5)) l/100 km (\(Prose.milesPerGallon(each)))."
        }
    }

    var charge: Plot? {
        let marks = curves(\.soc)
        guard !marks.isEmpty else { return nil }
        return plot("charge", "State of charge", chargeSentences, .percent, marks)
    }

    var fuel: Plot? {
        let marks = journeys.enumerated().compactMap { index, one -> Mark? in
            guard one.kind != .electric else { return nil }
            let points = one.samples.map { Mark.Point($0.distance / 1e3, $0.fuel) }
            return points.isEmpty ? nil : .curve(one.name, points, Swatch.vehicle(index))
        }
        guard !marks.isEmpty else { return nil }
        return plot("fuel", "Fuel in the tank, l", chargeSentences, .plain("l"), marks, height: 220)
    }

    // MARK: Speed and time

    var speed: Plot {
        var asked: [Mark.Point] = []
        for (point, next) in zip(route.points, route.points.dropFirst()) {
            let value = point.speed * 3.6
            if asked.last?.y != value { asked.append(Mark.Point(point.distance / 1e3, value)) }
            if asked.last?.x != next.distance / 1e3 {
                asked.append(Mark.Point(next.distance / 1e3, value))
            }
        }
        let driven = curves { $0.speed > 0 ? $0.speed * 3.6 : nil }
        return plot(
            "speed",
            "Speed, km/h",
            ["What the road asks for, and what was driven."],
            .plain("km/h"),
            [.curve("the road", Self.thinned(asked), .ink(0))] + driven,
            height: 240
        )
    }

    /// Without the points in the middle of a level stretch.
    private static func thinned(_ points: [Mark.Point]) -> [Mark.Point] {
        points.indices.filter { index in
            guard index > 0, index + 1 < points.count else { return true }
            return points[index - 1].y != points[index].y || points[index + 1].y != points[index].y
        }.map { points[$0] }
    }

    var timeSentences: [String] {
        compared.map { one in
            let halts = one.times.total - one.times.driving
            guard halts > 0 else {
                return "\(Self.called(one)) drives \(Prose.time(one.times.driving)) without a stop."
            }
            return "\(Self.called(one)) drives \(Prose.time(one.times.driving)) and stands "
                + "\(Prose.time(halts)), \(Prose.percent(halts / one.times.total)) of the time."
        }
    }

    var clock: Plot {
        plot(
            "clock",
            "Time since the start over distance, h",
            timeSentences,
            .plain("h"),
            curves { $0.time / 3600 },
            isHalf: true
        )
    }
}
