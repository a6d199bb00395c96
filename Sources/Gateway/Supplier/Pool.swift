import Bus
import Inference
import NIOCore
import NIOPosix
import NIOSSL

/// The idle connections of one lane to one address; the last one used is the first one taken, so
/// that the others can grow old and be closed.
final class Pool {
    private let lane: Lane
    private var idle: [SupplierConnection] = []

    init(lane: Lane) { self.lane = lane }

    var idleCount: Int { idle.count }

    func take() -> SupplierConnection? { idle.popLast() }

    /// Keeps a connection that has no request; closes it when there are enough.
    func keep(_ connection: SupplierConnection) {
        guard idle.count < lane.limits.idlePerSupplier, !lane.isDraining else {
            connection.close()
            return
        }
        connection.idleSince = Clock.now()
        idle.append(connection)
    }

    /// An idle connection was closed by its peer.
    func forget(_ connection: SupplierConnection) { idle.removeAll { $0 === connection } }

    /// Closes the connections that have been idle since before an instant.
    func closeIdle(since instant: Instant) {
        let old = idle.filter { $0.idleSince < instant }
        guard !old.isEmpty else { return }
        idle.removeAll { $0.idleSince < instant }
        for connection in old { connection.close() }
    }

    /// Makes a connection for an exchange; tells it when it stands or why it does not.
    func connect(to target: Target, for exchange: Exchange) -> SupplierConnection {
        let connection = SupplierConnection(pool: self, lane: lane, isSecure: target.tls != nil)
        connection.exchange = exchange
        let bound = NIOLoopBound(connection, eventLoop: lane.loop)
        let tls = target.tls
        let host = target.address.host
        ClientBootstrap(group: lane.loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.maxMessagesPerRead, value: 4)
            .connectTimeout(.seconds(60))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        // A server is not asked for by name when it is an address.
                        let name = host.isAddress ? nil : host
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: name)
                        )
                    }
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
            .connect(host: host, port: target.address.port)
            .whenFailure { error in bound.value.connectFailed(error) }
        return connection
    }
}

extension String {
    /// Whether this is an IPv4 or IPv6 address and no name.
    // A name is no error here: `try?` asks the question.
    fileprivate var isAddress: Bool { (try? SocketAddress(ipAddress: self, port: 0)) != nil }
}
