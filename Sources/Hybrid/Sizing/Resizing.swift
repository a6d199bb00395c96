/// A vehicle with another battery and another generator.
package struct Resizing: Sendable, Hashable {
    package let sheet: VehicleSheet
    package let components: ComponentData
    /// What the sheet has now.
    package let present: Design

    private let drive: Drive
    private let battery: Battery
    /// Of the power that is asked for.
    private let generator: Generator

    /// `generator`: the pattern for a vehicle that has none now.
    ///
    /// Nothing for a vehicle whose engine turns the wheels.
    package init?(_ sheet: VehicleSheet, components: ComponentData, generator: Generator) {
        switch sheet.vehicle.powertrain {
        case .electric(let drive, let battery):
            self.drive = drive
            self.battery = battery
            self.generator = generator
            present = Design(battery: battery.wholeEnergy, generator: 0)
        case .series(let drive, let battery, let present):
            self.drive = drive
            self.battery = battery
            self.generator = present
            self.present = Design(
                battery: battery.wholeEnergy,
                generator: present.maximumPower
            )
        case .conventional:
            return nil
        }
        self.sheet = sheet
        self.components = components
    }

    /// The vehicle of a design: with its mass, price, power of charging and carbon.
    ///
    /// What the components weigh more is carried everywhere, so that rolling resistance, climbs and
    /// acceleration take more too; machines and brakes stay as they are. A smaller pack takes
    /// charge more slowly in proportion; a larger one no faster than the plug of the sheet.
    package func sheet(_ design: Design) -> VehicleSheet {
        var sized = sheet
        let mass = components.mass(design) - components.mass(present)
        sized.vehicle.mass += mass
        sized.curbMass += mass
        let factor = design.battery / present.battery
        let pack = battery.scaled(toUsableEnergy: battery.usableEnergy * factor)
        sized.vehicle.powertrain =
            design.hasGenerator
            ? .series(drive, pack, generator.scaled(toPower: design.generator))
            : .electric(drive, pack)
        if let price = sheet.ownership.price {
            sized.ownership.price = price + components.price(design) - components.price(present)
        }
        if let carbon = sheet.ownership.carbon {
            sized.ownership.carbon = carbon + components.carbon(design) - components.carbon(present)
        }
        if let plug = sheet.plug, factor < 1 {
            sized.plug?.fast = plug.fast.mapped { $0 * factor }
        }
        return sized
    }
}

extension Battery {
    /// Stored from empty to full at 20 °C, in J.
    package var wholeEnergy: Double { circuit(at: SI.roomTemperature).energy(at: 1) }
}

extension Generator {
    /// A gasoline engine with a generator of 130 kW, as a pattern: 31.9 % at 40 kW, 32.9 % at best.
    ///
    /// Assumed: fuel = 12 kW + 2.80 P + 1.2e-6 P², between 12 and 100 % of its power, a start 0.12
    /// kWh, 102 l. No map of such an engine is public; in use it agrees with the 28.8 % that the
    /// maker's figures of the one announced pickup imply.
    package static let pattern = Generator(
        power: 15e3...130e3,
        idleFuel: 12e3,
        slope: 2.8,
        curvature: 1.2e-6,
        startFuel: 0.12 * SI.kilowattHour,
        fuel: .gasoline,
        tank: 27 * SI.gallon
    )
}
