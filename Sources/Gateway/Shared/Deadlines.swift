import Bus
import NIOCore

/// When each client connection of a loop wants to be woken.
///
/// A plain table: setting a time is one store, which a stream does for every chunk. One scheduled
/// task looks at all of them when the earliest known time has come; a thousand entries are a
/// microsecond, and times that moved on cost nothing (docs/DESIGN.md, "Why no timer per request?").
struct Deadlines {
    private var times: [Instant] = []
    private var owners: [ClientConnection?] = []
    private var free: [Int] = []
    /// When the next look is scheduled; ``Instant/never`` when none is.
    private(set) var nextLook = Instant.never

    /// Takes a slot for a connection.
    mutating func add(_ owner: ClientConnection) -> Int {
        if let slot = free.popLast() {
            owners[slot] = owner
            times[slot] = .never
            return slot
        }
        owners.append(owner)
        times.append(.never)
        return owners.count - 1
    }

    mutating func remove(_ slot: Int) {
        owners[slot] = nil
        times[slot] = .never
        free.append(slot)
    }

    /// Sets the time of a slot.
    ///
    /// - Returns: Whether a look has to be scheduled at ``nextLook``.
    @inline(__always)
    mutating func set(_ slot: Int, _ time: Instant) -> Bool {
        times[slot] = time
        guard time < nextLook else { return false }
        nextLook = time
        return true
    }

    /// The slots whose time has come.
    ///
    /// Their times are forgotten, ``nextLook`` is set anew.
    mutating func due(at now: Instant) -> [ClientConnection] {
        var due: [ClientConnection] = []
        var earliest = Instant.never
        for slot in times.indices {
            let time = times[slot]
            if time <= now {
                times[slot] = .never
                if let owner = owners[slot] { due.append(owner) }
            } else if time < earliest {
                earliest = time
            }
        }
        nextLook = earliest
        return due
    }
}
