import Inference

/// Runs the same requests under several ways of choosing, one after the other.
package struct Comparison: Sendable {
    private let setup: Setup
    private let extent: Extent
    private let variants: [Variant]
    private var place = 0
    private var simulator: Simulator?
    package private(set) var report: Report
    /// The first broken promise, and the way of choosing under which it was broken.
    package private(set) var broken: (variant: Variant, violation: Violation)?

    /// `variants`: At least one.
    package init(_ setup: Setup, _ extent: Extent, _ variants: [Variant]) {
        precondition(!variants.isEmpty)
        self.setup = setup
        self.extent = extent
        self.variants = variants
        report = Report(extent)
    }

    /// The setup with one of the ways of choosing.
    package func setup(for variant: Variant) -> Setup {
        var own = setup
        own.policy = variant.applied(to: setup.policy)
        return own
    }

    /// How much of all is done, 0…1.
    package var progress: Double {
        let each = Double(max(1, extent.count))
        let done = Double(simulator?.tally.requests ?? 0) / each
        return min(1, (Double(place) + done) / Double(variants.count))
    }

    /// Goes on for so many requests.
    ///
    /// - Returns: Whether there is more to come.
    package mutating func advance(requests: Int) -> Bool {
        guard place < variants.count, broken == nil else { return false }
        let variant = variants[place]
        if simulator == nil { simulator = Simulator(setup(for: variant), extent) }
        if simulator?.advance(requests: requests) == true { return true }
        guard let done = simulator else { return false }
        if let violation = done.violation {
            broken = (variant, violation)
            return false
        }
        report.columns.append(
            Report.Column(
                name: variant.rawValue,
                tally: done.tally,
                supplies: done.registeredSupplies
            )
        )
        simulator = nil
        place += 1
        return place < variants.count
    }
}
