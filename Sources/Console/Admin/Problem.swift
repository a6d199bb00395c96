import Hummingbird

/// An error in the shape of RFC 9457.
///
/// The type is always `about:blank`: the status says all that a program needs, the detail is for
/// people. `mistakes` is an extension member, there when a site file was refused.
package struct Problem: Error, Sendable, Equatable, Codable {
    package let type: String
    package let title: String
    package let status: Int
    package let detail: String
    package let mistakes: [String]?
    private let allow: String?

    private enum CodingKeys: String, CodingKey { case type, title, status, detail, mistakes }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type) ?? "about:blank"
        title = try container.decode(String.self, forKey: .title)
        status = try container.decode(Int.self, forKey: .status)
        detail = try container.decodeIfPresent(String.self, forKey: .detail) ?? ""
        mistakes = try container.decodeIfPresent([String].self, forKey: .mistakes)
        allow = nil
    }

    init(
        _ status: HTTPResponse.Status,
        _ detail: String,
        mistakes: [String]? = nil,
        allow: String? = nil
    ) {
        type = "about:blank"
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
        self.mistakes = mistakes
        self.allow = allow
    }

    func response() throws -> Response {
        var response = try Response.json(
            self,
            status: .init(code: status, reasonPhrase: title),
            type: "application/problem+json"
        )
        if let allow { response.headers[.allow] = allow }
        return response
    }
}
