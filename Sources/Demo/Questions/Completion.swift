/// The part of a chat completion, whole or one piece of a stream, that the demo reads.
struct Completion: Sendable, Decodable {
    struct Choice: Sendable, Decodable {
        struct Text: Sendable, Decodable { let content: String? }
        let message: Text?
        let delta: Text?
        let finish_reason: String?
    }

    struct Failure: Sendable, Decodable {
        let message: String?
        let code: String?

        enum CodingKeys: CodingKey { case message, code }

        /// A supplier may write its code as a number, which says nothing more than the status.
        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            message = try values.decodeIfPresent(String.self, forKey: .message)
            // Another type of code is no reason to lose the message.
            code = try? values.decodeIfPresent(String.self, forKey: .code)
        }
    }

    let choices: [Choice]?
    let error: Failure?
}
