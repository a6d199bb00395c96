import Bus
import Crypto
import Inference
import NIOCore
import NIOSSL
import Wire

/// A loaded site, prepared for requests; never changed, replaced as a whole by a reload.
final class Snapshot: Sendable {
    let catalogue: Catalogue
    let limits: Limits
    /// By row of the switchboard; nil for rows that the site no longer has.
    let targets: [Target?]
    /// Digests of the keys by their first eight bytes.
    private let keysByPrefix: [UInt64: [ClientKey]]

    init(catalogue: Catalogue, limits: Limits, targets: [Target?]) {
        self.catalogue = catalogue
        self.limits = limits
        self.targets = targets
        keysByPrefix = Dictionary(grouping: catalogue.keys ?? [], by: { Self.prefix($0.digest) })
    }

    /// The key that a token belongs to, found by its SHA-256 and compared in constant time.
    func key(token: Span<UInt8>) -> ClientKey? {
        let digest = Array(unsafe token.withUnsafeBytes { unsafe SHA256.hash(data: $0) })
        var found: ClientKey?
        for key in keysByPrefix[Self.prefix(digest)] ?? [] {
            var difference: UInt8 = 0
            for place in 0..<32 { difference |= key.digest[place] ^ digest[place] }
            if difference == 0 { found = key }
        }
        return found
    }

    private static func prefix(_ digest: [UInt8]) -> UInt64 {
        digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// A supply as the data plane needs it: where to connect, and the bytes that never change.
final class Target: Sendable {
    let supply: Supply
    let row: Int
    /// The place of its pool in every lane.
    let pool: Int
    let address: PoolAddress
    let tls: NIOSSLContext?
    /// The model's name there, escaped for JSON.
    let modelName: [UInt8]
    /// `x-busbar-supplier` and `x-busbar-region` lines.
    let servedBy: [UInt8]
    /// By endpoint: the head of a request up to and including `content-length: `.
    let requestHeads: [[UInt8]]

    init(supply: Supply, row: Int, pool: Int, address: PoolAddress, tls: NIOSSLContext?) {
        self.supply = supply
        self.row = row
        self.pool = pool
        self.address = address
        self.tls = tls
        var name = JSONText()
        name.value(supply.model)
        modelName = Array(name.bytes.dropFirst().dropLast())
        let supplier = supply.supplier
        servedBy = Array(
            "x-busbar-supplier: \(supplier.name)\r\nx-busbar-region: \(supplier.region)\r\n".utf8
        )
        requestHeads = Endpoint.allCases.map { endpoint in
            var head = "POST \(supplier.url.path)\(endpoint.path) HTTP/1.1\r\n"
            head += "host: \(supplier.url.authority)\r\n"
            if let key = supplier.key { head += "authorization: Bearer \(key.exposed)\r\n" }
            for header in supplier.headers { head += "\(header.name): \(header.value)\r\n" }
            head += "content-length: "
            return Array(head.utf8)
        }
    }
}

/// What tells one pool of connections from another.
package struct PoolAddress: Sendable, Hashable {
    let scheme: BaseURL.Scheme
    let host: String
    let port: Int
    /// Whom to trust instead of the system's authorities; the certificates and not their file, so
    /// that another content makes another pool.
    let authorities: [NIOSSLCertificate]?

    init(_ supplier: Supplier) throws {
        scheme = supplier.url.scheme
        host = supplier.url.host
        port = supplier.url.port
        authorities = try supplier.certificateAuthorities.map(NIOSSLCertificate.fromPEMFile)
    }
}
