/// What a client got for one question.
struct Answer: Sendable, Equatable {
    /// Who served it, from the answer's headers.
    struct Source: Sendable, Equatable {
        let supplier: String
        let region: String
        /// Over all supplies, the one that answered included.
        let attempts: Int
    }

    enum Ending: Sendable, Equatable {
        case whole
        /// An error instead of an answer; nothing of an answer came.
        case refused(String)
        /// The answer began and did not end as it should.
        case cut(String)
        /// Something of it came twice.
        case doubled(String)
    }

    var text = ""
    var source: Source?
    /// From the question to the first piece of text.
    var firstWord: Duration?
    /// Who went on with it each time that it broke off, in order.
    var handovers: [Handover] = []
    var ending: Ending

    var isWhole: Bool { ending == .whole }

    /// Whether it broke off and is whole all the same.
    var isRescued: Bool { isWhole && !handovers.isEmpty }

    /// Who gave its end.
    var lastSupplier: String? { handovers.last?.supplier ?? source?.supplier }
}
