/// Something that will happen: 24 bytes, kept by value.
struct Event: Sendable, Hashable {
    enum Kind: UInt32, Sendable {
        /// A supplier's side of an attempt has something to say.
        case call
        /// The deadline of a request's relay has come.
        case timer
        /// A client goes away.
        case disconnect
        /// The clock jumps.
        case step
    }

    /// Nanoseconds from the beginning of the run.
    let at: Int64
    /// Events of the same instant happen in the order in which they were made.
    fileprivate(set) var order: UInt64 = 0
    /// The place of what it is about.
    let target: UInt32
    /// The kind in two bits; above them how often the place had been given out, so that an event
    /// for something that is over is told from one for its successor.
    private let mark: UInt32

    init(_ kind: Kind, at: Int64, target: Int, generation: UInt32) {
        self.at = at
        self.target = UInt32(truncatingIfNeeded: target)
        mark = generation << 2 | kind.rawValue
    }

    var kind: Kind {
        switch mark & 3 {
        case 0: .call
        case 1: .timer
        case 2: .disconnect
        default: .step
        }
    }

    /// Whether it was made for this generation of its place.
    func isFor(_ generation: UInt32) -> Bool { mark >> 2 == generation & 0x3FFF_FFFF }

    @inline(__always)
    fileprivate static func precedes(_ first: Event, _ second: Event) -> Bool {
        first.at < second.at || (first.at == second.at && first.order < second.order)
    }
}

/// All that will happen, the earliest first.
///
/// A heap with four children a node: half as deep as one with two, and the children share a cache
/// line. It allocates only when it grows past its largest size so far.
struct EventQueue: Sendable {
    private var heap: [Event] = []
    private var made: UInt64 = 0

    init() { heap.reserveCapacity(1_024) }

    var isEmpty: Bool { heap.isEmpty }
    var count: Int { heap.count }

    /// When the next event happens; the end of time when there is none.
    @inline(__always)
    var next: Int64 { heap.isEmpty ? .max : heap[0].at }

    mutating func push(_ event: Event) {
        var event = event
        event.order = made
        made += 1
        heap.append(event)
        // Every place below is a node's or its parent's, so within the heap.
        unsafe heap.withUnsafeMutableBufferPointer { heap in
            var hole = heap.count - 1
            while hole > 0 {
                let parent = (hole - 1) / 4
                guard unsafe Event.precedes(event, heap[parent]) else { break }
                unsafe heap[hole] = heap[parent]
                hole = parent
            }
            unsafe heap[hole] = event
        }
    }

    mutating func pop() -> Event? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        unsafe heap.withUnsafeMutableBufferPointer { heap in
            let count = heap.count
            var hole = 0
            while true {
                let child = 4 * hole + 1
                guard child < count else { break }
                var least = child
                var other = child + 1
                let end = min(child + 4, count)
                while other < end {
                    if unsafe Event.precedes(heap[other], heap[least]) { least = other }
                    other += 1
                }
                guard unsafe Event.precedes(heap[least], last) else { break }
                unsafe heap[hole] = heap[least]
                hole = least
            }
            unsafe heap[hole] = last
        }
        return first
    }
}
