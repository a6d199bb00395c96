import Foundation

/// A file of text that a person has written.
enum TextFile {
    /// Reads it whole; throws that it is not there, cannot be read, or is no text.
    ///
    /// `hint`: What to do when there is none.
    static func read(_ path: String, orElse hint: String) throws(SiteMistakes) -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw mistake(
                path,
                FileManager.default.fileExists(atPath: path)
                    ? "cannot be read; is it a file, and may this user read it?"
                    : "does not exist; \(hint)"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw mistake(path, "is not UTF-8 text")
        }
        return text
    }

    private static func mistake(_ path: String, _ message: String) -> SiteMistakes {
        SiteMistakes(file: path, mistakes: [.init(path: "", line: nil, message: message)])
    }
}
