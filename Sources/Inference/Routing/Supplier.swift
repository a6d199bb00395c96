package import Bus

/// One account at one provider: where requests go, with which credential, under whose law.
package struct Supplier: Sendable, Hashable {
    package let name: String
    package let url: BaseURL
    /// The credential that is sent as a Bearer token; nil sends none.
    package let key: Secret?
    package let region: String
    package let jurisdiction: Jurisdiction
    package let carbon: CarbonIntensity?
    /// A PEM file of certificate authorities to trust instead of the system's.
    package let certificateAuthorities: String?
    /// Sent with every request, after the headers that the client's request brings.
    package let headers: [Header]

    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        name: String,
        url: BaseURL,
        key: Secret?,
        region: String,
        jurisdiction: Jurisdiction,
        carbon: CarbonIntensity? = nil,
        certificateAuthorities: String? = nil,
        headers: [Header] = []
    ) {
        self.name = name
        self.url = url
        self.key = key
        self.region = region
        self.jurisdiction = jurisdiction
        self.carbon = carbon
        self.certificateAuthorities = certificateAuthorities
        self.headers = headers
    }
}

/// The part of a supplier's address that all its endpoints share: `https://host:port/openai/v1`.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    package enum Scheme: String, Sendable { case http, https }

    package let scheme: Scheme
    /// A name or an address; an IPv6 address without its brackets.
    package let host: String
    package let port: Int
    /// Begins with `/` or is empty; never ends with `/`.
    ///
    /// Usually ends with `/v1`.
    package let path: String

    package init(scheme: Scheme, host: String, port: Int, path: String) {
        precondition(!host.isEmpty)
        precondition((1...65_535).contains(port))
        precondition(path.isEmpty || (path.hasPrefix("/") && !path.hasSuffix("/")))
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
    }

    /// `host:port` as the `host` header has it; the scheme's own port is left out.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let own = scheme == .https ? 443 : 80
        return port == own ? name : "\(name):\(port)"
    }

    package var description: String { "\(scheme.rawValue)://\(authority)\(path)" }
}

/// A text that is never printed: interpolating or dumping it shows `***`.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The secret itself, for the wire only.
    package let exposed: String

    package init(_ text: String) { exposed = text }

    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
