import Inference

/// The console's first page: the whole gateway at one moment, complete without a script.
struct StatusPage {
    let status: GatewayStatus
    /// Where the page was asked for: `http://127.0.0.1:8081`.
    let origin: String

    var document: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>\(title)</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description" content="Many supplies, one load.">
        <link rel="icon" type="image/svg+xml" href="\(Symbols.icon)">
        <link rel="stylesheet" href="/console.css">
        <script src="/console.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the supplies</a>
        \(Symbols.definitions)
        \(banner)
        <main id="main" tabindex="-1">
        \(headline)
        <div id="models">
        \(models)
        </div>
        \(ErrorList(failures: status.recentErrors, time: status.time, origin: origin).section)
        </main>
        \(footer)
        \(SupplyTable.templates)
        \(ErrorList.template)
        </body>
        </html>

        """
    }

    private var title: String {
        let broken = status.supplies.count { !$0.health.conducts }
        return broken == 0 ? "Busbar" : "\(broken) not conducting · Busbar"
    }

    private var banner: HTML {
        """
        <header>
        <a class="brand" href="/">\(Symbols.mark)<span>busbar</span></a>
        <p class="live" id="live" data-live="still"><span class="dot" aria-hidden="true"></span>\
        <span role="status" data-field="live">Snapshot</span> \
        <span class="moment" data-field="moment">\(Reading.moment(status.time).text)</span></p>
        </header>
        """
    }

    private var headline: HTML {
        """
        <section class="headline" id="headline" data-draining="\(status.draining ? "yes" : "no")">
        <p class="draining" role="status"><strong data-field="draining">\
        \(status.draining ? Self.draining : "")</strong></p>
        <h1 data-field="verdict">\(Self.verdict(of: status.supplies))</h1>
        <p class="endpoint">Clients connect to <code data-field="endpoint">\(status.endpoint)</code></p>
        <dl>
        \(figures.map { figure in
            """
            <div class="figure" id="figure-\(figure.field)" data-alarm="\(figure.alarm ? "yes" : "no")">\
            <dt>\(figure.name)</dt><dd><span data-field="\(figure.field)">\(figure.reading.text)</span>\
            <small>\(figure.period)</small></dd></div>

            """
        })
        </dl>
        <p class="command"><code>\(CommandForm.status(origin: origin))</code></p>
        </section>
        """
    }

    private struct Figure {
        let field: String
        let name: String
        let reading: Reading
        let period: String
        var alarm = false
    }

    private var figures: [Figure] {
        [
            Figure(
                field: "requests",
                name: "Requests",
                reading: .count(status.requests),
                period: "since the start"
            ),
            Figure(
                field: "requestsInFlight",
                name: "In flight",
                reading: .count(status.requestsInFlight),
                period: "requests now"
            ),
            Figure(
                field: "failovers",
                name: "Failovers",
                reading: .count(status.failovers),
                period: "since the start"
            ),
            Figure(
                field: "clientErrors",
                name: "Errors clients saw",
                reading: .count(status.clientErrors),
                period: "since the start",
                alarm: status.clientErrors > 0
            ),
            Figure(
                field: "clientConnections",
                name: "Connections",
                reading: .count(status.clientConnections),
                period: "of clients now"
            ),
            Figure(
                field: "uptime",
                name: "Uptime",
                reading: .duration(status.uptimeSeconds),
                period: "since the start"
            ),
        ]
    }

    static let draining = "Draining: no new requests are accepted, the running ones finish."

    /// The state in a line: `5 of 7 supplies conduct: 1 down, 1 locked`.
    static func verdict(of supplies: [SupplyStatus]) -> String {
        let conducting = supplies.count { $0.health.conducts }
        if supplies.isEmpty { return "No supplies yet" }
        if conducting == supplies.count {
            return supplies.count == 1
                ? "The one supply conducts" : "All \(supplies.count) supplies conduct"
        }
        let broken = [SupplyStatus.Health.down, .locked, .waiting, .probing].compactMap { health in
            let count = supplies.count { $0.health == health }
            return count == 0 ? nil : "\(count) \(health.rawValue)"
        }
        let noun = supplies.count == 1 ? "supply conducts" : "supplies conduct"
        return "\(conducting) of \(supplies.count) \(noun): \(broken.joined(separator: ", "))"
    }

    private var models: HTML {
        guard !status.supplies.isEmpty else {
            return """
                <section class="empty"><h2>No models yet</h2>
                <p>List a model and its supplies in the site file, then load it again:</p>
                <p class="command"><code>\(CommandForm.reload(origin: origin))</code></p></section>
                """
        }
        return HTML.joined(
            Self.byModel(status.supplies).map { model, supplies in
                SupplyTable(model: model, supplies: supplies, time: status.time, origin: origin)
                    .section
            }
        )
    }

    /// Models in the order in which they first appear, each with its supplies in theirs.
    static func byModel(_ supplies: [SupplyStatus]) -> [(model: String, supplies: [SupplyStatus])] {
        var groups: [(model: String, supplies: [SupplyStatus])] = []
        var positions: [String: Int] = [:]
        for supply in supplies {
            if let position = positions[supply.model] {
                groups[position].supplies.append(supply)
            } else {
                positions[supply.model] = groups.count
                groups.append((supply.model, [supply]))
            }
        }
        return groups
    }

    private var footer: HTML {
        """
        <footer><p>Many supplies, one load.</p>
        <nav aria-label="For programs"><a href="/admin/status">Status as JSON</a> \
        <a href="/metrics">Metrics</a> <a href="/livez">Live?</a> <a href="/readyz">Ready?</a></nav>
        </footer>
        """
    }
}
