import Hummingbird
import Inference
import ServiceLifecycle
import Synchronization

/// `GET /events`: the status at once and again on every tick, as server-sent events.
///
/// A stream ends when its client leaves, on a graceful shutdown, and when the ticks end.
package struct StatusEvents: Sendable {
    private let status: @Sendable () async -> GatewayStatus
    private let ticks: @Sendable () -> AsyncStream<Void>
    private let streams = OpenStreams()

    init(
        status: @escaping @Sendable () async -> GatewayStatus,
        ticks: @escaping @Sendable () -> AsyncStream<Void>
    ) {
        self.status = status
        self.ticks = ticks
    }

    package static let everySecond: @Sendable () -> AsyncStream<Void> = {
        AsyncStream(unfolding: {
            do { try await Task.sleep(for: .seconds(1)) } catch { return nil }
            return ()
        })
    }

    func response(to request: Request) -> Response {
        let body = ResponseBody { [self] writer in
            try await writer.write(
                ByteBuffer(string: "retry: \(ConsoleLimits.eventRetryMilliseconds)\n\n")
            )
            if streams.opened() == .admitted {
                defer { streams.closed() }
                try await send(to: &writer, until: request)
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }

    @concurrent
    private func send(
        to writer: inout any ResponseBodyWriter,
        until request: Request
    ) async throws {
        do {
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try await writer.write(try await event())
                for await _ in ticks().cancelOnGracefulShutdown() {
                    try await writer.write(try await event())
                }
            }
        } catch is CancellationError {
            // The client left or the gateway stops: the end of the stream, not a failure.
        }
    }

    private func event() async throws -> ByteBuffer {
        var buffer = ByteBuffer(string: "data: ")
        buffer.writeBytes(try JSONLine.encode(await status()))
        buffer.writeString("\n\n")
        return buffer
    }
}

/// How many streams are open, at most ``ConsoleLimits/eventStreams``.
final class OpenStreams: Sendable {
    enum Admission: Equatable { case admitted, full }

    private let count = Mutex(0)

    func opened() -> Admission {
        count.withLock { count in
            guard count < ConsoleLimits.eventStreams else { return .full }
            count += 1
            return .admitted
        }
    }

    func closed() {
        count.withLock { $0 -= 1 }
    }
}
