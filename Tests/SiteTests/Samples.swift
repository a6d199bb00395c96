import Foundation
import Inference
import Site
import Testing

/// The smallest valid file, with room for more.
enum Sample {
    static let environment = ["KEY": "sk-0123456789abcdef", "EMPTY": ""]

    static let suppliers = """
        suppliers:
          north: { url: https://north.example/v1, region: n1, jurisdiction: us }
          south: { url: https://south.example/v1, region: s1, jurisdiction: eu }

        """
    static let models = """
        models:
          small:
            - { supplier: north, model: small-1 }

        """

    static func site(_ extra: String = "") throws -> SiteFile {
        try SiteFile.decode(suppliers + models + extra, environment: environment)
    }

    /// One supplier called `a` with this in its mapping.
    static func supplier(_ inside: String) -> String {
        "suppliers: { a: { \(inside) } }\nmodels: { m: [{ supplier: a, model: x }] }\n"
    }

    /// What is wrong with a text, a line each; empty when nothing is.
    static func mistakes(
        _ text: String,
        environment: [String: String] = environment
    ) -> [String] {
        do {
            _ = try SiteFile.decode(text, name: "b.yaml", environment: environment)
            return []
        } catch {
            return error.lines
        }
    }

    /// What is wrong with the smallest valid file and this at its end, which begins in line 7.
    static func mistakes(beside extra: String) -> [String] {
        mistakes(suppliers + models + extra)
    }

    /// The folder of the package.
    static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    static func example() throws -> String {
        try String(
            contentsOf: root.appendingPathComponent("Examples/busbar.yaml"),
            encoding: .utf8
        )
    }

    static let exampleEnvironment = [
        "ORACLE_KEY": "ok-oracle-0123456789", "AZURE_KEY": "ok-azure-0123456789",
        "GOOGLE_KEY": "ok-google-0123456789", "SEARCH_KEY": "ok-search-0123456789",
    ]
}
