/// A sentence about vehicles on a journey that follows from its figures.
package struct JourneyFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// For the choice of the vehicle.
        case strength
        /// Against it.
        case weakness
        /// Neither by itself.
        case fact
    }

    /// What it is about.
    package enum Topic: String, Sendable, Hashable {
        case arrival, stops, speed, climb, control, fuel, carbon, cost, years, battery
    }

    package var kind: Kind
    package var topic: Topic
    /// The id of the vehicle that it speaks of first.
    package var vehicle: String
    package var text: String

    package init(_ kind: Kind, _ topic: Topic, _ vehicle: String, _ text: String) {
        self.kind = kind
        self.topic = topic
        self.vehicle = vehicle
        self.text = text
    }
}
