import Bus
import Inference
import Testing

@Suite struct RoutingTests {
    private static func route(_ jurisdictions: [Jurisdiction]) -> Route {
        let supplies = jurisdictions.enumerated().map {
            Supply(supplier: Scene.supplier("s\($0)", jurisdiction: $1), model: "m")
        }
        let places = Array(supplies.indices)
        return Route(
            model: Model(name: "gpt", supplies: supplies),
            rows: places,
            credentials: places,
            policy: .init(),
            limits: .init()
        )
    }

    private static func places(_ set: SupplySet) -> [Int] { (0..<64).filter { set.contains($0) } }

    @Test(
        arguments: [
            (nil, nil, [0, 1, 2]), (["us"], nil, [0]), (nil, ["eu"], [1]),
            (["us", "eu"], ["EU"], [1]),
            (["us"], ["eu"], []), ([], nil, []), (nil, [], []),
            (["us", "eu", "cn"], ["cn", "us"], [0, 2]),
        ] as [(Set<Jurisdiction>?, Set<Jurisdiction>?, [Int])]
    )
    func `both the key and the request must allow a supply`(
        key: Set<Jurisdiction>?,
        request: Set<Jurisdiction>?,
        places: [Int]
    ) {
        let route = Self.route(["us", "eu", "cn"])
        #expect(Self.places(route.allowed(key: key, request: request)) == places)
    }

    @Test func `a set holds as many supplies as a model may have`() {
        #expect(SupplySet.first(64).count == 64)
        #expect(SupplySet.first(0).isEmpty)
        #expect(Self.places(SupplySet.first(3)) == [0, 1, 2])
        var set = SupplySet()
        set.insert(63)
        #expect(set.contains(63))
        #expect(!set.contains(0))
        set.remove(63)
        #expect(set.isEmpty)
    }

    // MARK: Names

    private static func catalogue(_ names: [String]) -> (Catalogue, Registry) {
        var registry = Registry()
        let models = names.map {
            Model(name: $0, supplies: [Supply(supplier: Scene.supplier("s"), model: $0)])
        }
        let catalogue = Catalogue(
            models: models,
            policy: .init(),
            limits: .init(),
            keys: nil,
            registry: &registry
        )
        return (catalogue, registry)
    }

    @Test func `near names come nearest first and are at most three`() {
        let (catalogue, _) = Self.catalogue(["gpt-4o", "gpt-4", "gpt-4o-mini", "gpt-5", "llama"])
        #expect(catalogue.names(near: "gpt4o") == ["gpt-4o", "gpt-4", "gpt-5"])
        #expect(catalogue.names(near: "GPT-4") == ["gpt-4", "gpt-4o", "gpt-5"])
        #expect(catalogue.names(near: "lama").first == "llama")
        #expect(catalogue.names(near: "claude-opus") == [])
    }

    @Test func `a name without end is compared with nothing`() {
        let (catalogue, _) = Self.catalogue(["gpt-4o"])
        #expect(catalogue.names(near: "gpt-4o" + String(repeating: "x", count: 1 << 20)) == [])
    }

    @Test func `a model is found by its exact name`() {
        let (catalogue, _) = Self.catalogue(["a", "b"])
        #expect(catalogue["b"]?.model.name == "b")
        #expect(catalogue["B"] == nil)
        #expect(catalogue[""] == nil)
    }

    @Test func `rows stay when a site is loaded again`() {
        var (_, registry) = Self.catalogue(["a", "b"])
        let again = Catalogue(
            models: ["c", "b"].map {
                Model(
                    name: $0,
                    supplies: [Supply(supplier: Scene.supplier("s"), model: $0, context: 7)]
                )
            },
            policy: .init(),
            limits: .init(),
            keys: nil,
            registry: &registry
        )
        #expect(again["b"]?.rows == [1])
        #expect(again["c"]?.rows == [2])
        #expect(registry.supplies.map(\.model) == ["a", "b", "c"])
        #expect(registry.supplies[1].context == 7)
        #expect(registry.suppliers == ["s"])
        #expect(registry.rows(ofSupplier: "s") == [0, 1, 2])
        #expect(registry.credential(named: "s") == 0)
    }

