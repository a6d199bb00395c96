import Bus
@testable import Planning
import Testing

/// Demands bound to regions, served by flows and asked for by sets: the two have to agree.
@Suite struct RegionDispatchTests {
    @Test func `an earlier choice gives way when a later need has no other place`() {
        let dispatch = RegionDispatch(
            [.init(power: 10, places: [0, 1]), .init(power: 10, places: [0])],
            over: [10, 10]
        )
        #expect(dispatch.unserved == [0, 0])
        #expect(dispatch.flows == [[0, 10], [10, 0]])
    }

    @Test func `what comes first keeps what it has`() {
        let dispatch = RegionDispatch(
            [.init(power: 10, places: [0]), .init(power: 10, places: [0, 1])],
            over: [12, 3],
            order: [1, 0]
        )
        #expect(dispatch.unserved == [5, 0])
        #expect(dispatch.spare == [0, 0])
    }

    @Test func `sets are the unions of what overlaps`() {
        let places: [Set<Int>] = [[0], [1], [0, 1, 2], [3]]
        let sets = ServiceSet.all(places: places, limit: 10)
        #expect(sets?.map(\.regions) == [[0], [1], [3], [0, 1, 2]])
        #expect(sets?.map(\.demands) == [[0], [1], [3], [0, 1, 2]])
    }

    @Test func `more sets than the limit are not listed`() {
        let places = (1...6).map { Set([0, $0]) }
        #expect(ServiceSet.all(places: places, limit: 62) == nil)
        #expect(ServiceSet.all(places: places, limit: 63)?.count == 63)
    }

    @Test(arguments: 0..<200)
    func `everything is served if every set has enough, and else is not`(seed: Int) {
        var random = SplitMix64(seed)
        let regions = Int.random(in: 1...5, using: &random)
        let supplies = (0..<regions).map { _ in Double.random(in: 0...10, using: &random).rounded()
        }
        let needs = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            RegionDispatch.Need(
                power: Double.random(in: 0...8, using: &random).rounded(),
                places: Set((0..<regions).filter { _ in Bool.random(using: &random) })
            )
        }
        let dispatch = RegionDispatch(needs, over: supplies)
        let sets = ServiceSet.all(places: needs.map(\.places), limit: 1_000) ?? []
        let isEnough = sets.allSatisfy { set in
            set.demands.reduce(0) { $0 + needs[$1].power }
                <= set.regions.reduce(0) { $0 + supplies[$1] }
        }
        #expect(isEnough == dispatch.unserved.allSatisfy { $0 == 0 })
        for (place, need) in needs.enumerated() {
            let sent = dispatch.flows[place].reduce(0, +)
            #expect(abs(sent + dispatch.unserved[place] - need.power) < 1e-9)
            #expect(
                dispatch.flows[place].indices.allSatisfy {
                    dispatch.flows[place][$0] == 0 || need.places.contains($0)
                }
            )
        }
        for region in supplies.indices {
            #expect(
                abs(dispatch.load(in: region) + dispatch.spare[region] - supplies[region]) < 1e-9
            )
        }
    }
}
