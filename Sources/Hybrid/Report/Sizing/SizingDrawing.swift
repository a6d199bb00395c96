import Charts
import Pages

/// The designs of a sweep as places: what they cost against what they emit.
struct SizingDrawing {
    let result: SizingResult

    private var front: [SizedDesign] { result.front.map { result.stepped[$0] } }

    var sentences: [String] {
        let costs = front.map(\.use.cost.total)
        let carbons = front.map(\.use.wholeCarbon)
        guard let least = costs.min(), let most = costs.max(), let low = carbons.min(),
            let high = carbons.max()
        else { return [] }
        return [
            "\(Prose.count(front.count, "design")) \(front.count == 1 ? "is" : "are") on the front, from "
                + "\(Prose.cost(least)) to \(Prose.cost(most)) per km and from "
                + "\(Prose.number(low * 1e6)) to \(Prose.number(high * 1e6)) g of CO2 per km.",
            "The area of a mark is the weight of the vehicle.",
        ]
    }

    var scatter: Plot {
        let shown = result.stepped + others
        let masses = shown.map(\.curbMass)
        let (light, heavy) = (masses.min() ?? 0, masses.max() ?? 1)
        func dot(_ one: SizedDesign) -> Mark.Dot {
            Mark.Dot(
                one.use.cost.total * 1e3,
                one.use.wholeCarbon * 1e6,
                size: heavy > light ? 0.04 + 0.5 * (one.curbMass - light) / (heavy - light) : 0.2,
                name: "\(one.design.words): \(Prose.mass(one.curbMass)), "
                    + "\(SizingTables.cost(one)) per km, \(Prose.number(one.use.wholeCarbon * 1e6)) g/km, "
                    + "\(Prose.distance(one.use.totalRange))"
            )
        }
        let onFront = Set(result.front)
        let rest =
            result.stepped.indices.filter { !onFront.contains($0) }.map { result.stepped[$0] }
            + others
        let groups: [(String, [SizedDesign], Swatch)] = [
            ("falls short of a mission", rest.filter { !$0.isFeasible }, Swatch(7)),
            ("beaten", rest.filter(\.isFeasible), Swatch(6)),
            ("on the front, battery alone", front.filter { !$0.design.hasGenerator }, Swatch(0)),
            ("on the front, with a generator", front.filter(\.design.hasGenerator), Swatch(1)),
        ]
        let costs = shown.map { $0.use.cost.total * 1e3 }
        let carbons = shown.map { $0.use.wholeCarbon * 1e6 }
        let room = max(1e-9, 0.05 * ((costs.max() ?? 1) - (costs.min() ?? 0)))
        var plot = Plot(
            id: "front",
            title: "CO2 in g/km over cost in $/km",
            summary: sentences.joined(separator: " "),
            horizontal: .span(
                ((costs.min() ?? 0) - room)...((costs.max() ?? 1) + room),
                .plain(before: "$", "")
            ),
            measure: .plain("g"),
            marks: groups.filter { !$0.1.isEmpty }.map { .dots($0.0, $0.1.map(dot), $0.2) }
        )
        plot.covers = [carbons.min() ?? 0]
        plot.size = Plot.Size(width: Plot.Size.wide.width, height: 360)
        return plot
    }

    /// Of those that were not driven, enough to show where they lie.
    private var others: [SizedDesign] {
        let driven = Set(result.survivors)
        let rest = result.quick.indices.filter { !driven.contains($0) }
        let stride = max(1, rest.count / 250)
        return rest.enumerated().filter { $0.offset.isMultiple(of: stride) }
            .map { result.quick[$0.element] }
    }

    // MARK: Cost over both sizes

    /// Cost over battery and generator by the quick pass; crossed out is what falls short.
    var costMap: HeatMap? {
        let batteries = Set(result.quick.map(\.design.battery)).sorted()
        let generators = Set(result.quick.map(\.design.generator)).sorted()
        guard batteries.count > 1, generators.count > 1 else { return nil }
        let feasible = result.quick.filter(\.isFeasible).map(\.use.cost.total)
        guard let least = feasible.min() else { return nil }
        let edges = [0.005, 0.01, 0.02, 0.04, 0.08, 0.16]
        let texts = edges.map { Prose.percent($0) }
        var classes = [HeatMap.Class("up to \(texts[0]) above the cheapest", .ramp(6))]
        for (index, text) in texts.dropFirst().enumerated() {
            classes.append(HeatMap.Class("to \(text)", .ramp(5 - index)))
        }
        classes.append(HeatMap.Class("more", .ramp(0)))
        classes.append(HeatMap.Class("falls short of a mission", .alarm))
        var cells = [[Int?]](
            repeating: Array(repeating: nil, count: batteries.count),
            count: generators.count
        )
        for one in result.quick {
            guard let column = batteries.firstIndex(of: one.design.battery),
                let row = generators.firstIndex(of: one.design.generator)
            else { continue }
            let share = one.use.cost.total / least - 1
            let place = edges.firstIndex { share <= $0 } ?? edges.count
            cells[generators.count - 1 - row][column] =
                one.isFeasible ? place : classes.count - 1
        }
        let stride = max(1, generators.count / 7)
        let rows = generators.enumerated().map { index, power in
            index.isMultiple(of: stride) ? Prose.kilowatts(power) : ""
        }
        return HeatMap(
            id: "cost-map",
            title: "Cost over the battery in kWh and the generator in kW",
            summary: sentences.joined(separator: " "),
            columns: Steps(batteries.map { Prose.number(($0 / 3.6e6).rounded()) }),
            rows: rows.reversed(),
            classes: classes,
            cells: cells,
            size: Plot.Size(width: Plot.Size.wide.width, height: 380)
        )
    }
}
