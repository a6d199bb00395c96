import Foundation

/// A file of the checkout as text.
struct Source {
    /// From the root of the checkout: `Sources/Bus/Breaker.swift`.
    let path: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The room that a source file is in: `Bus`.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The modules that it imports.
    var imports: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place < words.count - 1,
                words[..<place].allSatisfy({
                    ["package", "public", "private", "@testable"].contains($0)
                })
            else { return nil }
            return String(words[words.count - 1].split(separator: ".")[0])
        }
    }

    /// The lines that are not comments, with their numbers.
    var code: [(number: Int, text: Substring)] {
        lines.enumerated().map { ($0 + 1, $1) }
            .filter { !$0.1.drop(while: { $0 == " " }).hasPrefix("//") }
    }

    /// Functions and initializers with the number of their first line and how many they have.
    ///
    /// Goes by the indentation, which the formatter keeps.
    var functions: [(line: Int, length: Int)] {
        let start = /^( *)((@\w+(\([^)]*\))?|[a-z]+(\(set\))?) )*(func |init[?(<]|subscript|deinit)/
        return lines.indices.compactMap { place in
            guard let match = try? start.firstMatch(in: lines[place]), lines[place].last != "}"
            else {
                return nil
            }
            let indent = String(match.output.1)
            for end in lines.indices[(place + 1)...] {
                let line = lines[end]
                if line == indent + "}" { return (place + 1, end - place + 1) }
                let isOutside = !line.isEmpty && !line.hasPrefix(indent + " ")
                if isOutside, !line.hasPrefix(indent + ")") { return nil }
            }
            return nil
        }
    }

    // MARK: Where they are

    /// The files below the folders of the root, and those of the root itself for an empty name.
    static func all(in folders: [String], ending: [String]? = nil) -> [Source] {
        folders.flatMap { folder in
            let place = folder.isEmpty ? root : root.appending(path: folder)
            return files(below: place, deep: !folder.isEmpty)
        }
        .filter { file in ending.map { $0.contains(file.pathExtension) } ?? true }
        .sorted { $0.path < $1.path }
        .compactMap { file in
            // What is no text is a picture or a program, and has no words to check.
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            return Source(path: String(file.path.dropFirst(root.path.count + 1)), text: text)
        }
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .standardizedFileURL.absoluteURL

    private static func files(below folder: URL, deep: Bool) -> [URL] {
        let options: FileManager.DirectoryEnumerationOptions =
            deep ? [.skipsHiddenFiles] : [.skipsSubdirectoryDescendants]
        let found = FileManager.default.enumerator(
            at: folder,
            includingPropertiesForKeys: [.isRegularFileKey],
            options: options
        )
        return (found?.compactMap { $0 as? URL } ?? []).filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
        }
    }
}
