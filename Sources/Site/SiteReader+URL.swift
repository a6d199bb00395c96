import Inference

extension SiteReader {
    /// The address that a supplier's endpoints share; a `/` at its end is dropped.
    ///
    /// Nothing of it is shown when it has a user or a query: they may be secrets.
    mutating func baseURL(_ field: Field) -> BaseURL? {
        guard let text = text(field) else { return nil }
        let rest: Substring
        let scheme: BaseURL.Scheme
        if text.value.lowercased().hasPrefix("https://") {
            (scheme, rest) = (.https, text.value.dropFirst(8))
        } else if text.value.lowercased().hasPrefix("http://") {
            (scheme, rest) = (.http, text.value.dropFirst(7))
        } else {
            let shown =
                text.written.contains { "@?#".contains($0) } ? "" : ": \(quoted(text.written))"
            reject(field, "not a URL\(shown); write https://host/v1")
            return nil
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        var path = rest[end...]
        guard !authority.contains("@") else {
            reject(field, "has a user or password before the @; write the credential as key")
            return nil
        }
        guard !path.contains("?"), !path.contains("#") else {
            reject(field, "has a query or a fragment; end it with the path, like /v1")
            return nil
        }
        guard isHeaderText(String(path)) else {
            reject(field, "not a URL: \(quoted(text.written)) has a space or a strange character")
            return nil
        }
        while path.last == "/" { path = path.dropLast() }
        if let ending = [
            "/chat/completions", "/completions", "/embeddings", "/responses", "/models",
        ]
        .first(where: { path.hasSuffix($0) }) {
            reject(field, "ends with \(ending), which the gateway adds; leave it out")
            return nil
        }
        guard let (host, port) = hostAndPort(authority, scheme) else {
            reject(field, "not a URL: \(quoted(text.written)); write https://host/v1")
            return nil
        }
        return BaseURL(scheme: scheme, host: host, port: port, path: String(path))
    }

    private func hostAndPort(
        _ authority: Substring,
        _ scheme: BaseURL.Scheme
    ) -> (host: String, port: Int)? {
        var host = authority
        var port = scheme == .https ? 443 : 80
        if let colon = authority.lastIndex(of: ":"),
            !authority[colon...].contains("]")
        {
            host = authority[..<colon]
            guard let number = wholeNumber(authority[authority.index(after: colon)...]),
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            return isIPv6(host) ? (String(host), port) : nil
        }
        return isHostName(host) ? (host.lowercased(), port) : nil
    }
}
