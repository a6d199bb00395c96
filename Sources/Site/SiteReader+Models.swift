import Bus
import Inference

extension SiteReader {
    private static let supplyKeys = [
        "supplier", "model", "price", "context", "prefill", "tools", "vision", "json_schema",
        "contract", "first_token_timeout", "energy_wh_per_1k_tokens",
    ]

    mutating func models(
        _ section: Field,
        suppliers: Named<Supplier>,
        contracts: Named<Contract>
    ) -> [Model] {
        guard let fields = mapping(section) else { return [] }
        if fields.all.isEmpty { reject(section, "is empty; name at least one model") }
        return fields.all.compactMap { field in
            model(field, suppliers, contracts)
        }
    }

    /// A model: the list of its supplies, or a mapping that has the list and what is its own.
    private mutating func model(
        _ field: Field,
        _ suppliers: Named<Supplier>,
        _ contracts: Named<Contract>
    ) -> Model? {
        modelName(field.name, field)
        var section = field
        var rescue: Policy.Rescue?
        if field.isMapping {
            guard let fields = mapping(field, known: ["supplies", "rescue"]) else { return nil }
            rescue = fields["rescue"].flatMap { choice($0, Policy.Rescue.self) }
            guard let list = required("supplies", in: fields, "list at least one supply") else {
                return nil
            }
            section = list
        }
        guard let items = list(section, of: "supplies") else { return nil }
        guard !items.isEmpty else {
            reject(section, "is empty; list at least one supply")
            return nil
        }
        guard items.count <= Model.mostSupplies else {
            reject(section, "has \(items.count) supplies; at most \(Model.mostSupplies)")
            return nil
        }
        var places: [SupplyID: String] = [:]
        let supplies = items.compactMap { item -> Supply? in
            guard let supply = supply(item, suppliers, contracts) else { return nil }
            if let first = places.updateValue(item.path, forKey: supply.id) {
                reject(item, "the same supplier and model as \(first)")
            }
            return supply
        }
        return supplies.isEmpty
            ? nil : Model(name: field.name, supplies: supplies, rescue: rescue)
    }

    private mutating func modelName(_ name: String, _ field: Field) {
        let isClean = name.unicodeScalars.allSatisfy {
            $0.value > 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        if !isClean || name.utf8.count > 256 {
            reject(field, "not a model's name; use 1 to 256 bytes without spaces")
        }
    }

    private mutating func supply(
        _ field: Field,
        _ suppliers: Named<Supplier>,
        _ contracts: Named<Contract>
    ) -> Supply? {
        guard let fields = mapping(field, known: Self.supplyKeys) else { return nil }
        let supplier = required("supplier", in: fields, "name one of the suppliers")
            .flatMap { reference($0, to: suppliers.names, "supplier") }
        var model: String?
        if let field = required("model", in: fields, "write the supplier's name of the model"),
            let text = text(field)
        {
            model = text.value
            modelName(text.value, field)
        }
        let price = fields["price"].map { self.price($0) } ?? TokenPrice()
        let context = fields["context"].flatMap { whole($0, in: 1...1_000_000_000) }
        let prefill = fields["prefill"].flatMap { self.prefill($0) }
        let timeout = fields["first_token_timeout"].flatMap { interval($0) }
        let energy = fields["energy_wh_per_1k_tokens"].flatMap {
            number($0, "0 to 100000 watt-hours for a thousand tokens") {
                (0...100_000).contains($0)
            }
        }
        let contract = fields["contract"].flatMap { field -> String? in
            guard let name = reference(field, to: contracts.names, "contract") else { return nil }
            if let supplier, let contract = contracts[name], contract.supplier != supplier {
                reject(field, "\(name) is a contract with \(contract.supplier), not \(supplier)")
            }
            return name
        }
        guard let supplier, let model, let known = suppliers[supplier] else { return nil }
        return Supply(
            supplier: known,
            model: model,
            price: price,
            context: context,
            prefill: prefill,
            contract: contract,
            firstTokenTimeout: timeout,
            lacks: lacks(fields),
            wattHoursPerThousandTokens: energy
        )
    }

    /// What a supply is declared to be without; what is not mentioned counts as possible.
    private mutating func lacks(_ fields: Fields) -> Ask.Needs {
        var lacks: Ask.Needs = []
        for (need, name) in Ask.Needs.all {
            if let field = fields[name], flag(field) == false { lacks.insert(need) }
        }
        return lacks
    }

    /// A name that another section has to know.
    mutating func reference(_ field: Field, to names: [String], _ what: String) -> String? {
        guard let text = text(field) else { return nil }
        if names.contains(text.value) { return text.value }
        let near = nearNames(to: text.value, among: names, most: 1).first
        let hint: String
        if let near {
            hint = "did you mean \(near)?"
        } else if names.isEmpty {
            hint = "there are none in \(what)s"
        } else {
            hint = "known are \(names.prefix(8).joined(separator: ", "))"
        }
        reject(field, "no \(what) is called \(quoted(text.written)); \(hint)")
        return nil
    }

    /// `true`, `false`, or how the server is told to go on with a half-written message.
    private mutating func prefill(_ field: Field) -> Prefill? {
        guard let text = text(field) else { return nil }
        switch text.value {
        case "true": return .continueFinalMessage
        case "false": return nil
        default:
            if let prefill = Prefill(rawValue: text.value) { return prefill }
            let words = Prefill.allCases.map(\.rawValue).joined(separator: ", ")
            reject(field, "\(quoted(text.written)) is not one of true, false, \(words)")
            return nil
        }
    }

    private mutating func price(_ field: Field) -> TokenPrice {
        guard let fields = mapping(field, known: ["input", "output", "cached_input"]) else {
            return TokenPrice()
        }
        var money: [String: Money] = [:]
        for field in fields.all {
            let dollars = number(field, "USD per million tokens, 0 or more") {
                (0...1_000_000).contains($0)
            }
            if let dollars { money[field.name] = .dollars(dollars) }
        }
        return TokenPrice(
            input: money["input"],
            output: money["output"],
            cachedInput: money["cached_input"]
        )
    }
}
