import Pages

extension SiteNeeds.Failure {
    /// Why, in a few words; `step` of the blocks in s.
    package func words(_ step: Double) -> String {
        func at(_ block: Int?) -> String {
            block.map { " from hour \(Prose.number(Double($0) * step / 3600))" } ?? ""
        }
        func out(_ loss: SiteContingency.Loss?) -> String {
            switch loss {
            case .unit: "with one unit out, "
            case .store: "with the battery out, "
            case nil: ""
            }
        }
        switch self {
        case .unserved(let energy, let share, let block, let loss):
            return out(loss) + "\(Prose.number(energy / 3.6e9)) MWh a series are not served, "
                + "\(Prose.percent(share)) of the load, most of it\(at(block))"
        case .rideThrough(let short, let block, let loss):
            let power = short.power > 0 ? ", \(Prose.number(short.power / 1e6)) MW at once" : ""
            return out(loss) + "an outage\(at(block)) misses "
                + "\(Prose.number(short.energy / 3.6e9)) MWh\(power)"
        }
    }
}

extension SiteSize {
    /// `40 MWh, 20 MW, 6 units, grid 60 MW`.
    package var words: String {
        "\(Prose.number(energy / 3.6e9)) MWh, \(Prose.number(power / 1e6)) MW, "
            + "\(Prose.count(units, "unit")), grid \(Prose.number(limit / 1e6)) MW"
    }

    /// What differs from another: `a grid of 44 MW in place of 50 MW`.
    func words(beside other: SiteSize) -> String {
        var words: [String] = []
        func compare(_ name: String, _ here: Double, _ there: Double, _ unit: String) {
            guard abs(here - there) > 1e-6 * max(here, there) else { return }
            words.append(
                "\(name) \(Prose.number(here))\(unit) in place of \(Prose.number(there))\(unit)"
            )
        }
        compare("a battery of", energy / 3.6e9, other.energy / 3.6e9, " MWh")
        compare("a battery of", power / 1e6, other.power / 1e6, " MW")
        compare("a number of units of", Double(units), Double(other.units), "")
        compare("a grid of", limit / 1e6, other.limit / 1e6, " MW")
        return Prose.list(words)
    }
}

extension SiteSizing.Neighbor.Part {
    package var words: String {
        switch self {
        case .energy: "battery energy"
        case .power: "battery power"
        case .units: "number of units"
        case .limit: "grid connection"
        }
    }
}

extension SiteAnswer {
    /// Words of a page that not every reader knows, with what they mean.
    var glossary: [(String, String)] {
        var words = [
            (
                "merit",
                "as few units as cost least, a battery that keeps a reserve, the grid by price: a control "
                    + "that knows the load and the price of its block and no outage ahead"
            ),
            (
                "standby",
                "every unit starts when the grid is gone or too small, and stops when it is not"
            ),
        ]
        if controls.contains(where: { $0.name == "optimum" }) {
            words.append(
                (
                    "optimum",
                    "the best run that a dynamic program finds; it knows outages and prices ahead, so that "
                        + "no real control reaches it, and counts no wear of the battery"
                )
            )
        }
        if isBounded {
            words.append(
                ("lower bound", "less than this no control can pay: proven, not estimated")
            )
        }
        words += [
            (
                "autonomy",
                "how long all is served when the grid fails, with a full tank, what is delivered and what "
                    + "the battery holds"
            ),
            ("ride-through", "an outage of a given length that may begin at any hour"),
            ("N-1", "the same with one unit, or the battery, out of order"),
            ("N+1", "one unit more stands there than the highest load needs"),
        ]
        if site.plant.store.capacity > 0 {
            words.append(
                (
                    "battery cycles",
                    "energy given at the terminals, in times of what the battery holds"
                )
            )
        }
        return words
    }
}

/// Figures of a site in the units in which they are spoken of.
enum SiteFigure {
    static func energy(_ joules: Double) -> String { Prose.number(joules / 3.6e9) }
    static func power(_ watts: Double) -> String { Prose.number(watts / 1e6) }
    static func hours(_ seconds: Double) -> String { Prose.number(seconds / 3600) }

    /// Above the bound: `2.1 %`; what the grid of a dynamic program rounds is `under 0.01 %`.
    static func gap(_ share: Double) -> String {
        share > 1e-12 && share < 1e-4 ? "under 0.01 %" : Prose.percent(max(0, share))
    }

    /// `90 s`, `2 min`, `3.5 h`.
    static func time(_ seconds: Double) -> String {
        if seconds < 120 { return "\(Prose.number(seconds)) s" }
        if seconds < 7200 { return "\(Prose.number(seconds / 60)) min" }
        return "\(hours(seconds)) h"
    }
}
