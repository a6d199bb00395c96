import Bus
import Inference

/// What a section named, with the values that were right.
struct Named<Value> {
    /// Every name of the section: one with a mistake in it is still no unknown name.
    var names: [String] = []
    private(set) var values: [Value] = []
    private var places: [String: Int] = [:]

    mutating func append(_ value: Value, named name: String) {
        places[name] = values.count
        values.append(value)
    }

    subscript(name: String) -> Value? { places[name].map { values[$0] } }
}

extension SiteReader {
    private static let supplierKeys = [
        "dialect", "url", "key", "region", "jurisdiction", "carbon", "ca_file", "headers",
    ]
    private static let laterDialects = ["azure", "anthropic", "bedrock", "vertex", "gemini", "oci"]
    /// Headers that the gateway writes itself, or that frame a message.
    private static let ownHeaders: Set<String> = [
        "authorization", "host", "content-length", "transfer-encoding", "connection",
        "keep-alive", "te", "trailer", "upgrade", "expect",
    ]

    mutating func suppliers(_ root: Fields) -> Named<Supplier> {
        var suppliers = Named<Supplier>()
        guard let section = required("suppliers", in: root, "name at least one supplier"),
            let fields = mapping(section)
        else { return suppliers }
        if fields.all.isEmpty { reject(section, "is empty; name at least one supplier") }
        for field in fields.all {
            suppliers.names.append(field.name)
            if !isName(field.name) {
                reject(field, "not a supplier's name; \(nameRule)")
            }
            if let supplier = supplier(field) { suppliers.append(supplier, named: field.name) }
        }
        return suppliers
    }

    private mutating func supplier(_ field: Field) -> Supplier? {
        guard let fields = mapping(field, known: Self.supplierKeys) else { return nil }
        if let field = fields["dialect"] { dialect(field) }
        let url = required("url", in: fields, "write https://host/v1").flatMap { baseURL($0) }
        let key = fields["key"].flatMap { credential($0, of: field.name) }
        let region = required("region", in: fields, "say where the work runs: us-chicago-1")
            .flatMap { name($0, "a region") }
        let law = required("jurisdiction", in: fields, "say whose law applies: us, eu, de")
            .flatMap { jurisdiction($0) }
        let carbon = fields["carbon"].flatMap { self.carbon($0) }
        let authorities = fields["ca_file"].flatMap { text($0)?.value }
        let headers = fields["headers"].map { self.headers($0) } ?? []
        guard let url, let region, let law else { return nil }
        if let field = fields["ca_file"], url.scheme == .http {
            reject(field, "has no use with an http:// url; write https:// or remove it")
        }
        if key != nil, url.scheme == .http, !Address(host: url.host, port: url.port).isLoopback {
            note(path(field.path, "url"), "http, not https: the key travels unencrypted")
        }
        return Supplier(
            name: field.name,
            url: url,
            key: key,
            region: region,
            jurisdiction: law,
            carbon: carbon,
            certificateAuthorities: authorities,
            headers: headers
        )
    }

    private mutating func dialect(_ field: Field) {
        guard let text = text(field), text.value != "openai" else { return }
        if Self.laterDialects.contains(text.value) {
            reject(
                field,
                "this version does not speak \(text.value), only openai; many suppliers also "
                    + "have an OpenAI-compatible endpoint"
            )
        } else {
            reject(field, "\(quoted(text.written)) is not a dialect; this version speaks openai")
        }
    }

    /// A supplier's credential; never shown.
    private mutating func credential(_ field: Field, of supplier: String) -> Secret? {
        guard let text = text(field) else { return nil }
        keyVariables[supplier] = Variables.names(in: text.written)
        guard isHeaderText(text.value) else {
            reject(field, "has a space, a line break or a character that no key has")
            return nil
        }
        return Secret(text.value)
    }

    mutating func jurisdiction(_ field: Field) -> Jurisdiction? {
        guard let text = text(field) else { return nil }
        let isCode =
            (2...16).contains(text.value.utf8.count) && isName(text.value)
            && !text.value.contains(".")
        guard isCode else {
            reject(field, "\(quoted(text.written)) is not a jurisdiction; write us, eu or de")
            return nil
        }
        return Jurisdiction(text.value)
    }

    private mutating func carbon(_ field: Field) -> CarbonIntensity? {
        guard let fields = mapping(field, known: ["grams_per_kwh", "kind", "source"]) else {
            return nil
        }
        let grams = required("grams_per_kwh", in: fields, "write grams of CO2 per kWh").flatMap {
            number($0, "0 to 5000 grams of CO2 per kWh") { (0...5_000).contains($0) }
        }
        let kind = required("kind", in: fields, "write average or marginal")
            .flatMap { choice($0, CarbonIntensity.Kind.self) }
        let source = required("source", in: fields, "say who published the figure")
            .flatMap { text($0) }
        guard let grams, let kind, let source else { return nil }
        return CarbonIntensity(gramsPerKilowattHour: grams, kind: kind, source: source.value)
    }

    private mutating func headers(_ field: Field) -> [Supplier.Header] {
        guard let fields = mapping(field) else { return [] }
        var headers: [Supplier.Header] = []
        for field in fields.all {
            let name = field.name.lowercased()
            if !isHeaderText(name)
                || name.utf8.contains(where: { "()<>@,;:\\\"/[]?={}".utf8.contains($0) })
            {
                reject(field, "not the name of a header")
            } else if name == "authorization" {
                reject(field, "cannot be set; write the credential as the supplier's key")
            } else if Self.ownHeaders.contains(name) {
                reject(field, "cannot be set; the gateway writes it")
            } else if headers.contains(where: { $0.name == name }) {
                reject(field, "stands more than once; case makes no difference")
            } else if let value = text(field)?.value {
                guard isHeaderText(value, spaces: true), !value.hasPrefix(" "),
                    !value.hasSuffix(" ")
                else {
                    reject(field, "has a character that no header may have, or a space at an end")
                    continue
                }
                headers.append(.init(name: name, value: value))
            }
        }
        return headers
    }
}
