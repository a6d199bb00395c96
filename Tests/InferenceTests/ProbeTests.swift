import Bus
import Inference
import Testing

/// Requests that meet a breaker.
@Suite struct ProbeTests {
    @Test func `an open supply is passed over and the first request after is the only probe`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        #expect(scene.start() == .send(1))
        scene.sleep(.seconds(5))
        scene.another()
        #expect(scene.start() == .send(0, probe: true))
        for _ in 0..<50 {
            scene.another()
            #expect(scene.start() == .send(1))
        }
    }

    @Test func `a probe that fails moves its request on and leaves the breaker open`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.fail(.serverError) == .send(1))
        #expect(scene.admission(0) == .open(until: scene.now + .seconds(5)))
    }

    @Test func `a probe that is rate limited neither closes nor blocks`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.fail(.rateLimited(retryAfter: .seconds(10))) == .send(1))
        #expect(scene.admission(0) == .held(until: scene.now + .seconds(10)))
        scene.sleep(.seconds(10))
        #expect(scene.admission(0) == .probe)
    }

    @Test func `a probe that was asked to wait a little is asked once more, as the probe`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.fail(.rateLimited(retryAfter: .seconds(1))) == .wait)
        #expect(scene.wake() == .send(0, probe: true))
    }

    @Test func `a client that leaves makes room for the next probe`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
        #expect(live)
        #expect(scene.admission(0) == .probe)
    }

    @Test func `a probe's first content closes the breaker, not the end of its answer`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        scene.connect()
        #expect(!scene.relay.mustSettle)
        #expect(scene.chunk(Chunk.role) == .hold)
        _ = scene.settle()
        #expect(scene.admission(0) == .open(until: scene.now + .seconds(8)))
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.relay.mustSettle)
        _ = scene.settle()
        #expect(scene.admission(0) == .pass(share: 0.1))
        scene.sleep(.seconds(10))
        #expect(scene.admission(0) == .pass(share: 1))
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.end() == .finish)
        #expect(scene.board.rows[0].inFlight == 0)
    }

    @Test func `an attempt that is no probe proves nothing`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(!scene.relay.mustSettle)
        let before = scene.board.rows[0].breaker
        _ = scene.settle()
        #expect(scene.board.rows[0].breaker == before)
    }

    @Test func `in slow start the share grows and the rest goes to the next supply`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.answer() == .finish)
        var counts: [Int] = []
        for _ in 0..<3 {
            var here = 0
            for _ in 0..<400 {
                scene.another()
                if scene.start() == .send(0) { here += 1 }
                #expect(scene.answer() == .finish)
            }
            counts.append(here)
            scene.sleep(.seconds(5))
        }
        #expect((10...80).contains(counts[0]))
        #expect((150...250).contains(counts[1]))
        #expect(counts[2] == 400)
    }

    @Test func `alone in slow start it gets everything`() {
        var scene = Scene(["a"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.answer() == .finish)
        for _ in 0..<50 {
            scene.another()
            #expect(scene.start() == .send(0))
        }
    }

    @Test func `when every breaker is open the least bad is tried`() {
        var scene = Scene()
        scene.trip(1)
        scene.sleep(.seconds(1))
        scene.trip(0)
        scene.sleep(.seconds(1))
        scene.trip(2)
        #expect(scene.start() == .send(1, probe: true))
        #expect(scene.fail(.cut("reset")) == .send(0, probe: true))
        #expect(scene.fail(.cut("reset")) == .send(2, probe: true))
        #expect(scene.answer() == .finish)
        scene.another()
        #expect(scene.start() == .send(2))
    }

    @Test func `a late answer from before the trip does not close the breaker`() {
        var scene = Scene(["a", "b"])
        #expect(scene.start() == .send(0))
        var late = scene
        late.trip(0)
        late.connect()
        #expect(late.chunk(Chunk.text) == .begin)
        _ = late.settle()
        #expect(late.chunk(Chunk.stop) == .forward)
        #expect(late.end() == .finish)
        #expect(late.admission(0) == .open(until: late.now + .seconds(5)))
    }

    @Test(arguments: [400, 404]) func `a rejection is a sign of life and ends a probe well`(
        status: Int
    ) {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.fail(.rejected(status: status)) == .passOn)
        #expect(scene.admission(0) == .pass(share: 0.1))
    }
}
