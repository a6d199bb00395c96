import Bus
import Inference
import Site
import Testing

@Suite struct `What init writes` {
    @Test func `is valid with no variable set, and names a local server`() throws {
        let starter = Starter(environment: ["PATH": "/bin", "OPENAI_API_KEY": ""])
        #expect(starter.found.isEmpty)
        let site = try SiteFile.decode(starter.text, environment: [:])
        #expect(site.suppliers.map(\.name) == ["local"])
        #expect(site.models.map(\.name) == ["chat"])
        #expect(site.notices.isEmpty)
    }

    @Test func `lists every supplier whose variable holds a key`() throws {
        var environment: [String: String] = [:]
        for provider in Starter.providers { environment[provider.variable] = "sk-0123456789" }
        let starter = Starter(environment: environment)
        let site = try SiteFile.decode(starter.text, environment: environment)
        #expect(site.suppliers.map(\.name) == Starter.providers.map(\.name))
        #expect(site.models.first?.supplies.count == Starter.providers.count)
        #expect(!starter.text.contains("sk-0123456789"))
    }

    @Test(arguments: Starter.providers)
    func `is valid for each supplier alone`(provider: Starter.Provider) throws {
        let environment = [provider.variable: "sk-0123456789"]
        let text = Starter(environment: environment).text
        let site = try SiteFile.decode(text, environment: environment)
        #expect(site.suppliers.map(\.name) == [provider.name])
        #expect(site.notices.isEmpty)
    }

    @Test func `leaves out a variable that can be no key`() {
        #expect(Starter(environment: ["OPENAI_API_KEY": "two words\n"]).found.isEmpty)
    }
}

@Suite struct `Near names` {
    @Test(arguments: [
        ("gpt-oss-12b", ["gpt-oss-120b"]), ("GPT-OSS-120B", ["gpt-oss-120b"]),
        ("gpt-oss", ["gpt-oss-120b"]), ("smollm", ["smollm2"]), ("claude", []), ("", []),
        ("lllama", ["llama"]), ("llaam", ["llama"]),
    ])
    func `are those that few edits lead to, or that contain the other`(
        written: String,
        near: [String]
    ) {
        #expect(nearNames(to: written, among: ["gpt-oss-120b", "smollm2", "llama"]) == near)
    }

    @Test func `come nearest first and are few`() {
        #expect(
            nearNames(to: "model-1", among: ["model-22", "model-1x", "model-11", "model-111"])
                == ["model-11", "model-1x", "model-111"]
        )
    }
}
