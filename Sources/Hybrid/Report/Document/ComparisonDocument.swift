/// Several vehicles on one route: what `busbar drive compare --json` prints.
package struct ComparisonDocument: Sendable, Hashable, Encodable {
    package struct Finding: Sendable, Hashable, Encodable {
        package var kind: String
        package var topic: String
        package var vehicle: String
        package var text: String
    }

    /// In the order in which they were given.
    package var journeys: [JourneyDocument]
    /// The most telling first.
    package var findings: [Finding]

    package init(_ comparison: JourneyComparison) {
        journeys = comparison.entries.map { JourneyDocument($0.journey) }
        findings = comparison.findings.map { one in
            Finding(
                kind: one.kind.rawValue,
                topic: one.topic.rawValue,
                vehicle: one.vehicle,
                text: one.text
            )
        }
    }
}