    @Test func `a board with other settings keeps what it knew`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        _ = scene.board.sent(row: 1, at: scene.now)
        let before = scene.board.rows[0].breaker
        var policy = Policy()
        policy.retryBudget = 0
        var limits = Limits()
        limits.freeRetries = 1
        scene.board.change(breaker: .init(), policy: policy, limits: limits)
        scene.board.grow(rows: 3, credentials: 2)
        #expect(scene.board.rows[0].breaker == before)
        #expect(scene.board.rows[0].attempts == 5)
        #expect(scene.board.rows[1].inFlight == 1)
        #expect(scene.board.rows[2].attempts == 0)
        let extra = (0..<2).map { _ in scene.board.takeExtraAttempt(at: scene.now) }
        #expect(extra == [true, false])
        var settings = Breaker.Settings()
        settings.failuresToOpen = 9
        scene.board.change(breaker: settings, policy: policy, limits: limits)
        #expect(scene.board.rows[0].breaker == Breaker(settings))
        #expect(scene.board.rows[1].inFlight == 1)
    }

    // MARK: Numbers

    @Test func `the budget is a share of the requests of ten seconds`() {
        var budget = RetryBudget(share: 0.2, free: 0)
        let now = Instant(nanoseconds: 5_000_000_000)
        #expect(budget.take(at: now) == false)
        for _ in 0..<10 { budget.began(at: now) }
        let taken = (0..<5).map { _ in budget.take(at: now) }
        #expect(taken == [true, true, false, false, false])
        #expect(budget.take(at: now + .seconds(11)) == false)
        for _ in 0..<5 { budget.began(at: now + .seconds(11)) }
        #expect(budget.take(at: now + .seconds(11)) == true)
    }

    @Test func `a few extra attempts are free`() {
        var budget = RetryBudget(share: 0, free: 3)
        let now = Instant(nanoseconds: 0)
        #expect((0..<5).map { _ in budget.take(at: now) } == [true, true, true, false, false])
        #expect(budget.take(at: now + .seconds(10)) == true)
    }

    @Test func `percentiles are of recent answers, to 4 percent`() throws {
        var window = LatencyWindow()
        #expect(window.percentile(0.5) == nil)
        let start = Instant(nanoseconds: 0)
        for millisecond in 1...100 { window.record(.milliseconds(millisecond), at: start) }
        for (rank, expected) in [(0.5, 0.05), (0.95, 0.095), (0, 0.001), (1, 0.1)] {
            let found = try #require(window.percentile(rank))
            #expect((expected...expected * 1.04).contains(found), "\(rank): \(found)")
        }
        // Two generations later nothing is left of the first samples.
        for second in [30, 90] {
            let now = start + .seconds(second)
            for _ in 0..<LatencyWindow.size { window.record(.seconds(2), at: now) }
        }
        #expect(try #require(window.percentile(0)) >= 2)
        window.record(.seconds(-1), at: start + .seconds(91))
        #expect(window.percentile(0) == 0)
        window.record(.seconds(1_000_000), at: start + .seconds(91))
        #expect(try #require(window.percentile(1)) > 60_000)
    }

    @Test func `a percentile of a few answers is no habit`() {
        var window = LatencyWindow()
        let now = Instant(nanoseconds: 0)
        for _ in 0..<LatencyWindow.fewest - 1 { window.record(.seconds(1), at: now) }
        #expect(window.usual(0.95) == nil)
        window.record(.seconds(1), at: now)
        #expect((window.usual(0.95) ?? .zero) >= .seconds(1))
    }

    @Test func `the excess is the mean of what slow answers took longer`() {
        var window = LatencyWindow()
        let now = Instant(nanoseconds: 0)
        for _ in 0..<98 { window.record(.milliseconds(100), at: now) }
        for time in [3, 5] { window.record(.seconds(time), at: now) }
        #expect(abs(window.excess(over: .milliseconds(500)).seconds - 3.5) < 0.15)
        #expect(window.excess(over: .seconds(6)) == .zero)
    }

    @Test func `a histogram counts up to its bounds`() {
        var histogram = Histogram(bounds: [1, 2])
        for value in [0.5, 1, 1.5, 2, 9] { histogram.record(value) }
        #expect(histogram.counts == [2, 2, 1])
        #expect(histogram.count == 5)
        #expect(histogram.sum == 14)
        var other = Histogram(bounds: [1, 2])
        other.record(3)
        other.add(histogram)
        #expect(other.counts == [2, 2, 2])
        #expect(other.sum == 17)
        for bounds in [
            Histogram.operationSeconds, Histogram.firstTokenSeconds, Histogram.perTokenSeconds,
            Histogram.tokens,
        ] { #expect(bounds == bounds.sorted()) }
    }

    // MARK: Addresses and secrets

    @Test func `a secret is never printed`() {
        let supplier = Scene.supplier("a")
        var dumped = ""
        dump(supplier, to: &dumped)
        for text in ["\(supplier)", String(reflecting: supplier), dumped, "\(supplier.key as Any)"]
        {
            #expect(!text.contains("sk-a"))
        }
        #expect(supplier.key?.exposed == "sk-a")
    }

    @Test(
        arguments: [
            ("https", "h", 443, "/v1", "h", "https://h/v1"),
            ("https", "h", 80, "", "h:80", "https://h:80"),
            ("http", "h", 80, "", "h", "http://h"),
            ("http", "::1", 8080, "/v1", "[::1]:8080", "http://[::1]:8080/v1"),
        ] as [(String, String, Int, String, String, String)]
    )
    func `an address leaves out its scheme's own port`(
        scheme: String,
        host: String,
        port: Int,
        path: String,
        authority: String,
        text: String
    ) throws {
        let scheme = try #require(BaseURL.Scheme(rawValue: scheme))
        let url = BaseURL(scheme: scheme, host: host, port: port, path: path)
        #expect(url.authority == authority)
        #expect("\(url)" == text)
    }
}
