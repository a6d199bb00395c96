/// What a request asks of a supply, as far as the choice among supplies and its rescue need it.
package struct Ask: Sendable, Hashable {
    /// What a supply has to be able to do.
    package struct Needs: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let tools = Needs(rawValue: 1)
        package static let vision = Needs(rawValue: 2)
        package static let jsonSchema = Needs(rawValue: 4)

        /// Each with its name in the site file.
        package static let all: [(need: Needs, name: String)] = [
            (.tools, "tools"), (.vision, "vision"), (.jsonSchema, "json_schema"),
        ]

        /// As the site file calls them.
        package var names: [String] { Self.all.filter { contains($0.need) }.map(\.name) }

        /// The request's key that brings the first of them.
        var param: String? {
            if contains(.tools) { return "tools" }
            if contains(.vision) { return "messages" }
            return contains(.jsonSchema) ? "response_format" : nil
        }
    }

    package var streams = false
    /// How many choices an answer has.
    package var choices = 1
    /// Tokens of the request, estimated from its bytes; 0 when that is not known.
    package var inputTokens = 0
    /// The most tokens that the answer may have; nil when the request does not say.
    package var outputTokens: Int?
    package var needs: Needs = []
    /// A hash that the requests of a session share; nil when there is nothing to tell it by.
    package var affinity: UInt64?
    /// Asking twice would do something twice: `store: true`, `background: true`.
    package var hasSideEffects = false
    /// Why its stream can't be rescued, as far as the request itself says it.
    package var unrescuable: RescueObstacle?
    /// False when the request itself ends with an assistant message, or is no chat.
    package var mayContinue = true

    package init() {}
}
