import Bus
import Inference
import NIOCore
import Synchronization

/// What all loops share: the site as it is loaded, and what is known of the supplies.
final class Plant: Sendable {
    struct Loaded: Sendable {
        var registry = Registry()
        var pools: [PoolAddress] = []
        var snapshot: Snapshot
    }

    /// Held for nanoseconds: a request takes it when it begins, when an attempt fails and when it
    /// ends; never for a chunk.
    let board: Mutex<Switchboard>
    let loaded: Mutex<Loaded>
    let limits: Limits
    let accessLog: AccessLog
    /// Gives each request its id together with a lane's generator.
    let startedAt = Clock.now()
    let startedWall = Clock.wall()

    init(board: Switchboard, loaded: Loaded, limits: Limits, accessLog: AccessLog) {
        self.board = Mutex(board)
        self.loaded = Mutex(loaded)
        self.limits = limits
        self.accessLog = accessLog
    }

    /// Seconds since 1970 of an instant.
    func wall(_ instant: Instant) -> Double { startedWall + (instant - startedAt).seconds }
}
