package import Bus

/// A virtual key: who a client is and what its requests may do.
///
/// Only its hash is kept.
package struct ClientKey: Sendable, Hashable {
    package let name: String
    /// SHA-256 of the token that the client sends, 32 bytes.
    package let digest: [UInt8]
    /// Where its requests may run; nil means anywhere.
    package let jurisdictions: Set<Jurisdiction>?

    package init(name: String, digest: [UInt8], jurisdictions: Set<Jurisdiction>?) {
        precondition(digest.count == 32)
        self.name = name
        self.digest = digest
        self.jurisdictions = jurisdictions
    }
}
