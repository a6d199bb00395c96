import Bus
import Inference

/// Supplies of one model with what is known of them, to be ranked.
struct Stand {
    let route: Route
    var board: Switchboard
    var generator: SplitMix64
    var now = Instant(nanoseconds: 1_000_000_000_000)

    init(
        _ supplies: [Supply],
        prefer: Policy.Preference = .order,
        affinity: Policy.Affinity = .off,
        seed: Int = 1
    ) {
        var policy = Policy()
        policy.prefer = prefer
        policy.affinity = affinity
        var registry = Registry()
        let catalogue = Catalogue(
            models: [Model(name: "gpt", supplies: supplies)],
            policy: policy,
            limits: .init(),
            keys: nil,
            registry: &registry
        )
        route = catalogue.routes[0]
        board = Switchboard(breaker: .init(), policy: policy, limits: .init())
        board.grow(rows: registry.supplies.count, credentials: registry.suppliers.count)
        generator = SplitMix64(seed)
    }

    static func supply(
        _ name: String,
        price: (input: Double, output: Double)? = nil,
        context: Int? = nil,
        lacks: Ask.Needs = [],
        energy: Double? = nil,
        carbon: CarbonIntensity? = nil,
        jurisdiction: Jurisdiction = "us"
    ) -> Supply {
        let supplier = Supplier(
            name: name,
            url: BaseURL(scheme: .http, host: "localhost", port: 80, path: "/v1"),
            key: nil,
            region: "r",
            jurisdiction: jurisdiction,
            carbon: carbon
        )
        return Supply(
            supplier: supplier,
            model: "m",
            price: price.map { TokenPrice(input: .dollars($0.input), output: .dollars($0.output)) }
                ?? TokenPrice(),
            context: context,
            lacks: lacks,
            wattHoursPerThousandTokens: energy
        )
    }

    static func carbon(_ grams: Double, _ kind: CarbonIntensity.Kind = .average) -> CarbonIntensity
    {
        CarbonIntensity(gramsPerKilowattHour: grams, kind: kind, source: "test")
    }

    static func ask(
        input: Int = 800,
        output: Int? = 200,
        needs: Ask.Needs = [],
        session: UInt64? = nil
    ) -> Ask {
        var ask = Ask()
        ask.streams = true
        ask.inputTokens = input
        ask.outputTokens = output
        ask.needs = needs
        ask.affinity = session
        return ask
    }

    /// Who would be asked, in order; without the places that the ranking leaves out.
    func order(_ ask: Ask = ask(), among set: SupplySet? = nil) -> [Int] {
        let set = set ?? .first(route.count)
        let ranking = board.ranking(ask, on: route, among: set, at: now)
        return (0..<ranking.count).map { ranking[$0] }.filter { set.contains($0) }
    }

    /// The scores, to nine digits behind the point.
    func scores(_ ask: Ask = ask()) -> [Int: Double] {
        let ranking = board.ranking(ask, on: route, among: .first(route.count), at: now)
        return Dictionary(
            uniqueKeysWithValues: ranking.candidates.map {
                ($0.place, ($0.score * 1e9).rounded() / 1e9)
            }
        )
    }

    /// The relay of one request.
    func relay(_ ask: Ask = ask(), allowed: SupplySet? = nil) -> Relay {
        Relay(
            route: route,
            allowed: allowed ?? .first(route.count),
            ask: ask,
            keepsUsageChunk: false,
            patience: nil,
            at: now
        )
    }

    /// Where a request is sent first; nil when it has to wait or fails.
    mutating func first(_ ask: Ask = ask(), allowed: SupplySet? = nil) -> Int? {
        var relay = relay(ask, allowed: allowed)
        guard case .send(let attempt) = relay.start(at: now, on: &board, using: &generator) else {
            return nil
        }
        _ = relay.clientGone(at: now, on: &board)
        return attempt.place
    }

    /// Requests that are under way at a place.
    mutating func load(_ place: Int, _ count: Int) {
        for _ in 0..<count { _ = board.sent(row: route.rows[place], at: now) }
    }

    /// A whole answer whose first token took so long.
    mutating func answer(_ place: Int, after seconds: Double, output: Int? = nil) {
        load(place, 1)
        board.answered(
            row: route.rows[place],
            probe: false,
            time: .seconds(seconds),
            streams: true,
            outputTokens: output,
            at: now
        )
    }

    /// The place's breaker opens.
    mutating func trip(_ place: Int) {
        for _ in 0..<5 {
            load(place, 1)
            board.failed(
                row: route.rows[place],
                credential: route.credentials[place],
                probe: false,
                .cut("reset"),
                at: now,
                using: &generator
            )
        }
    }
}
