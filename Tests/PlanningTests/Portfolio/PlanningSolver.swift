import Foundation
import Optimization

/// HiGHS as `make setup` installs it.
enum PlanningSolver {
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Fails with the library's own sentence when it is missing.
    static func highs() throws -> HiGHSSolver {
        let folder = checkout.appending(path: ".venv/lib")
        let pythons = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let paths = pythons.sorted().map {
            folder.appending(path: "\($0)/site-packages/highspy/libhighs.so.1").path
        }
        return HiGHSSolver(library: try HiGHSLibrary(paths: paths))
    }
}
