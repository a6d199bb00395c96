package import Bus

/// One request that is under way at one supply.
package struct Attempt: Sendable, Hashable {
    /// The supply's place in the route.
    package let place: Int
    /// 1 for the first of its request.
    package let number: Int
    /// It is the breaker's probe.
    package let isProbe: Bool
    package let sentAt: Instant

    package init(place: Int, number: Int, isProbe: Bool, sentAt: Instant) {
        self.place = place
        self.number = number
        self.isProbe = isProbe
        self.sentAt = sentAt
    }
}
