/// What is still to be paid from each state on, block by block from the end.
struct SiteBackward: Sendable {
    let run: SiteRun
    let grid: SiteGrid
    private let end: SiteEndValue
    private let ready: Double
    /// Blocks in which no unit needs to run: the grid has it all and is cheaper.
    private let isCalm: [Bool]

    /// What the store may do in a block, with what that costs in USD/s and drains in W.
    private struct Choice {
        var power: Double
        var cost: Double
        var drain: Double
    }

    init(_ run: SiteRun, end: SiteEndValue, levels: Int) {
        self.run = run
        self.end = end
        let step = run.series.step
        grid = SiteGrid(run.plant, step: step, levels: levels)
        ready = min(run.plant.fleet.readyTime, step)
        isCalm = Self.calm(run, locks: grid.locks)
    }

    /// Before an outage units may start, and after it they may have to stay.
    private static func calm(_ run: SiteRun, locks: Int) -> [Bool] {
        let blocks = run.series.blocks
        let plant = run.plant
        let busy = blocks.map { block in
            block.mean > block.limit || plant.fleet.bestCost < block.price
        }
        return blocks.indices.map { index in
            let near = max(0, index - locks)...min(blocks.count - 1, index + 1)
            return !busy[near].contains(true)
        }
    }

    /// Transitions that are looked at, about.
    var work: Double {
        let busy = Double(isCalm.lazy.filter { !$0 }.count)
        let each = Double(grid.levels) * Double(Self.mostChoices)
        let states = Double((grid.count + 1) * (grid.locks + 1))
        return 2 * each * (busy * states + Double(isCalm.count))
    }

    private static let mostChoices = 13

    /// After the last block: less what the store holds is worth.
    var last: [Double] {
        var layer = [Double](repeating: 0, count: grid.size)
        for units in 0...grid.count {
            for lock in 0..<grid.locks {
                for level in 0..<grid.levels {
                    layer[grid.place(units, lock) + level] = -end.price * grid.energy(level)
                }
            }
        }
        return layer
    }

    /// What the store may do beside so many units: its ends, parts of them, and what leaves grid or
    /// units at one of their limits.
    private func choices(_ block: SiteBlock, _ units: Int) -> [Choice] {
        let plant = run.plant
        let store = plant.store
        let low = Double(units) * plant.fleet.unit.minimum
        let high = Double(units) * plant.fleet.unit.maximum
        var powers = [
            0, store.discharge, -store.charge, block.mean - block.limit - high,
            block.mean - block.limit, block.mean - high, block.mean - block.limit - low,
        ]
        guard store.capacity > 0 else { return [choice(0, block, units)] }
        for part in [0.25, 0.5, 0.75] {
            powers += [part * store.discharge, -part * store.charge]
        }
        // Nothing stays unserved, and nothing is thrown away, that the store can help.
        let most = max(block.mean - low, -store.charge)
        let least = min(max(block.mean - block.limit - high, -store.charge), store.discharge)
        return powers.map { power in
            let within = min(max(power, -store.charge), store.discharge)
            return choice(max(min(within, most), least), block, units)
        }
    }

    private func choice(_ power: Double, _ block: SiteBlock, _ units: Int) -> Choice {
        let split = run.plant.split(block.mean - power, units, block)
        let isFollowing = split.follower == .store && run.plant.store.capacity > 0
        let swing = isFollowing ? block.variance * run.plant.store.swing(power) : 0
        return Choice(
            power: power,
            cost: run.plant.cost(split, units, block),
            drain: run.plant.store.drain(power) + swing
        )
    }

