import Bus
import Inference
import NIOCore
import NIOPosix
import NIOSSL

/// One event loop and everything that it carries: its clients, its idle connections to suppliers,
/// its counters.
///
/// Nothing in it is touched from elsewhere, so nothing needs a lock.
final class Lane {
    let loop: any EventLoop
    let plant: Plant
    private(set) var snapshot: Snapshot
    private(set) var deadlines = Deadlines()
    private(set) var pools: [Pool] = []
    var counters = Counters()
    var log: AccessLog.Buffer
    var generator: SplitMix64
    var timestamps = Timestamps()
    let allocator = ByteBufferAllocator()
    /// Set on shutdown: no new request is taken.
    private(set) var isDraining = false
    private(set) var clients: [ObjectIdentifier: ClientConnection] = [:]
    /// Request bodies that are held, in bytes.
    var heldBodyBytes = 0
    /// Bytes of answers that are kept for a rescue.
    var heldRescueBytes = 0
    let rescueBudget: Int
    private let bodyBudget: Int
    private var lastSweep = Clock.now()

    init(loop: any EventLoop, plant: Plant, snapshot: Snapshot, lanes: Int, seed: UInt64) {
        self.loop = loop
        self.plant = plant
        self.snapshot = snapshot
        log = AccessLog.Buffer(plant.accessLog)
        generator = SplitMix64(seed: seed)
        bodyBudget = plant.limits.bodyBytesInAll / lanes
        rescueBudget = plant.limits.rescueBytesInAll / lanes
    }

    var limits: Limits { snapshot.limits }

    // MARK: Clients

    func add(_ client: ClientConnection) -> Int {
        clients[ObjectIdentifier(client)] = client
        counters.connections += 1
        return deadlines.add(client)
    }

    func remove(_ client: ClientConnection, slot: Int) {
        clients[ObjectIdentifier(client)] = nil
        counters.connections -= 1
        deadlines.remove(slot)
    }

    /// Whether another body of `bytes` may be held.
    func canHold(_ bytes: Int) -> Bool { heldBodyBytes + bytes <= bodyBudget }

    // MARK: Time

    /// Asks for a client to be woken at an instant.
    @inline(__always)
    func wake(_ slot: Int, at time: Instant) {
        if deadlines.set(slot, time) { scheduleLook() }
    }

    private func scheduleLook() {
        // A little late is fine and lets neighbouring times share a look.
        let at = deadlines.nextLook + .milliseconds(5)
        let lane = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(deadline: Clock.deadline(at)) { lane.value.look() }
    }

    private func look() {
        let now = Clock.now()
        guard deadlines.nextLook <= now else { return }
        for client in deadlines.due(at: now) { client.timeHasCome(at: now) }
        if deadlines.nextLook != .never { scheduleLook() }
    }

    /// What is done now and then: idle connections are closed, log lines handed over.
    func housekeeping() {
        let now = Clock.now()
        log.handOver()
        guard now - lastSweep >= .seconds(1) else { return }
        lastSweep = now
        for pool in pools { pool.closeIdle(since: now - limits.supplierIdle) }
    }

    // MARK: Suppliers

    func pool(_ target: Target) -> Pool {
        while pools.count <= target.pool { pools.append(Pool(lane: self)) }
        return pools[target.pool]
    }

    // MARK: Life

    /// Goes over to another site; requests under way keep theirs.
    func adopt(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        let used = Set(snapshot.targets.compactMap { $0?.pool })
        for place in pools.indices where !used.contains(place) {
            pools[place].closeIdle(since: .never)
        }
    }

    /// Takes no more requests; connections without one are closed.
    func drain() {
        isDraining = true
        for client in Array(clients.values) { client.drain() }
    }

    /// Ends what is still there.
    func closeAll() {
        for client in Array(clients.values) { client.close() }
        for pool in pools { pool.closeIdle(since: .never) }
        log.handOver()
    }
}
