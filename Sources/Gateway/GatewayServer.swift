package import Bus
package import Inference
package import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The OpenAI-compatible endpoint: listens, and relays every request over the site's supplies.
package final class GatewayServer: Service {
    /// What can't be changed while it runs.
    package struct Configuration: Sendable {
        package var host: String
        /// 0 takes a free one.
        package var port: Int
        /// PEM files; nil serves plain HTTP.
        package var tls: (certificate: String, key: String)?
        package var accessLog: AccessLogTarget
        /// Event loops; each takes a core when there is enough to do.
        package var loops: Int

        package init(
            host: String,
            port: Int,
            tls: (certificate: String, key: String)? = nil,
            accessLog: AccessLogTarget = .standardOutput,
            loops: Int = System.coreCount
        ) {
            precondition(loops > 0)
            self.host = host
            self.port = port
            self.tls = tls
            self.accessLog = accessLog
            self.loops = loops
        }
    }

    /// What a site file says about the data plane; can be changed while it runs.
    package struct Setup: Sendable {
        package var models: [Model]
        package var policy: Policy
        package var breaker: Breaker.Settings
        package var limits: Limits
        package var keys: [ClientKey]?

        package init(
            models: [Model],
            policy: Policy,
            breaker: Breaker.Settings,
            limits: Limits,
            keys: [ClientKey]?
        ) {
            self.models = models
            self.policy = policy
            self.breaker = breaker
            self.limits = limits
            self.keys = keys
        }
    }

    let configuration: Configuration
    let plant: Plant
    private let logger: Logger
    private let group: MultiThreadedEventLoopGroup
    let lanes: [NIOLoopBound<Lane>]
    private let serverTLS: NIOSSLContext?
    private let draining = Atomic<Bool>(false)
    private let connections = Atomic<Int>(0)
    private let address = Mutex<SocketAddress?>(nil)
    private let onListening: (@Sendable (String) async -> Void)?

    /// Prepares everything; nothing listens before ``run()``.
    ///
    /// `onListening`: Called with the base URL once clients can connect.
    /// Throws: ``SetupMistakes`` for files that cannot be used, and what opening the access log
    /// throws.
    package init(
        _ configuration: Configuration,
        setup: Setup,
        logger: Logger,
        onListening: (@Sendable (String) async -> Void)? = nil
    ) throws {
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
        serverTLS = try configuration.tls.map(TLSFiles.serverContext)
        let loaded = try Plant.Loaded(setup)
        var board = Switchboard(breaker: setup.breaker, policy: setup.policy, limits: setup.limits)
        board.grow(
            rows: loaded.registry.supplies.count,
            credentials: loaded.registry.suppliers.count
        )
        let plant = Plant(
            board: board,
            loaded: loaded,
            limits: setup.limits,
            accessLog: try AccessLog(configuration.accessLog)
        )
        self.plant = plant
        group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.loops)
        let snapshot = loaded.snapshot
        var random = SystemRandomNumberGenerator()
        lanes = try group.makeIterator().map { loop in
            let seed = random.next()
            return try loop.submit {
                NIOLoopBound(
                    Lane(
                        loop: loop,
                        plant: plant,
                        snapshot: snapshot,
                        lanes: configuration.loops,
                        seed: seed
                    ),
                    eventLoop: loop
                )
            }.wait()
        }
    }

    /// Where clients connect; nil before ``run()`` listens.
    package var endpoint: String? {
        address.withLock { $0 }.map { address in
            let scheme = configuration.tls == nil ? "http" : "https"
            return "\(scheme)://\(configuration.host):\(address.port ?? configuration.port)/v1"
        }
    }

    package var isReady: Bool {
        !draining.load(ordering: .relaxed) && address.withLock { $0 != nil }
    }

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    // MARK: Running

    /// Serves until a graceful shutdown; then running requests may finish within the limit.
    package func run() async throws {
        DescriptorLimit.raise()
        let server = try await listen()
        address.withLock { $0 = server.localAddress }
        let housekeeping = startHousekeeping()
        if let endpoint { await onListening?(endpoint) }
        await withGracefulShutdownHandler {
            // The server channel closes by the handler below, or by itself when its loop ends.
            try? await server.closeFuture.get()
        } onGracefulShutdown: { [self] in
            draining.store(true, ordering: .relaxed)
            server.close(promise: nil)
        }
        await drain()
        for task in housekeeping { task.cancel() }
        for lane in lanes { await onLoop(lane) { $0.closeAll() } }
        await plant.accessLog.close()
        try await group.shutdownGracefully()
    }

    private func listen() async throws -> any Channel {
        let lanesByLoop = Dictionary(
            uniqueKeysWithValues: zip(group.makeIterator().map { ObjectIdentifier($0) }, lanes)
        )
        let tls = serverTLS
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let lane = lanesByLoop[ObjectIdentifier(channel.eventLoop)] else {
                        preconditionFailure("every loop of the group has a lane")
                    }
                    try admit(channel, to: lane.value, tls: tls)
                }
            }
            .bind(host: configuration.host, port: configuration.port)
            .get()
    }

    private func admit(_ channel: any Channel, to lane: Lane, tls: NIOSSLContext?) throws {
        let count = connections.add(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { [self] _ in connections.subtract(1, ordering: .relaxed) }
        if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }
        let client = ClientConnection(lane: lane)
        try channel.pipeline.syncOperations.addHandler(client)
        if count > lane.limits.connections { client.refuse(.tooManyConnections) }
    }

    private func startHousekeeping() -> [RepeatedTask] {
        lanes.map { lane in
            lane.eventLoop.scheduleRepeatedTask(
                initialDelay: .milliseconds(100),
                delay: .milliseconds(100)
            ) { _ in lane.value.housekeeping() }
        }
    }

    /// Waits until the last request has ended, or the limit has passed.
    private func drain() async {
        for lane in lanes { await onLoop(lane) { $0.drain() } }
        let end = Clock.now() + plant.limits.drain
        while Clock.now() < end {
            guard await busyClients() > 0 else { return }
            // Cancelled: somebody wants the end now.
            guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { return }
        }
        logger.warning("requests were still running at the end of the drain time")
    }

    /// Connections with a request or an answer under way.
    private func busyClients() async -> Int {
        var sum = 0
        for lane in lanes {
            sum += await onLoop(lane) { $0.clients.values.count(where: \.isBusy) } ?? 0
        }
        return sum
    }

    private func onLoop<Result: Sendable>(
        _ lane: NIOLoopBound<Lane>,
        _ work: @escaping @Sendable (Lane) -> Result
    ) async -> Result? {
        // Fails only when the loop has ended, and then there is nothing to ask or tell.
        try? await lane.eventLoop.submit { work(lane.value) }.get()
    }

    // MARK: Operating

    /// Takes another setup; requests under way keep the one they began with.
    ///
    /// Locked credentials are forgotten: an operator acted.
    ///
    /// - Throws: ``SetupMistakes``, and then nothing has changed.
    package func load(_ setup: Setup) throws {
        try plant.loaded.withLock { loaded in
            let snapshot = try loaded.prepare(setup)
            loaded.snapshot = snapshot
            let registry = loaded.registry
            plant.board.withLock { board in
                board.change(breaker: setup.breaker, policy: setup.policy, limits: setup.limits)
                board.grow(
                    rows: registry.supplies.count,
                    credentials: registry.suppliers.count
                )
                board.unlockAll()
            }
            // Inside the lock, so that of two reloads the later one comes last to every lane.
            for lane in lanes { lane.eventLoop.execute { lane.value.adopt(snapshot) } }
        }
    }

    /// Forgets a supplier's refused credential and its bad times; false when there is no such one.
    package func reset(supplier: String) -> Bool {
        plant.loaded.withLock { loaded in
            guard let credential = loaded.registry.credential(named: supplier) else { return false }
            let rows = loaded.registry.rows(ofSupplier: supplier)
            plant.board.withLock { $0.reset(credential: credential, rows: rows) }
            return true
        }
    }

    /// The sum of what all lanes have counted.
    func counters() async -> Counters {
        var sum = Counters()
        for lane in lanes {
            if let counters = await onLoop(lane, { $0.counters }) { sum.add(counters) }
        }
        return sum
    }

    /// Idle connections to suppliers by the place of their pool.
    func idleConnections() async -> [Int] {
        var sum: [Int] = []
        for lane in lanes {
            let counts = await onLoop(lane) { $0.pools.map(\.idleCount) } ?? []
            while sum.count < counts.count { sum.append(0) }
            for (place, count) in counts.enumerated() { sum[place] += count }
        }
        return sum
    }
}
