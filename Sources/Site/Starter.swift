/// The site file that `busbar init` writes: short, commented, and valid as it is.
///
/// It names the OpenAI-compatible suppliers whose usual variable is set, else a local server.
package struct Starter: Sendable, Hashable {
    /// A provider with an OpenAI-compatible endpoint.
    package struct Provider: Sendable, Hashable {
        package let name: String
        /// Where its key usually is.
        package let variable: String
        let url: String
        let region: String
        let jurisdiction: String
        /// A small model to begin with.
        let model: String
    }

    /// In the order in which a starter lists them.
    package static let providers = [
        Provider(
            name: "openai",
            variable: "OPENAI_API_KEY",
            url: "https://api.openai.com/v1",
            region: "us",
            jurisdiction: "us",
            model: "gpt-4.1-mini"
        ),
        Provider(
            name: "google",
            variable: "GEMINI_API_KEY",
            url: "https://generativelanguage.googleapis.com/v1beta/openai",
            region: "global",
            jurisdiction: "us",
            model: "gemini-2.5-flash"
        ),
        Provider(
            name: "mistral",
            variable: "MISTRAL_API_KEY",
            url: "https://api.mistral.ai/v1",
            region: "eu",
            jurisdiction: "eu",
            model: "mistral-small-latest"
        ),
        Provider(
            name: "groq",
            variable: "GROQ_API_KEY",
            url: "https://api.groq.com/openai/v1",
            region: "us",
            jurisdiction: "us",
            model: "openai/gpt-oss-120b"
        ),
        Provider(
            name: "together",
            variable: "TOGETHER_API_KEY",
            url: "https://api.together.xyz/v1",
            region: "us",
            jurisdiction: "us",
            model: "openai/gpt-oss-120b"
        ),
        Provider(
            name: "fireworks",
            variable: "FIREWORKS_API_KEY",
            url: "https://api.fireworks.ai/inference/v1",
            region: "us",
            jurisdiction: "us",
            model: "accounts/fireworks/models/gpt-oss-120b"
        ),
        Provider(
            name: "deepseek",
            variable: "DEEPSEEK_API_KEY",
            url: "https://api.deepseek.com/v1",
            region: "cn",
            jurisdiction: "cn",
            model: "deepseek-chat"
        ),
        Provider(
            name: "xai",
            variable: "XAI_API_KEY",
            url: "https://api.x.ai/v1",
            region: "us",
            jurisdiction: "us",
            model: "grok-3-mini"
        ),
    ]

    /// Those whose variable holds something that can be a key.
    package let found: [Provider]

    package init(environment: [String: String]) {
        found = Self.providers.filter { provider in
            environment[provider.variable].map { !$0.isEmpty && isHeaderText($0) } ?? false
        }
    }

    /// The text of the file.
    package var text: String { head + suppliers + models + tail }

    private let head = """
        # A Busbar site file: one endpoint over several suppliers of models.
        # ${NAME} takes an environment variable; $$ is a $. Secrets are never printed.
        # Next: `busbar check` tries every supplier, `busbar serve` starts the gateway.

        listen: 127.0.0.1:8080          # clients: OPENAI_BASE_URL=http://127.0.0.1:8080/v1
        console: 127.0.0.1:8081         # pages, admin API, /metrics; loopback only


        """

    private var suppliers: String {
        var text =
            "# Accounts at providers. Correct region and jurisdiction to what is true for yours.\n"
        text += "suppliers:\n"
        guard !found.isEmpty else {
            return text + """
                  local:                        # vLLM, llama.cpp, Ollama: what speaks the OpenAI API
                    dialect: openai
                    url: http://127.0.0.1:8000/v1
                    region: here                # where the work runs
                    jurisdiction: us            # whose law applies; residency rules match on it
                  # openai:
                  #   url: https://api.openai.com/v1
                  #   key: ${OPENAI_API_KEY}
                  #   region: us
                  #   jurisdiction: us


                """
        }
        for provider in found {
            text += """
                  \(provider.name):
                    dialect: openai
                    url: \(provider.url)
                    key: ${\(provider.variable)}
                    region: \(provider.region)
                    jurisdiction: \(provider.jurisdiction)

                """
        }
        return text + "\n"
    }

    private var models: String {
        var text = """
            # What clients ask for. The first supply is preferred; the next ones carry the load when it
            # fails. `busbar check` says when a supplier does not know a model, and which are near.
            models:
              chat:

            """
        let supplies =
            found.isEmpty
            ? [("local", "default")] : found.map { ($0.name, $0.model) }
        for (supplier, model) in supplies {
            text += """
                    - supplier: \(supplier)
                      model: \(model)

                """
        }
        return text + """
                  # price: { input: 0.15, output: 0.60 }    # USD per million tokens; absent = unpriced
                  # context: 131072


            """
    }

    private let tail = """
        # All of this is the default; Examples/busbar.yaml explains every key.
        # policy:
        #   prefer: order                 # or cost, latency, or weights like { cost: 0.7, latency: 0.3 }
        #   first_token_timeout: 12s      # no content until then: the next supply is asked
        #   attempts: 4                   # over all supplies of one request
        #
        # To let other machines in, write listen: 0.0.0.0:8080 and give every client a key:
        # keys:
        #   - { name: search-team, key: ${SEARCH_KEY}, jurisdictions: [us, eu] }

        """
}
