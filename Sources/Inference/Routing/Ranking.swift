package import Bus

/// In which order the supplies of a model are asked for one request, and why.
///
/// The choice of a supply and its explanation use the same value, so what is explained is what
/// happens. With `prefer: order`, when no session is to stay and no window is too small, there is
/// nothing to compare and nothing is allocated.
package struct Ranking: Sendable, Hashable {
    /// What put the first one first.
    package enum Criterion: String, Sendable, CaseIterable {
        case order, cost, latency, weights, affinity
    }

    /// One supply in the running, with the figures that it is compared by.
    package struct Candidate: Sendable, Hashable {
        package let place: Int
        /// Its breaker is not open, it has not asked for patience and its credential is good.
        package let isInService: Bool
        package let inFlight: Int
        /// Expected US dollars of this request; nil is unpriced.
        package let cost: Double?
        /// Expected seconds to the first content; nil without history.
        package let firstToken: Double?
        /// Expected emission of this request; nil is unknown.
        package let carbon: Carbon?
        /// Tokens of its window when the request seems too long for it.
        package let exceededWindow: Int?
        /// More is in flight there than a session may bring it.
        package internal(set) var isOverBound = false
        /// What the preference compares: the lowest is asked first.
        package internal(set) var score = 0.0
        /// What it drew for the session.
        var draw: UInt64 = 0
    }

    /// In the order they are asked; empty when that is the order of the site file.
    package private(set) var candidates: [Candidate] = []
    package private(set) var criterion = Criterion.order
    /// The weights that could be used; carbon of two kinds cannot.
    package internal(set) var carbonIsMixed = false
    package let count: Int

    /// As the site file lists them.
    init(count: Int) { self.count = count }

    /// The place of the supply that is asked at `index`, below ``count``.
    ///
    /// As the site file lists them, these are all places of the route.
    package subscript(index: Int) -> Int {
        candidates.isEmpty ? index : candidates[index].place
    }

    init(_ candidates: [Candidate], for ask: Ask, on policy: Policy) {
        self.candidates = candidates
        count = candidates.count
        score(policy.prefer)
        switch policy.prefer {
        case .order: criterion = .order
        case .cost: criterion = .cost
        case .latency: criterion = .latency
        case .weights: criterion = .weights
        }
        let stays = policy.affinity == .prompt && ask.affinity != nil
        if stays {
            setBounds()
            if self.candidates.contains(where: \.isHome) { criterion = .affinity }
        }
        self.candidates.sort { stays ? Self.isBefore($0, $1) : Self.isCheaper($0, $1) }
    }

    /// The order within a session: whoever drew the highest number and has room; the rest follow
    /// as the preference has them.
    private static func isBefore(_ first: Candidate, _ second: Candidate) -> Bool {
        switch (first.isHome, second.isHome) {
        case (true, true): (second.draw, first.place) < (first.draw, second.place)
        case (true, false): true
        case (false, true): false
        case (false, false): isCheaper(first, second)
        }
    }

    /// The order by score; the windows that are too small come last, the largest first, and before
    /// them those that are out of service.
    private static func isCheaper(_ first: Candidate, _ second: Candidate) -> Bool {
        if let window = first.exceededWindow, let other = second.exceededWindow {
            return (other, first.place) < (window, second.place)
        }
        if (first.exceededWindow == nil) != (second.exceededWindow == nil) {
            return first.exceededWindow == nil
        }
        if first.isInService != second.isInService { return first.isInService }
        return (first.score, first.place) < (second.score, second.place)
    }

    /// How many are compared when two are drawn at random.
    package var drawn: Int {
        guard criterion == .latency else { return 0 }
        return candidates.prefix { $0.isInService && $0.exceededWindow == nil }.count
    }

    /// The share of the requests that are sent to the one at `index` by the draw of two.
    package func share(at index: Int) -> Double? {
        let drawn = drawn
        guard drawn > 1, index < drawn else { return nil }
        return Double(2 * (drawn - 1 - index)) / Double(drawn * (drawn - 1))
    }

    /// Puts the better of two candidates that are drawn at random first, when latency is preferred.
    ///
    /// Always asking the fastest would send every request of a moment to the same supply, all on
    /// the word of one measurement (Mitzenmacher, "The power of two choices", 2001).
    mutating func draw(using generator: inout some RandomNumberGenerator) {
        let drawn = drawn
        guard drawn > 1 else { return }
        let one = Int.random(in: 0..<drawn, using: &generator)
        var other = Int.random(in: 0..<drawn - 1, using: &generator)
        if other >= one { other += 1 }
        let isTie = candidates[one].score == candidates[other].score
        let winner = candidates.remove(at: isTie ? one : min(one, other))
        candidates.insert(winner, at: 0)
    }

    // MARK: Figures that depend on all

    /// The ones that are compared: those in service, or all when there is none.
    var field: [Candidate] {
        let inService = candidates.filter(\.isInService)
        return inService.isEmpty ? candidates : inService
    }

    mutating func setScore(_ score: (Candidate) -> Double) {
        for index in candidates.indices { candidates[index].score = score(candidates[index]) }
    }

    /// How far the load of a supply may be above the mean of all before sessions pass it over
    /// (Mirrokni et al., "Consistent hashing with bounded loads", 2018).
    static let boundFactor = 1.25
    /// Requests that are always let in: when there are few, the mean says nothing.
    static let boundFloor = 4.0

    /// Marks those that one more request would bring above the bound.
    private mutating func setBounds() {
        let field = field
        let load = field.reduce(1) { $0 + $1.inFlight }
        let bound = Self.boundFactor * Double(load) / Double(field.count) + Self.boundFloor
        for index in candidates.indices {
            candidates[index].isOverBound = Double(candidates[index].inFlight + 1) > bound
        }
    }
}

extension Ranking.Candidate {
    /// It can take a session.
    var isHome: Bool { isInService && !isOverBound && exceededWindow == nil }
}
