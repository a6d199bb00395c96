import Foundation

/// Where the library of HiGHS may be.
enum SolverLibrary {
    /// The paths to try, in their order: `$HIGHS_LIBRARY`, the checkout's `.venv`, the system.
    ///
    /// The checkout is looked for from the working directory and from the program upwards.
    static var candidates: [String] {
        let environment = ProcessInfo.processInfo.environment
        // Who names a library wants that one, or to hear that it does not open.
        if let named = environment["HIGHS_LIBRARY"], !named.isEmpty { return [named] }
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "busbar")
            .resolvingSymlinksInPath().deletingLastPathComponent()
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        let installed = (above(here) + above(program)).flatMap(installed(below:))
        var seen: Set<String> = []
        return installed.filter { seen.insert($0).inserted } + ["libhighs.so.1", "libhighs.so"]
    }

    /// A folder and those that it lies in, up to five in all.
    private static func above(_ folder: URL) -> [URL] {
        var folders = [folder]
        while folders.count < 5, let last = folders.last, last.path != "/" {
            folders.append(last.deletingLastPathComponent())
        }
        return folders
    }

    /// What PyPI packages highspy and highsbox have put into a checkout's environment.
    private static func installed(below folder: URL) -> [String] {
        let libraries = folder.appendingPathComponent(".venv/lib")
        let versions = names(in: libraries).filter { $0.hasPrefix("python") }
        return versions.flatMap { version -> [String] in
            let packages = libraries.appendingPathComponent("\(version)/site-packages")
            return ["highspy", "highspy.libs", "highsbox/highs_dist/lib"].flatMap { package in
                let folder = packages.appendingPathComponent(package)
                return names(in: folder).filter { $0.hasPrefix("libhighs.so") }
                    .map { folder.appendingPathComponent($0).path }
            }
        }
    }

    /// The names in a folder, sorted; none when there is no such folder.
    private static func names(in folder: URL) -> [String] {
        // A folder that is not there is the usual case, not a failure.
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}
