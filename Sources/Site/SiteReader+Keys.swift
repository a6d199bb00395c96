import Bus
import Crypto
import Inference

extension SiteReader {
    private static let clientKeys = [
        "name", "key", "sha256", "jurisdictions", "budget_usd", "requests", "tokens",
    ]

    mutating func clientKeys(_ section: Field, suppliers: Named<Supplier>) -> [ClientKey] {
        guard let items = list(section, of: "keys") else { return [] }
        if items.isEmpty {
            reject(section, "is empty, so that no client could ask; add a key or remove keys:")
        }
        let served = Set(suppliers.values.map(\.jurisdiction))
        var names: [String: String] = [:]
        var digests: [[UInt8]: String] = [:]
        return items.compactMap { item in
            guard let fields = mapping(item, known: Self.clientKeys) else { return nil }
            let name = required("name", in: fields, "say whose key it is")
                .flatMap { self.name($0, "a name") }
            let digest = digest(fields)
            let allowed = fields["jurisdictions"].flatMap { jurisdictions($0) }
            notEnforced(fields)
            if let name, let first = names.updateValue(item.path, forKey: name) {
                reject(fields["name"] ?? item, "\(name) is already the name of \(first)")
            }
            if let digest, let first = digests.updateValue(item.path, forKey: digest) {
                reject(fields["key"] ?? fields["sha256"] ?? item, "the same key as \(first)")
            }
            if let allowed, !served.isEmpty, served.isDisjoint(with: allowed) {
                let codes = allowed.sorted().map(\.code).joined(separator: ", ")
                note(
                    path(item.path, "jurisdictions"),
                    "no supplier is in \(codes): every request of this key will be refused"
                )
            }
            guard let name, let digest else { return nil }
            return ClientKey(name: name, digest: digest, jurisdictions: allowed)
        }
    }

    /// The hash of a key; the key itself is dropped here and never shown.
    private mutating func digest(_ fields: Fields) -> [UInt8]? {
        switch (fields["key"], fields["sha256"]) {
        case (let field?, nil):
            guard let text = text(field) else { return nil }
            guard isHeaderText(text.value) else {
                reject(field, "has a space, a line break or a character that no key may have")
                return nil
            }
            guard (16...512).contains(text.value.utf8.count) else {
                let count = text.value.utf8.count
                reject(field, "has \(count) characters; a key needs 16 to 512, at random")
                return nil
            }
            return Array(SHA256.hash(data: Array(text.value.utf8)))
        case (nil, let field?):
            guard let text = text(field) else { return nil }
            guard let digest = bytes(hexadecimal: text.value), digest.count == 32 else {
                reject(field, "not a SHA-256; write 64 hexadecimal digits")
                return nil
            }
            return digest
        case (_?, let field?):
            reject(field, "stands beside key; keep one of the two")
            return nil
        case (nil, nil):
            if fields.misspelt.isDisjoint(with: ["key", "sha256"]) {
                reject(
                    path(fields.path, "key"),
                    line: fields.line,
                    "missing; write key: ${NAME}, or the key's sha256"
                )
            }
            return nil
        }
    }

    private func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    mutating func jurisdictions(_ field: Field) -> Set<Jurisdiction>? {
        guard let items = list(field, of: "jurisdictions") else { return nil }
        if items.isEmpty {
            reject(field, "is empty, so that nothing is allowed; remove it to allow all")
        }
        return Set(items.compactMap { jurisdiction($0) })
    }

    /// Checks what the file may say of a key although this version does not act on it.
    private mutating func notEnforced(_ fields: Fields) {
        let long = ["hour", "day", "week", "month", "year"]
        let short = ["s", "min", "hour", "day"]
        let rates = [
            ("budget_usd", "500/month", long, "budgets"),
            ("requests", "600/min", short, "request rates"),
            ("tokens", "2000000/min", short, "token rates"),
        ]
        for (name, example, units, what) in rates {
            guard let field = fields[name] else { continue }
            rate(field, example: example, units: units)
            note(field.path, "\(what) are not enforced by this version")
        }
    }

    private mutating func rate(_ field: Field, example: String, units: [String]) {
        guard let text = text(field) else { return }
        let parts = text.value.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, units.contains(String(parts[1])),
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let amount = Double(parts[0]), amount > 0, amount.isFinite
        {
            return
        }
        reject(
            field,
            "not an amount for a time: \(quoted(text.written)); write \(example), for "
                + units.joined(separator: ", ")
        )
    }
}
