import Foundation
import Pages
import Planning

/// The plan that was made last from a scenario: what the next one begins from and is compared with.
struct LastPlan {
    private let place: URL

    /// Kept in `$XDG_CACHE_HOME/busbar/plans`, by the place of the scenario file.
    init(of scenario: String) {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let cache =
            home.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        let path = URL(fileURLWithPath: scenario).standardizedFileURL.resolvingSymlinksInPath().path
        // FNV-1a: the same name for the same path in every run.
        let hash = path.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        place = cache.appendingPathComponent("busbar/plans/\(String(hash, radix: 16)).json")
    }

    /// The document of a file.
    init(file: String) { place = URL(fileURLWithPath: file) }

    /// nil when there is none that can be read: the first plan, or one of another version.
    func load() -> PlanDocument? {
        guard let bytes = FileManager.default.contents(atPath: place.path) else { return nil }
        // A document of another version is no document to compare with, and no reason to fail.
        return try? JSONDecoder().decode(PlanDocument.self, from: bytes)
    }

    /// Keeps a plan; one that cannot be kept is only missed by the next comparison.
    func save(_ document: PlanDocument) {
        let folder = place.deletingLastPathComponent()
        // A cache that cannot be written must not make a plan fail.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? JSONEncoder().encode(document).write(to: place, options: .atomic)
    }
}

extension PortfolioChoice {
    /// What a plan of before decided, as far as a document tells; the next search begins there.
    init(_ document: PlanDocument) {
        self.init()
        for contract in document.contracts {
            sizes[contract.name] = contract.quantity.value ?? 0
        }
        for build in document.builds { orders[build.name] = build.blocks }
    }
}
