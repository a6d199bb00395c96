import Bus
import Inference

extension SiteReader {
    private static let keys = [
        "listen", "console", "tls", "access_log", "store", "suppliers", "models", "policy",
        "breaker", "limits", "contracts", "keys",
    ]

    /// Reads the whole file; the result counts only when no mistake was noted.
    mutating func site(_ root: Field) -> SiteFile {
        var site = SiteFile()
        guard let fields = mapping(root, known: Self.keys) else { return site }
        addresses(fields, &site)
        if let field = fields["tls"] { site.tls = tls(field) }
        if let field = fields["access_log"], let log = accessLog(field) { site.accessLog = log }
        if let field = fields["store"] { site.store = store(field) }

        let suppliers = suppliers(fields)
        let contracts = fields["contracts"].map { self.contracts($0, of: suppliers) } ?? .init()
        site.suppliers = suppliers.values
        site.contracts = contracts.values
        if let field = required("models", in: fields, "name at least one model and its supplies") {
            site.models = models(field, suppliers: suppliers, contracts: contracts)
        }
        if let field = fields["policy"] { site.policy = policy(field) }
        noteGaps(of: site.policy, in: site.models)
        if let field = fields["breaker"] { site.breaker = breaker(field) }
        if let field = fields["limits"] { site.limits = limits(field) }
        if let field = fields["keys"] { site.keys = clientKeys(field, suppliers: suppliers) }
        exposure(fields, site)
        return site
    }

    private mutating func addresses(_ fields: Fields, _ site: inout SiteFile) {
        if let field = fields["listen"], let listen = address(field) { site.listen = listen }
        if let field = fields["console"], let console = address(field) {
            site.console = console
            if !console.isLoopback {
                reject(
                    field,
                    "\(console) can be reached by other machines and the console has no "
                        + "log-in; write 127.0.0.1:\(console.port)"
                )
            }
        }
        if site.listen.port == site.console.port, site.listen.host == site.console.host {
            let field = fields["console"] ?? fields["listen"]
            reject(
                field?.path ?? "console",
                line: field?.line,
                "listen and console are both \(site.console); give one of them another port"
            )
        }
    }

    /// Notes who can reach the endpoint and how.
    private mutating func exposure(_ fields: Fields, _ site: SiteFile) {
        guard let field = fields["listen"], !site.listen.isLoopback else { return }
        if fields["keys"] == nil, !fields.misspelt.contains("keys") {
            reject(
                field,
                "\(site.listen) can be reached by other machines and there are no keys; "
                    + "add keys:, or write 127.0.0.1:\(site.listen.port)"
            )
        }
        if fields["tls"] == nil {
            note(
                field.path,
                "\(site.listen) without tls: keys and prompts travel unencrypted to this port"
            )
        }
    }

    private mutating func address(_ field: Field) -> Address? {
        guard let text = text(field) else { return nil }
        if let address = Address(text.value) { return address }
        reject(
            field,
            "not an address: \(quoted(text.written)); write host:port, like 127.0.0.1:8080"
        )
        return nil
    }

    private mutating func tls(_ field: Field) -> TLSFiles? {
        guard let fields = mapping(field, known: ["certificate", "key"]) else { return nil }
        let certificate = required("certificate", in: fields, "name a PEM file")
            .flatMap { text($0) }
        let key = required("key", in: fields, "name a PEM file").flatMap { text($0) }
        guard let certificate, let key else { return nil }
        guard !key.value.contains("PRIVATE KEY") else {
            reject(fields["key"] ?? field, "has to be the name of a PEM file, not its text")
            return nil
        }
        return TLSFiles(certificate: certificate.value, key: key.value)
    }

    private mutating func accessLog(_ field: Field) -> AccessLog? {
        guard let text = text(field) else { return nil }
        switch text.value {
        case "stdout": return .standardOutput
        case "stderr": return .standardError
        case "off": return .off
        default: return .file(path: text.value)
        }
    }

    private mutating func store(_ field: Field) -> String? {
        guard let text = text(field) else { return nil }
        let schemes = ["sqlite:", "postgresql://", "postgres://"]
        guard let scheme = schemes.first(where: { text.value.hasPrefix($0) }),
            text.value.utf8.count > scheme.utf8.count
        else {
            // Not shown: a database's address may hold a password.
            reject(field, "not a store; write sqlite:FILE or postgresql://user@host/database")
            return nil
        }
        note(field.path, "deliveries are not stored by this version")
        return text.value
    }

    /// The section's mapping; a section with nothing in it is an empty one.
    mutating func section(_ field: Field, known: [String]? = nil) -> Fields? {
        if field.isNull {
            return Fields(path: field.path, line: field.line, all: [], misspelt: [])
        }
        return mapping(field, known: known)
    }
}
