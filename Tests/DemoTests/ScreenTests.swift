import Synchronization
import Testing

@testable import Demo

struct ScreenTests {
    @Test(arguments: 1...7)
    func `a text is broken the same way however its pieces are cut`(size: Int) {
        let text = "many  supplies,\none load and a longword at the end"
        var wrap = WordWrap(indent: "  ", width: 12)
        var shown = ""
        var rest = Substring(text)
        while !rest.isEmpty {
            shown += wrap.add(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        shown += wrap.finish()
        #expect(shown == "many\n  supplies,\n  one load\n  and a\n  longword\n  at the end")
    }

    @Test func `a word that is longer than the line stands alone`() {
        var wrap = WordWrap(indent: "", width: 5)
        #expect(wrap.add("a abcdefgh b ") == "a\nabcdefgh\nb")
    }

    @Test func `numbers keep their unit and their columns`() {
        #expect(Figures.seconds(.milliseconds(214)) == "0.21 s")
        #expect(Figures.seconds(.milliseconds(12_449)) == "12.4 s")
        #expect(Figures.clock(.seconds(65)) == "1:05")
        #expect(Figures.count(1, "attempt") == "1 attempt")
        #expect(Figures.count(2, "attempt") == "2 attempts")
        #expect(Figures.bar(0.5, width: 4) == "██")
        #expect("ab".padded(4) + "c".aligned(3) == "ab    c")
    }

    @Test func `without a terminal nothing is redrawn and no escape is written`() {
        let written = Written()
        let terminal = Terminal(isInteractive: false, hasColor: false) { written.add($0) }
        terminal.show(["a table"])
        terminal.line(terminal.styled("a line", .bold, .red))
        #expect(written.text == "a line\n")
    }

    @Test func `on a terminal a line takes the place of what was shown`() {
        let written = Written()
        let terminal = Terminal(isInteractive: true, hasColor: true) { written.add($0) }
        terminal.show(["one", "two"])
        terminal.line("last")
        #expect(written.text.hasSuffix("two\n\u{1B}[?7h\u{1B}[2A\r\u{1B}[Jlast\n"))
    }

    @Test func `the table of the chaos fits into 80 columns`() {
        var score = Score()
        for _ in 0..<99_999 {
            score.ended(
                Answer(
                    source: .init(supplier: "local-a", region: "us-local-1", attempts: 2),
                    ending: .whole
                )
            )
        }
        score.ended(Answer(ending: .refused(String(repeating: "long ", count: 40))))
        let terminal = Terminal(isInteractive: true, hasColor: false) { _ in }
        let board = Board(seed: .max, duration: .seconds(36_000), terminal: terminal)
        let rows = [
            Board.Row(name: "local-a", region: "us-local-1", pid: 4_194_304, phase: .starting)
        ]
        let lines = board.table(score, rows: rows, elapsed: .seconds(35_999))
        #expect(
            (lines + [board.line(score, elapsed: .seconds(35_999))]).filter { $0.count > 80 } == []
        )
    }
}

/// Keeps what a terminal wrote.
private final class Written: Sendable {
    private let all = Mutex("")
    var text: String { all.withLock { $0 } }
    func add(_ piece: String) { all.withLock { $0 += piece } }
}
