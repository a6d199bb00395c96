import Bus
import Testing

@testable import Simulation

@Suite struct EventQueueTests {
    @Test(arguments: 0..<50)
    func `events come in the order of time, and of their making`(seed: Int) {
        var generator = SplitMix64(seed)
        var queue = EventQueue()
        var waiting: [(at: Int64, target: Int)] = []
        var made = 0
        var last: (at: Int64, target: Int) = (.min, -1)
        for _ in 0..<2_000 {
            if Bool.random(using: &generator) || waiting.isEmpty {
                // Never before what has happened.
                let at = max(last.at, 0) + Int64.random(in: 0...20, using: &generator)
                queue.push(Event(.call, at: at, target: made, generation: 0))
                waiting.append((at, made))
                made += 1
            } else {
                let first = waiting.enumerated().min {
                    ($0.1.at, $0.1.target) < ($1.1.at, $1.1.target)
                }
                #expect(queue.next == first?.element.at)
                let event = queue.pop()
                #expect(event?.at == first?.element.at)
                #expect(event.map { Int($0.target) } == first?.element.target)
                if let first {
                    last = first.element
                    waiting.remove(at: first.offset)
                }
            }
            #expect(queue.count == waiting.count)
        }
        while queue.pop() != nil { waiting.removeLast() }
        #expect(waiting.isEmpty)
    }

    @Test func `an event knows what it is for`() {
        let event = Event(.timer, at: 5, target: 77, generation: 1 << 30 | 9)
        #expect(event.kind == .timer)
        #expect(event.target == 77)
        #expect(event.isFor(1 << 30 | 9))
        #expect(!event.isFor(8))
        #expect(Event(.disconnect, at: 0, target: 0, generation: .max).kind == .disconnect)
    }

    @Test func `an event takes 24 bytes`() {
        #expect(MemoryLayout<Event>.stride == 24)
    }
}
