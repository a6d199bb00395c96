import AsyncHTTPClient
import Bus
import Foundation
import Inference
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Site

/// One supplier, asked for its models once.
struct Probe: Sendable {
    /// What a supplier has for its answer.
    private static let timeout = TimeAmount.seconds(5)
    /// Bytes of the list of models; aggregators list hundreds.
    private static let mostBytes = 8 << 20

    let check: SupplierCheck
    let url: String
    let latency: Interval

    static func ask(_ supplier: Supplier, site: SiteFile) async -> Probe {
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = await outcome(of: supplier)
        let (seconds, attoseconds) = (clock.now - start).components
        return Probe(
            check: SupplierCheck(supplier, outcome: outcome, site: site),
            url: supplier.url.description,
            latency: Interval(nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        )
    }

    private static func outcome(of supplier: Supplier) async -> SupplierCheck.Outcome {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: timeout, read: timeout)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if let file = supplier.certificateAuthorities {
            guard FileManager.default.isReadableFile(atPath: file) else {
                return .unreadable(file: file)
            }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(file)
            configuration.tlsConfiguration = tls
        }
        let client = HTTPClient(configuration: configuration)
        let outcome: SupplierCheck.Outcome
        do {
            outcome = try await answer(of: supplier, client)
        } catch {
            outcome = failure(error)
        }
        // A client that does not shut down cleanly has nothing to say about the supplier.
        try? await client.shutdown()
        return outcome
    }

    private static func answer(
        of supplier: Supplier,
        _ client: HTTPClient
    ) async throws -> SupplierCheck.Outcome {
        var request = HTTPClientRequest(url: "\(supplier.url)/models")
        request.headers.add(name: "user-agent", value: "busbar/\(Version.current)")
        request.headers.add(name: "accept", value: "application/json")
        if let key = supplier.key {
            request.headers.add(name: "authorization", value: "Bearer \(key.exposed)")
        }
        for header in supplier.headers {
            request.headers.replaceOrAdd(name: header.name, value: header.value)
        }
        let response = try await client.execute(request, deadline: .now() + timeout)
        guard response.status == .ok else { return .status(Int(response.status.code)) }
        let body = try await response.body.collect(upTo: mostBytes)
        do {
            let list = try JSONDecoder().decode(ModelList.self, from: Data(body.readableBytesView))
            return .listed(list.data.map(\.id))
        } catch {
            return .strange
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout,
        .tlsHandshakeTimeout,
    ]

    /// Sorts an error by what an operator does next.
    private static func failure(_ error: any Error) -> SupplierCheck.Outcome {
        switch error {
        case let error as HTTPClientError where timeouts.contains(error): return .timeout
        case let error as HTTPClientError where error == .remoteConnectionClosed: return .closed
        case ChannelError.connectTimeout: return .timeout
        case ChannelError.eof: return .closed
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return failure(first.error) }
            return .unknownHost
        case let error as IOError:
            switch error.errnoCode {
            case ECONNREFUSED: return .refused
            case ECONNRESET, EPIPE: return .closed
            case ETIMEDOUT: return .timeout
            default: return .unreachable(error.description)
            }
        case is SocketAddressError: return .unknownHost
        case let error as NIOSSLError: return .tls("\(error)")
        case let error as NIOSSLExtraError: return .tls("\(error)")
        case let error as BoringSSLError: return .tls("\(error)")
        case is HTTPParserError, is NIOTooManyBytesError: return .strange
        default: return .unreachable("\(error)")
        }
    }
}

/// The answer to `GET /v1/models`, as far as it is needed.
private struct ModelList: Decodable {
    struct Model: Decodable {
        let id: String
    }

    let data: [Model]
}
