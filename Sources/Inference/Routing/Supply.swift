package import Bus

/// A model at a supplier: what one line of the site file's `models` offers.
package struct Supply: Sendable, Hashable {
    package let supplier: Supplier
    /// The name that the supplier knows the model by.
    package let model: String
    package let price: TokenPrice
    /// The context window in tokens; nil when the site does not say.
    package let context: Int?
    /// How the server is asked to go on with a half-written assistant message; nil: it cannot.
    package let prefill: Prefill?
    /// The name of the contract that its use is billed to.
    package let contract: String?
    /// Overrides the policy's limit for this supply.
    package let firstTokenTimeout: Interval?
    /// What the site file says that it can't do; what it does not mention counts as possible.
    package let lacks: Ask.Needs
    /// Electrical energy for a thousand tokens, prompt and answer alike; nil when not known.
    package let wattHoursPerThousandTokens: Double?

    package init(
        supplier: Supplier,
        model: String,
        price: TokenPrice = .init(),
        context: Int? = nil,
        prefill: Prefill? = nil,
        contract: String? = nil,
        firstTokenTimeout: Interval? = nil,
        lacks: Ask.Needs = [],
        wattHoursPerThousandTokens: Double? = nil
    ) {
        precondition(wattHoursPerThousandTokens ?? 0 >= 0)
        self.supplier = supplier
        self.model = model
        self.price = price
        self.context = context
        self.prefill = prefill
        self.contract = contract
        self.firstTokenTimeout = firstTokenTimeout
        self.lacks = lacks
        self.wattHoursPerThousandTokens = wattHoursPerThousandTokens
    }

    /// What so many tokens emit; nil is *unknown*: the supplier's carbon figure or the supply's
    /// energy is missing, and neither is guessed.
    package func carbon(tokens: Double) -> Carbon? {
        guard let carbon = supplier.carbon, let energy = wattHoursPerThousandTokens else {
            return nil
        }
        return carbon.emission(wattHours: energy * tokens / 1_000)
    }

    /// `supplier/model`: unique in a site, and stable when the site file is loaded again.
    package var id: SupplyID { SupplyID("\(supplier.name)/\(model)") }
}

/// How a server is told to go on with the assistant message that ends the conversation.
package enum Prefill: String, Sendable, Hashable, CaseIterable {
    /// It does so by itself: llama.cpp, Anthropic, most of OpenRouter's.
    case trailing
    /// With `continue_final_message`, without a generation prompt: vLLM and SGLang. llama.cpp and
    /// others that ignore what they do not know take it as well, so this is what `true` means.
    case continueFinalMessage = "continue_final_message"
    /// With `prefix: true` in the message: Mistral, DeepSeek's beta address.
    case prefix
}

/// US dollars for a million tokens; nil is *unpriced*, which is not free.
package struct TokenPrice: Sendable, Hashable {
    package var input: Money?
    package var output: Money?
    package var cachedInput: Money?

    package init(input: Money? = nil, output: Money? = nil, cachedInput: Money? = nil) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
    }
}

/// What clients call a model, and the supplies that can serve it, in the order of the site file.
package struct Model: Sendable, Hashable {
    /// More supplies than this for one model are refused: a request keeps a bit for each.
    package static let mostSupplies = 64

    package let name: String
    package let supplies: [Supply]
    /// Overrides the policy's rescue for this model.
    package let rescue: Policy.Rescue?

    package init(name: String, supplies: [Supply], rescue: Policy.Rescue? = nil) {
        precondition(!supplies.isEmpty)
        precondition(supplies.count <= Self.mostSupplies)
        self.name = name
        self.supplies = supplies
        self.rescue = rescue
    }
}
