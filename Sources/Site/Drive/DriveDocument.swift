import Bus

extension DocumentKind {
    static let vehicle = Self(name: "vehicle file", starter: "docs/drive-files.md shows one")
    static let trailer = Self(name: "trailer file", starter: "docs/drive-files.md shows one")
    static let economy = Self(name: "economy file", starter: "docs/drive-files.md shows one")
    static let route = Self(name: "route file", starter: "docs/drive-files.md shows one")
}

/// Where the text of a drive file comes from: the library by a name, or the disk by a path.
struct DriveDocument {
    /// What mistakes call it.
    let name: String
    /// The name of the thing that it describes: that of the file without its ending.
    let id: String
    let text: String

    /// A path has a slash in it or one of the endings; everything else is a name, in which case,
    /// spaces and hyphens do not count.
    ///
    /// `what`: Of which kind, in words: `vehicle`. `also`: Other names of an entry.
    static func find(
        _ nameOrPath: String,
        what: String,
        endings: [String],
        in library: [DriveLibrary.Entry],
        also: (DriveLibrary.Entry) -> [String] = { _ in [] }
    ) throws(SiteMistakes) -> DriveDocument {
        let lowered = nameOrPath.lowercased()
        let isPath = nameOrPath.contains("/") || endings.contains { lowered.hasSuffix($0) }
        guard !isPath else {
            let text = try TextFile.read(
                nameOrPath,
                orElse: "or name one of the library: \(library.map(\.name).joined(separator: ", "))"
            )
            return Self(name: nameOrPath, id: stem(nameOrPath), text: text)
        }
        if let entry = DriveLibrary.entry(nameOrPath, in: library, also: also) {
            return Self(name: entry.name, id: entry.name, text: entry.text)
        }
        let names = library.map(\.name)
        let near =
            nearNames(to: nameOrPath, among: names, most: 1).first
            ?? nearNames(to: nameOrPath, among: library.flatMap(also), most: 1).first
        let hint = near.map { "did you mean \($0)? " } ?? ""
        let message =
            "no \(what) is called \(quoted(nameOrPath)); \(hint)there are "
            + "\(names.joined(separator: ", ")), or a path that ends in \(endings[0])"
        throw SiteMistakes(
            file: nameOrPath,
            mistakes: [.init(path: "", line: nil, message: message)]
        )
    }

    /// No track or table is larger: a million points of 60 bytes each.
    private static let mostMebibytes = 64

    /// `kind`: what it is read as, in a word: `cycle`.
    static func checkSize(
        of text: String,
        name: String,
        as kind: String
    ) throws(SiteMistakes) {
        guard text.utf8.count > mostMebibytes << 20 else { return }
        let message = "larger than \(mostMebibytes) MiB; is it a \(kind)?"
        throw SiteMistakes(file: name, mistakes: [.init(path: "", line: nil, message: message)])
    }

    /// `f-150` of `trucks/f-150.yaml`.
    static func stem(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
        return String(last[..<dot])
    }

    static func isTable(_ name: String) -> Bool { name.lowercased().hasSuffix(".csv") }
    static func isTrack(_ name: String) -> Bool { name.lowercased().hasSuffix(".gpx") }
}

extension SiteReader {
    /// Takes on what is wrong with a file that a field names.
    ///
    /// `place`: what the field calls it; nil for one of the library, whose lines nobody looks up.
    mutating func adopt(_ inner: SiteMistakes, at field: Field, place: String?) {
        for mistake in inner.mistakes {
            let line = mistake.line.map { ":\($0)" } ?? ""
            let inside = mistake.path.isEmpty ? "" : "\(mistake.path): "
            let prefix = place.map { "\($0)\(line): \(inside)" } ?? ""
            reject(field, "\(prefix)\(mistake.message)")
        }
    }
}
