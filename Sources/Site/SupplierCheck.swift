import Bus
package import Inference

/// What asking a supplier for its models led to, and what to do about it.
package struct SupplierCheck: Sendable, Hashable {
    /// How the request `GET {url}/models` ended.
    package enum Outcome: Sendable, Hashable {
        /// The names of the models that the supplier lists.
        case listed([String])
        /// 200, but not a list of models.
        case strange
        case status(Int)
        case refused
        case unknownHost
        case unreachable(String)
        case timeout
        case tls(String)
        /// The connection ended before there was an answer.
        case closed
        /// Nothing was sent: a file that the site names cannot be read.
        case unreadable(file: String)
    }

    package enum State: String, Sendable, Hashable, Codable {
        case ok
        /// It answers, but whether it will serve is not known.
        case unsure
        case failed
    }

    package let supplier: String
    package let state: State
    /// What was found.
    package let reason: String
    /// What to do; empty when there is nothing to do.
    package let fix: String

    /// Judges an outcome; pure.
    ///
    /// - Parameters:
    ///   - supplier: One of the suppliers of `site`.
    ///   - outcome: How its answer came out.
    ///   - site: Says which models it has to know and where its key is from.
    package init(_ supplier: Supplier, outcome: Outcome, site: SiteFile) {
        self.supplier = supplier.name
        (state, reason, fix) =
            switch outcome {
            case .listed(let models): Self.models(of: supplier, listed: models, site: site)
            case .status(let status): Self.status(status, of: supplier, site: site)
            case .strange:
                (
                    .failed, "answers, but not with a list of models",
                    "is \(supplier.url) the base of an OpenAI-compatible API? most end with /v1"
                )
            case .refused:
                (
                    .failed, "connection refused",
                    "is the server running at \(supplier.url.host):\(supplier.url.port)?"
                )
            case .unknownHost:
                (
                    .failed, "no address is known for \(supplier.url.host)",
                    "check the spelling of the host in suppliers.\(supplier.name).url, and the DNS"
                )
            case .unreachable(let why):
                (.failed, "cannot be reached: \(why)", "check the network and any firewall")
            case .timeout:
                (
                    .failed, "no answer within 5 s",
                    "is a firewall in the way of \(supplier.url.host):\(supplier.url.port)?"
                )
            case .tls(let why): Self.tls(why, of: supplier)
            case .closed:
                (
                    .failed, "the connection was closed without an answer",
                    supplier.url.scheme == .http
                        ? "does the server expect https://?" : "does the server speak https?"
                )
            case .unreadable(let file):
                (.failed, "cannot read \(file)", "correct suppliers.\(supplier.name).ca_file")
            }
    }

    private typealias Verdict = (state: State, reason: String, fix: String)

    private static func models(
        of supplier: Supplier,
        listed: [String],
        site: SiteFile
    ) -> Verdict {
        var wanted: [String] = []
        for supply in site.models.flatMap(\.supplies) where supply.supplier.name == supplier.name {
            if !wanted.contains(supply.model) { wanted.append(supply.model) }
        }
        let known = Set(listed)
        let missing = wanted.filter { name in
            !known.contains(name) && !listed.contains { $0.hasSuffix("/\(name)") }
        }
        guard let first = missing.first else {
            let count = wanted.count == 1 ? "1 model" : "\(wanted.count) models"
            return (.ok, wanted.isEmpty ? "no model uses it" : "lists its \(count)", "")
        }
        let near = nearNames(to: first, among: listed)
        let fix: String
        if !near.isEmpty {
            fix = "near names: \(near.joined(separator: ", "))"
        } else if listed.isEmpty {
            fix = "it lists no models at all"
        } else {
            let shown = listed.sorted().prefix(5).joined(separator: ", ")
            fix = "it lists \(shown)\(listed.count > 5 ? " and \(listed.count - 5) more" : "")"
        }
        return (.failed, "does not list \(missing.joined(separator: ", "))", fix)
    }

    private static func status(_ status: Int, of supplier: Supplier, site: SiteFile) -> Verdict {
        let key = "suppliers.\(supplier.name).key"
        let url = "suppliers.\(supplier.name).url"
        let variables = site.keyVariables[supplier.name] ?? []
        switch status {
        case 401, 403:
            let what = "\(status): the key was \(status == 401 ? "refused" : "not allowed")"
            if supplier.key == nil {
                return (.failed, "\(status): it asks for a key", "add \(key): ${NAME}")
            }
            let place =
                variables.isEmpty ? key : variables.map { "$\($0)" }.joined(separator: " and ")
            return (.failed, what, "check \(place), and that the account may use the API")
        case 402: return (.failed, "402: payment required", "check the account's billing")
        case 404, 405, 501:
            if supplier.url.path.isEmpty {
                return (.failed, "\(status) for GET /models", "end \(url) with /v1")
            }
            return (
                .unsure, "answers, but has no list of models (\(status))",
                "if requests fail too, check the path of \(url)"
            )
        case 429: return (.unsure, "429: too many requests just now", "try again later")
        case 300..<400:
            return (.failed, "\(status): redirects", "write the final address as \(url)")
        case 500...: return (.failed, "\(status): the supplier fails", "see its status page or log")
        default: return (.failed, "answers with \(status)", "check \(url)")
        }
    }

    private static func tls(_ why: String, of supplier: Supplier) -> Verdict {
        let place = "suppliers.\(supplier.name)"
        let upper = why.uppercased()
        if upper.contains("WRONG_VERSION_NUMBER") || upper.contains("HTTP_REQUEST") {
            return (.failed, "TLS: the server does not speak it", "write http:// in \(place).url?")
        }
        if upper.contains("HOSTNAME") {
            return (
                .failed, "TLS: the certificate is not for \(supplier.url.host)",
                "write the name that is in the certificate in \(place).url"
            )
        }
        if upper.contains("CERTIFICATE") {
            let fix =
                supplier.certificateAuthorities == nil
                ? "is it self-signed? name its authority with \(place).ca_file"
                : "is \(place).ca_file the authority that signed it, and the date within it?"
            return (.failed, "TLS: the certificate is not trusted", fix)
        }
        return (.failed, "TLS: \(why)", "check the server's certificate and TLS versions")
    }
}
