import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Puts the error of a connection into few words that say what to look at.
enum ConnectReason {
    static func text(of error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return text(of: first.error) }
            if error.dnsAError != nil || error.dnsAAAAError != nil {
                return "no such host: \(error.host)"
            }
            return "no address of \(error.host) answers"
        case let error as IOError: return text(ofCode: error.errnoCode)
        case is SocketAddressError: return "no such host"
        case let error as ChannelError:
            if case .connectTimeout = error { return "no connection in time" }
            return "the connection was closed"
        case let error as NIOSSLError: return "TLS: \(tlsText(error))"
        case let error as BoringSSLError: return "TLS: \(error)"
        case is NIOSSLExtraError: return "TLS: the certificate is for another name"
        default: return "connection error"
        }
    }

    private static func text(ofCode code: CInt) -> String {
        switch code {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset"
        case EPIPE: "connection closed while sending"
        case ETIMEDOUT: "no connection in time"
        case EHOSTUNREACH, ENETUNREACH: "no route to the host"
        case EMFILE, ENFILE: "this process has no file descriptors left"
        case EADDRNOTAVAIL: "no local port left"
        default: "connection error \(code)"
        }
    }

    private static func tlsText(_ error: NIOSSLError) -> String {
        switch error {
        case .handshakeFailed(let cause): "handshake failed (\(cause))"
        case .uncleanShutdown: "closed without a goodbye"
        case .unableToValidateCertificate: "the certificate is not trusted"
        default: "\(error)"
        }
    }
}