    /// The layer at the start of a block from that at its end.
    func layer(_ index: Int, _ next: [Double]) -> [Double] {
        let block = run.series.blocks[index]
        let most = isCalm[index] ? 0 : grid.count
        let step = run.series.step
        let start = run.plant.fleet.costOfStart
        var layer = [Double](repeating: .infinity, count: grid.size)
        let lists = (0...most).map { choices(block, $0) }
        // From here on with each number of units: those that ran, and those that start.
        var staying: [[Double]] = []
        var starting: [[Double]] = []
        for units in 0...most {
            for lock in 0..<grid.locks {
                staying.append(rest(block, lists[units], units, lock, step, next))
            }
            starting.append(rest(block, lists[units], units, grid.locks - 1, step - ready, next))
        }
        let bridges = (0...most).map { bridge(block, $0) }
        for units in 0...grid.count {
            for lock in 0..<grid.locks {
                let place = grid.place(units, lock)
                let least = lock > 0 ? units : 0
                guard least <= most else { continue }
                let after = max(0, lock - 1)
                for wanted in least...max(least, min(units, most)) where wanted <= units {
                    let list = staying[wanted * grid.locks + (wanted == units ? after : 0)]
                    for level in 0..<grid.levels {
                        layer[place + level] = min(layer[place + level], list[level])
                    }
                }
                guard units < most else { continue }
                for wanted in (units + 1)...most {
                    let cost = Double(wanted - units) * start
                    for level in 0..<grid.levels {
                        let (paid, held) = bridges[units](grid.energy(level))
                        let value = grid.value(starting[wanted], 0, held)
                        layer[place + level] = min(layer[place + level], cost + paid + value)
                    }
                }
            }
        }
        return layer
    }

    /// What a stretch with so many units and all after it costs, by level.
    private func rest(
        _ block: SiteBlock,
        _ choices: [Choice],
        _ units: Int,
        _ lock: Int,
        _ duration: Double,
        _ next: [Double]
    ) -> [Double] {
        let place = grid.place(units, lock)
        guard duration > 0 else { return Array(next[place..<place + grid.levels]) }
        let fleet = run.plant.fleet
        let lack = block.mean - block.limit - Double(units) * fleet.unit.maximum
        // Between all of grid and units and the least of them.
        let room = block.limit + Double(units) * (fleet.unit.maximum - fleet.unit.minimum)
        return (0..<grid.levels).map { level in
            let stored = grid.energy(level)
            var best = Double.infinity
            for choice in choices {
                let cost = choice.cost * duration
                guard cost < best else { continue }
                best = min(best, cost + grid.value(next, place, stored - choice.drain * duration))
            }
            guard grid.levels > 1 else { return best }
            // As much as can be stored, and as much as is of use: what this level has, or room for.
            let out = run.plant.store.mostOut(holding: stored, for: duration)
            let into = -run.plant.store.mostIn(holding: stored, for: duration)
            let least = min(max(lack, into), out)
            let most = min(max(lack + room, into), out)
            for power in [least, most] {
                let choice = choice(power, block, units)
                let held = min(
                    max(0, stored - choice.drain * duration),
                    grid.energy(grid.levels - 1)
                )
                best = min(best, choice.cost * duration + grid.value(next, place, held))
            }
            return best
        }
    }

    /// What it costs until called units are ready, and what is held then, by what is held before.
    private func bridge(_ block: SiteBlock, _ units: Int) -> (Double) -> (Double, Double) {
        let plant = run.plant
        let lack = block.mean - block.limit - Double(units) * plant.fleet.unit.maximum
        let ready = ready
        return { stored in
            guard ready > 0 else { return (0, stored) }
            let most = plant.store.mostOut(holding: stored, for: ready)
            let choice = choice(min(max(lack, 0), most), block, units)
            return (choice.cost * ready, max(0, stored - choice.drain * ready))
        }
    }

    /// Takes the best way through a block, by the very step that any control takes.
    func advance(_ state: inout SiteState, _ index: Int, _ next: [Double]) -> SiteStep {
        let block = run.series.blocks[index]
        let most = isCalm[index] ? state.locked > 0 ? state.units : 0 : grid.count
        let least = state.locked > 0 ? state.units : 0
        var best: (cost: Double, state: SiteState, step: SiteStep)?
        for units in least...max(least, most) {
            for choice in choices(block, units) {
                var trial = state
                let order = SiteState.Order(units: units, store: choice.power)
                let step = trial.step(block, order, run.plant, run.series.step)
                let place = grid.place(trial.units, min(trial.locked, grid.locks - 1))
                let held = min(max(trial.stored, 0), run.plant.store.capacity)
                let cost = step.cost + grid.value(next, place, held)
                if cost < best?.cost ?? .infinity { best = (cost, trial, step) }
            }
        }
        if let best {
            state = best.state
            return best.step
        }
        // No way to the end is known from here: the state that is cheapest now.
        return state.step(
            block,
            SiteState.Order(units: least, store: 0),
            run.plant,
            run.series.step
        )
    }
}
