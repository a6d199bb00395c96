/// Whether a journey was driven as the road asks for: one definition for sentences, tables and programs.
extension JourneyResult {
    /// In m before the place where a vehicle stays: it crawls there on what is left.
    private static let lastWay = 5_000.0

    var isArrived: Bool { outcome == .arrived }

    /// Whether it arrives with its reserves, and nowhere stays below the speed of the road by more than
    /// ``Shortfall/tolerance``.
    package var keepsSpeeds: Bool { isArrived && lostStretches.isEmpty }

    /// Where speed was lost for lack of power, but for where it stayed for lack of energy.
    var lostStretches: [SlowStretch] {
        var end = Double.infinity
        if case .unreachable(let gap) = outcome, let place = gap.strandedAt {
            end = place - Self.lastWay
        }
        return slow.filter { $0.to < end }
    }

    /// In s, on those stretches.
    var lostSeconds: Double { lostStretches.reduce(0) { $0 + $1.lost } }
}
