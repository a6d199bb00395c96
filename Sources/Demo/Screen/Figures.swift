/// Numbers and columns as the demo shows them.
enum Figures {
    /// `0.21 s`, `12.4 s`.
    static func seconds(_ duration: Duration) -> String {
        let value = duration / .seconds(1)
        let places = value < 1 ? 100.0 : 10.0
        return "\((value * places).rounded() / places) s"
    }

    /// `1:05`, `12:00`.
    static func clock(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        let tail = seconds % 60
        return "\(seconds / 60):\(tail < 10 ? "0" : "")\(tail)"
    }

    /// `1 attempt`, `2 attempts`.
    static func count(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }

    /// A bar of at most `width` cells for a share of 0…1.
    static func bar(_ share: Double, width: Int) -> String {
        let cells = Int((share * Double(width)).rounded())
        return String(repeating: "█", count: min(max(cells, 0), width))
    }
}

extension String {
    /// Filled with spaces on the right; a longer text is cut.
    func padded(_ width: Int) -> String {
        count >= width ? String(prefix(width)) : self + String(repeating: " ", count: width - count)
    }

    /// Filled with spaces on the left.
    func aligned(_ width: Int) -> String {
        count >= width ? self : String(repeating: " ", count: width - count) + self
    }
}
