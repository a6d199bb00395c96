import Bus
package import Wire

extension Ranking {
    /// What is kept of a decision: who was chosen, by which figures, and why not the others.
    ///
    /// With `prefer: order` it is a few words and no allocation.
    package struct Record: Sendable, Hashable {
        /// Supplies of a decision that a record spells out; a model may have more.
        package static let mostSpelled = 8

        /// The place of the supply that was chosen.
        package let place: Int
        package let criterion: Criterion
        /// How many there were to choose from.
        package let candidates: Int
        package let passedOver: PassedOver
        /// Carbon was left out: there are figures of both kinds.
        package let carbonIsMixed: Bool
        /// In the order of the ranking; empty when that is the order of the site file.
        package let figures: [Candidate]

        package init(
            _ ranking: Ranking,
            chosen place: Int,
            of candidates: Int,
            passedOver: PassedOver
        ) {
            self.place = place
            self.candidates = candidates
            self.passedOver = passedOver
            criterion = ranking.criterion
            carbonIsMixed = ranking.carbonIsMixed
            figures = ranking.candidates
        }
    }

    /// Supplies that came before the chosen one and could not take the request.
    package struct PassedOver: Sendable, Hashable {
        /// The breaker is open.
        package var open = SupplySet()
        /// It asked for patience, or was asked too often by this request.
        package var held = SupplySet()
        /// Its credential was refused.
        package var locked = SupplySet()
        /// In its slow start, and the dice fell otherwise.
        package var growing = SupplySet()

        package init() {}

        package var isEmpty: Bool {
            open.isEmpty && held.isEmpty && locked.isEmpty && growing.isEmpty
        }

        /// Why a supply was passed over, in few words; nil when it was not.
        package func reason(_ place: Int) -> StaticString? {
            if open.contains(place) { return "breaker open" }
            if held.contains(place) { return "asked for patience" }
            if locked.contains(place) { return "credential refused" }
            return growing.contains(place) ? "slow start" : nil
        }
    }
}

extension Ranking.Record {
    /// Whether there is nothing to tell: the first of the site file was asked, for being the first.
    package var isPlain: Bool { criterion == .order && figures.isEmpty && passedOver.isEmpty }

    /// Adds the record to a log line, as an object under `choice`.
    ///
    /// `route`: The one that was decided about.
    package func write(to line: inout JSONText, on route: Route) {
        line.key("choice")
        line.beginObject()
        line.key("by")
        line.value(criterion.rawValue)
        line.key("of")
        line.value(candidates)
        if carbonIsMixed {
            line.key("carbon")
            line.value("left out: average and marginal figures are not compared")
        }
        line.key("supplies")
        line.beginArray()
        var spelled = 0
        for index in 0..<(figures.isEmpty ? route.count : figures.count) {
            let figures = self.figures.isEmpty ? nil : self.figures[index]
            let place = figures?.place ?? index
            let why: StaticString? = place == self.place ? "chosen" : passedOver.reason(place)
            // As the site file lists them, those behind the chosen one have no story.
            guard why != nil || figures != nil, spelled < Self.mostSpelled else { continue }
            spelled += 1
            write(place, why ?? figures?.excuse ?? "later in order", figures, on: route, to: &line)
        }
        line.endArray()
        line.endObject()
    }

    private func write(
        _ place: Int,
        _ why: StaticString,
        _ figures: Ranking.Candidate?,
        on route: Route,
        to line: inout JSONText
    ) {
        line.beginObject()
        line.key("supply")
        line.value(route.model.supplies[place].id.name)
        line.key("why")
        line.value(why)
        if let figures {
            line.key("in_flight")
            line.value(figures.inFlight)
            line.key("cost_usd")
            Self.write(figures.cost, to: &line)
            line.key("first_token_s")
            Self.write(figures.firstToken, to: &line)
            line.key("carbon_g")
            Self.write(figures.carbon?.grams, to: &line)
            if let carbon = figures.carbon {
                line.key("carbon_kind")
                line.value(carbon.kind.rawValue)
            }
            if figures.score.isFinite {
                line.key("score")
                line.value(figures.score)
            }
        }
        line.endObject()
    }

    /// A figure that is not known is null, never 0.
    private static func write(_ figure: Double?, to line: inout JSONText) {
        if let figure { line.value(figure) } else { line.null() }
    }
}

extension Ranking.Candidate {
    /// Why it comes late whatever its score is.
    fileprivate var excuse: StaticString? {
        if exceededWindow != nil { return "window seems too small" }
        if !isInService { return "out of service" }
        return isOverBound ? "over its bound" : nil
    }
}
