/// A step of a cycle as the loops use it: all that does not depend on the vehicle.
///
/// The speed changes linearly from start to end, and the means are exact for that.
package struct Moments: Sendable, Hashable {
    /// In s.
    package let duration: Double
    /// In m/s.
    package let start: Double
    /// In m/s.
    package let end: Double
    /// Mean of v.
    package let speed: Double
    /// One over the mean of v, and zero at rest.
    package let pace: Double
    /// Mean of v².
    package let square: Double
    /// Mean of v³.
    package let cube: Double
    /// (end² - start²) / 2 per second: times the mass it is the power of acceleration.
    package let kinetic: Double
    /// Meters climbed a second: the mean of v times the sine of the grade.
    package let rise: Double
    /// Sine of the grade.
    package let sine: Double

    @inline(__always)
    package init(from start: Double, to end: Double, duration: Double, sine: Double) {
        self.duration = duration
        self.start = start
        self.end = end
        speed = 0.5 * (start + end)
        pace = speed > 0 ? 1 / speed : 0
        square = (start * start + start * end + end * end) / 3
        cube = speed * (start * start + end * end) / 2
        kinetic = speed * (end - start) / duration
        rise = speed * sine
        self.sine = sine
    }

    /// A vehicle that comes to rest at once: brakes take what it had.
    init(stoppingFrom start: Double, duration: Double, sine: Double) {
        self.duration = duration
        self.start = start
        end = 0
        speed = 0
        pace = 0
        square = 0
        cube = 0
        kinetic = -start * start / (2 * duration)
        rise = 0
        self.sine = sine
    }
}
