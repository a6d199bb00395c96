import Inference

/// The supplies of one model, a row each.
struct SupplyTable {
    let model: String
    let supplies: [SupplyStatus]
    let time: Double
    let origin: String

    var section: HTML {
        Self.section(
            model: model,
            summary: Self.summary(of: supplies),
            command: CommandForm.explain(model),
            rows: supplies.map { supply in
                Self.row(
                    SupplyReadings(of: supply, at: time, origin: origin),
                    health: supply.health,
                    share: supply.share
                )
            }
        )
    }

    /// An empty section and an empty row, for the script to clone.
    static let templates: HTML = """
        <template id="model-template">\(section(model: "", summary: "", command: "", rows: []))</template>
        <template id="supply-template">\(row(.blank, health: nil, share: nil))</template>
        """

    /// Sums the rows up: `2 of 3 conduct · 12 in flight`.
    static func summary(of supplies: [SupplyStatus]) -> String {
        let conducting = supplies.count { $0.health.conducts }
        let inFlight = supplies.reduce(0) { $0 + max(0, $1.inFlight) }
        return
            "\(conducting) of \(supplies.count) conduct · \(Reading.count(inFlight).text) in flight"
    }

    private static func section(
        model: String,
        summary: String,
        command: String,
        rows: [HTML]
    ) -> HTML {
        """
        <section class="model">
        <div class="heading"><h2 data-field="model">\(model)</h2>\
        <p class="summary" data-field="summary">\(summary)</p></div>
        <p class="command"><code data-field="command">\(command)</code></p>
        <div class="scroll" role="region" tabindex="0" aria-label="Supplies of \(model)">
        <table role="table">
        <thead role="rowgroup"><tr role="row">
        \(columns.map { column in
            """
            <th role="columnheader" scope="col"><span>\(column.name)</span> \
            <small>\(column.unit)</small></th>
            """
        })
        </tr></thead>
        \(rows)
        </table></div>
        </section>

        """
    }

    private static let columns: [(name: String, unit: String)] = [
        ("Health", "now"), ("Supply", "and its model"), ("Region", "and whose law"),
        ("Share", "of answers, last minute"), ("In flight", "now"),
        ("Answers", "since the start"), ("First token", "last 512 answers"),
        ("Price", "USD per M tokens"), ("Last error", ""),
    ]

    private static func row(
        _ readings: SupplyReadings,
        health: SupplyStatus.Health?,
        share: Double?
    ) -> HTML {
        func place(_ place: SupplyReadings.Place) -> HTML { value(readings[place], place) }
        let state = health?.rawValue ?? ""
        let conducts = health.map { $0.conducts ? "yes" : "no" } ?? ""
        return """
            <tbody class="supply" role="rowgroup" data-health="\(state)" data-conducts="\(conducts)">
            <tr role="row">
            <td role="cell" class="health"><span class="state">\(Symbols.health(health))\
            \(place(.health))</span><small class="note">\(place(.note))</small></td>
            <td role="cell" class="name"><strong>\(place(.supplier))</strong>\
            <small class="code">\(place(.supplierModel))</small></td>
            <td role="cell" data-label="Region">\(place(.region))\
            <small>\(place(.jurisdiction))</small></td>
            <td role="cell" data-label="Share, last minute" class="share">\(place(.share))\
            \(bar(share))</td>
            <td role="cell" data-label="In flight">\(place(.inFlight))</td>
            <td role="cell" data-label="Answers since start">\(place(.answers))\
            <small class="failures">\(place(.failures))</small></td>
            <td role="cell" data-label="First token">\
            <span class="measure">\(place(.p50)) <abbr title="half of the answers began within">\
            p50</abbr></span>\
            <small class="measure">\(place(.p95)) <abbr title="19 of 20 answers began within">p95\
            </abbr></small></td>
            <td role="cell" data-label="USD per M tokens">\
            <span class="measure">\(place(.inputPrice))</span>\
            <small class="measure">\(place(.outputPrice))</small></td>
            <td role="cell" data-label="Last error" class="error">\(place(.lastError))\
            <small>\(place(.lastErrorAge))</small></td>
            </tr>
            <tr role="row" class="action"><td role="cell" colspan="9">\
            <span>When its credential is in order again:</span> <code>\(place(.reset))</code></td></tr>
            </tbody>

            """
    }

    static func value(_ reading: Reading, _ place: SupplyReadings.Place) -> HTML {
        if let meaning = reading.meaning {
            return
                "<span data-field=\"\(place.rawValue)\" title=\"\(meaning)\">\(reading.text)</span>"
        }
        return "<span data-field=\"\(place.rawValue)\">\(reading.text)</span>"
    }

    private static func bar(_ share: Double?) -> HTML {
        let width = Int(((share ?? 0) * 100).rounded())
        return """
            <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" \
            focusable="false"><rect class="track" width="100" height="1"/>\
            <rect data-bar="share" width="\(min(max(width, 0), 100))" height="1"/></svg>
            """
    }
}
