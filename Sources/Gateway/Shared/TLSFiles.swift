import NIOSSL

/// What is wrong with the files that a setup names; all of it at once.
package struct SetupMistakes: Error, Sendable, CustomStringConvertible {
    package let mistakes: [String]
    package var description: String { mistakes.joined(separator: "\n") }
}

/// Loads certificates and keys from PEM files.
enum TLSFiles {
    /// The context for our own listener.
    static func serverContext(certificate: String, key: String) throws -> NIOSSLContext {
        var mistakes: [String] = []
        var chain: [NIOSSLCertificate] = []
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate) } catch {
            mistakes.append(
                "tls.certificate: cannot read certificates from \(certificate): \(error)"
            )
        }
        var privateKey: NIOSSLPrivateKey?
        do { privateKey = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
            mistakes.append("tls.key: cannot read a private key from \(key): \(error)")
        }
        guard mistakes.isEmpty, let privateKey else { throw SetupMistakes(mistakes: mistakes) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw SetupMistakes(mistakes: ["tls: the certificate and the key do not fit: \(error)"])
        }
    }

    /// The context for connections to a supplier.
    ///
    /// `authorities`: Whom to trust instead of the system's authorities.
    static func clientContext(authorities: [NIOSSLCertificate]?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let authorities {
            configuration.trustRoots = .certificates(authorities)
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
