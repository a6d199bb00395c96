package import Bus
package import Inference

/// Everything that one gateway is told: the file `busbar.yaml` as values that hold together.
///
/// A value of this type has passed every check: names that refer to something do, numbers are
/// within their bounds, and without keys the endpoint is on loopback. Secrets are in it, inside
/// ``Secret``; clients' keys are not, only their hashes.
package struct SiteFile: Sendable, Hashable {
    /// Bytes of a site file; a larger one is not a site file.
    package static let mostBytes = 4 << 20

    /// The endpoint for clients.
    package var listen = Address(host: "127.0.0.1", port: 8080)
    /// Admin API, pages, metrics and health; on loopback.
    package var console = Address(host: "127.0.0.1", port: 8081)
    package var tls: TLSFiles?
    package var accessLog = AccessLog.standardOutput
    /// Where deliveries will be kept; may carry a password and is never printed.
    package var store: String?
    /// In the order of the file.
    package var suppliers: [Supplier] = []
    /// The variables that each supplier's key was taken from, by the supplier's name: what to look
    /// at when a key is refused.
    package var keyVariables: [String: [String]] = [:]
    /// In the order of the file, each with at least one supply.
    package var models: [Model] = []
    package var policy = Policy()
    package var breaker = Breaker.Settings()
    package var limits = Limits()
    package var contracts: [Contract] = []
    /// nil when the file has no `keys`: whoever reaches the endpoint may use it.
    package var keys: [ClientKey]?
    /// What is valid, but has no effect in this version or deserves a second look.
    package var notices: [String] = []

    package init() {}

    /// Reads the text of a site file, one YAML document.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - name: What mistakes call the file.
    ///   - environment: What `${NAME}` stands for.
    ///   - allowingUnset: A variable that is not set is no mistake and stands for some text; for
    ///     commands that send no credential.
    /// - Returns: The site, with its notices.
    /// - Throws: All mistakes of the text, not the first.
    package static func decode(
        _ text: String,
        name: String = "busbar.yaml",
        environment: [String: String],
        allowingUnset: Bool = false
    ) throws(SiteMistakes) -> SiteFile {
        var reader = SiteReader(environment: environment, allowsUnset: allowingUnset)
        return try reader.document(text, name: name, as: .site) { reader, root in
            var site = reader.site(root)
            site.notices = reader.notices
            site.keyVariables = reader.keyVariables
            return site
        }
    }

    /// Reads a site file from the disk; throws all its mistakes, or that it cannot be read.
    package static func load(
        path: String,
        environment: [String: String],
        allowingUnset: Bool = false
    ) throws(SiteMistakes) -> SiteFile {
        let text = try TextFile.read(path, orElse: "`busbar init --output \(path)` writes one")
        return try decode(
            text,
            name: path,
            environment: environment,
            allowingUnset: allowingUnset
        )
    }
}
