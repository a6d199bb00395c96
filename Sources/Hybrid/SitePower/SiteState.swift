/// The state of a site between two blocks, and what a block does to it.
///
/// Whatever a control asks for, the units, the store, the grid and the tank stay within what they can
/// do, and the store helps before anything stays unserved.
package struct SiteState: Sendable, Hashable {
    /// In the store, in J.
    package var stored: Double
    /// Units that run.
    package var units: Int
    /// Blocks for which none of them may stop: after a start the fleet stays as large as it is for
    /// the minimum time that a unit stays on.
    package var locked: Int
    /// Fuel on site, in J.
    package var fuel: Double
    /// Without grid so far, in s.
    package var outage = 0.0

    package init(stored: Double, units: Int = 0, locked: Int = 0, fuel: Double) {
        self.stored = stored
        self.units = units
        self.locked = locked
        self.fuel = fuel
    }

    /// What a control wants of a block.
    package struct Order: Sendable, Hashable {
        package var units: Int
        /// Of the store towards the load, in W.
        package var store: Double

        package init(units: Int, store: Double) {
            self.units = units
            self.store = store
        }
    }

    /// One stretch with the same units; power in W.
    private struct Stretch {
        var split = SitePlant.Split()
        var store = 0.0
        var drain = 0.0
        var fuel = 0.0
        var cost = 0.0
    }

    /// Lives through a block of so many s and says what happened.
    ///
    /// Units that are called give nothing before they are ready, the others and the store bridge it.
    @inline(__always)
    package mutating func step(
        _ block: SiteBlock,
        _ order: Order,
        _ plant: SitePlant,
        _ step: Double
    ) -> SiteStep {
        let fleet = plant.fleet
        if !block.isOut {
            fuel = fleet.tank
            outage = 0
        }
        var order = order
        order.units = min(max(order.units, locked > 0 ? units : 0), fleet.count)
        if fuel < .infinity, block.isOut { limitByFuel(&order, block, plant, step) }
        let starts = max(0, order.units - units)
        let ready = starts > 0 ? min(fleet.readyTime, step) : 0
        var record = SiteStep(block: block, stored: stored, units: order.units, starts: starts)
        if ready > 0 {
            let bridge = stretch(block, units, order.store, plant, ready)
            enter(bridge, units, ready, of: step, &record)
        }
        if step > ready {
            let rest = stretch(block, order.units, order.store, plant, step - ready)
            enter(rest, order.units, step - ready, of: step, &record)
        }
        if starts > 0 {
            record.fuel += Double(starts) * fleet.unit.start
            record.cost += Double(starts) * fleet.costOfStart
            fuel -= Double(starts) * fleet.unit.start
            locked = max(0, Int((fleet.unit.minimumOnTime / step).rounded(.up)) - 1)
        } else {
            locked = max(0, locked - 1)
        }
        units = order.units
        record.storedAfter = stored
        if block.isOut { refuel(fleet, step) }
        return record
    }

    /// What is delivered in a block is there at its end.
    private mutating func refuel(_ fleet: GeneratorFleet, _ step: Double) {
        let before = outage
        outage += step
        fuel = min(fleet.tank, fuel + fleet.delivery.energy(from: before, to: outage))
    }

    /// As many of the units as the fuel on site lasts for; near its end none of it is stored.
    private func limitByFuel(
        _ order: inout Order,
        _ block: SiteBlock,
        _ plant: SitePlant,
        _ step: Double
    ) {
        let unit = plant.fleet.unit
        let all = plant.fleet.fuel(Double(order.units) * unit.maximum, order.units)
        guard fuel < 2 * (all * step + Double(order.units) * unit.start) else { return }
        order.store = max(order.store, 0)
        while order.units > 0 {
            let least = Double(order.units) * unit.minimum
            let most = Double(order.units) * unit.maximum
            let power = max(min(block.mean, most), least)
            let swing = unit.curvature * block.variance / Double(order.units)
            let starts = Double(max(0, order.units - units)) * unit.start
            if (plant.fleet.fuel(power, order.units) + swing) * step + starts <= fuel { return }
            order.units -= 1
        }
    }

    private func stretch(
        _ block: SiteBlock,
        _ units: Int,
        _ wanted: Double,
        _ plant: SitePlant,
        _ duration: Double
    ) -> Stretch {
        let store = plant.store
        var result = Stretch()
        let most = store.mostOut(holding: stored, for: duration)
        let least = -store.mostIn(holding: stored, for: duration)
        var power = min(max(wanted, least), most)
        // Nothing stays unserved, and nothing is bought to be stored that the site lacks itself.
        let lack = block.mean - block.limit - Double(units) * plant.fleet.unit.maximum
        power = max(power, min(max(lack, least), most))
        // What cannot be used is stored before it is thrown away.
        let glut = block.mean - Double(units) * plant.fleet.unit.minimum
        power = min(power, max(glut, least))
        result.split = plant.split(block.mean - power, units, block)
        result.store = power
        let isFollowing = result.split.follower == .store && store.capacity > 0
        let drain = store.drain(power, variance: isFollowing ? block.variance : 0)
        result.drain = min(drain, max(0, stored) / duration)
        result.fuel = plant.fleet.fuel(result.split.generators, units)
        if result.split.follower == .generators {
            result.fuel += plant.fleet.unit.curvature * block.variance / Double(units)
        }
        result.cost = plant.cost(result.split, units, block)
        return result
    }

    @inline(__always)
    private mutating func enter(
        _ stretch: Stretch,
        _ units: Int,
        _ duration: Double,
        of step: Double,
        _ record: inout SiteStep
    ) {
        let share = duration / step
        stored -= stretch.drain * duration
        fuel -= stretch.fuel * duration
        record.grid += share * stretch.split.grid
        record.generators += share * stretch.split.generators
        record.unserved += share * stretch.split.unserved
        record.spilled += share * stretch.split.spilled
        record.store += share * stretch.store
        record.fuel += stretch.fuel * duration
        record.cost += stretch.cost * duration
        record.unitTime += duration * Double(units)
        if stretch.split.unserved > 1e-6 * max(record.block.load, 1) {
            record.unservedTime += duration
            record.worstUnserved = max(record.worstUnserved, stretch.split.unserved)
        }
    }
}
