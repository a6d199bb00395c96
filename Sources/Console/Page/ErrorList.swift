import Inference

/// The last errors of all supplies, the newest first.
struct ErrorList {
    let failures: [SupplyStatus.Failure]
    let time: Double
    let origin: String

    var section: HTML {
        """
        <section class="errors" aria-labelledby="errors-heading">
        <div class="heading"><h2 id="errors-heading">Recent errors</h2>\
        <p class="summary">of supplies, at most \(SupplyStatus.mostErrors), times in UTC</p></div>
        <p class="command"><code>\(CommandForm.status(origin: origin)) | jq .recentErrors</code></p>
        <p id="no-errors"\(failures.isEmpty ? "" : " hidden" as HTML)>None since the start.</p>
        <ol id="errors">
        \(failures.map { failure in
            Self.item(
                age: .age(of: failure.time, at: time), moment: .moment(failure.time),
                supply: failure.supply, what: failure.what)
        })
        </ol>
        </section>
        """
    }

    /// An empty line, for the script to clone.
    static let template: HTML = """
        <template id="error-template">\
        \(item(age: Reading(""), moment: Reading(""), supply: "", what: ""))</template>
        """

    private static func item(
        age: Reading,
        moment: Reading,
        supply: String,
        what: String
    ) -> HTML {
        """
        <li><span class="when"><span data-field="moment">\(moment.text)</span> \
        <small data-field="age">\(age.text)</small></span> \
        <span class="code" data-field="supply">\(supply)</span> \
        <span data-field="what">\(what)</span></li>

        """
    }
}
