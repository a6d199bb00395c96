/// What turns the wheels of an electric vehicle: one machine, or one on each axle.
package struct Drive: Sendable, Hashable {
    package var rear: Machine
    package var front: Machine?
    /// Whether the front machine stands still while the rear one can do it with less loss.
    package var disconnectsFront: Bool
    package var regeneration: Regeneration

    /// How much of the braking the machines do.
    package struct Regeneration: Sendable, Hashable {
        /// Of the force; the rest is on axles and in moments that friction brakes take.
        package var share: Double
        /// In N at the wheels.
        package var force: Double
        /// In W at the wheels.
        package var power: Double
        /// In m/s: no regeneration below the first, all above the second.
        package var blend: ClosedRange<Double>

        package init(
            share: Double,
            force: Double = .infinity,
            power: Double = .infinity,
            blend: ClosedRange<Double> = 0...0
        ) {
            self.share = share
            self.force = force
            self.power = power
            self.blend = blend
        }
    }

    package init(
        rear: Machine,
        front: Machine? = nil,
        disconnectsFront: Bool = false,
        regeneration: Regeneration
    ) {
        self.rear = rear
        self.front = front
        self.disconnectsFront = disconnectsFront
        self.regeneration = regeneration
    }

    /// The same drive with so many times the losses of its machines.
    package func losing(_ factor: Double) -> Drive {
        var drive = self
        drive.rear = rear.losing(factor)
        drive.front = front?.losing(factor)
        return drive
    }

    package func line(wheelRadius: Double) -> DriveLine {
        DriveLine(self, wheelRadius: wheelRadius)
    }
}
