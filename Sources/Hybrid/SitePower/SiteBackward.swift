/// What is still to be paid from each state on, block by block from the end.
struct SiteBackward: Sendable {
    /// What it plans with: no more is drawn than the caps that are tried.
    let run: SiteRun
    /// What the grid gives, where a plan cannot keep to its caps.
    private let open: SiteSeries
    let grid: SiteGrid
    private let end: SiteEndValue
    private let ready: Double
    /// See ``SiteRun/calm``.
    private let isCalm: [Bool]
    private let tank: TankWorth
    /// The plant in an outage that the tank does not last for, with the fuel at what it is worth.
    private let scarce: SitePlant

    /// What the store may do in a block, with what that costs in USD/s and drains in W.
    private struct Choice {
        var power: Double
        var cost: Double
        var drain: Double
    }

    /// `capped`: the series of the run, with the most that is to be drawn.
    ///
    /// `tank`: what the fuel on site is worth beyond its price.
    init(
        _ run: SiteRun,
        capped: SiteSeries? = nil,
        end: SiteEndValue,
        tank: TankWorth = .none,
        levels: Int
    ) {
        self.run = capped.map { SiteRun(run.plant, $0) } ?? run
        open = run.series
        self.end = end
        self.tank = tank
        scarce = tank.scarce(run.plant)
        let step = run.series.step
        grid = SiteGrid(run.plant, step: step, levels: levels)
        ready = min(run.plant.fleet.readyTime, step)
        // A cap is no reason for a unit that may not run beside the grid.
        isCalm = (run.plant.fleet.runsBesideGrid ? self.run : run).calm
    }

    /// Transitions that are looked at, about.
    var work: Double {
        let busy = Double(isCalm.lazy.filter { !$0 }.count)
        let each = Double(grid.levels) * Double(Self.mostChoices)
        let states = Double((grid.count + 1) * (grid.locks + 1))
        // Each layer twice, and where it is calm one state of it.
        return 2 * each * (busy * states + Double(isCalm.count))
    }

    private static let mostChoices = 21

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
    private func choices(_ block: SiteBlock, _ units: Int, _ plant: SitePlant) -> [Choice] {
        let store = plant.store
        let low = Double(units) * plant.fleet.unit.minimum
        let high = Double(units) * plant.fleet.unit.maximum
        var powers = [
            0, store.discharge, -store.charge, block.mean - block.limit - high,
            block.mean - block.limit, block.mean - high, block.mean - block.limit - low,
        ]
        guard store.capacity > 0 else { return [choice(0, block, units, plant)] }
        for part in [0.03, 0.06, 0.12, 0.25, 0.37, 0.5, 0.75] {
            powers += [part * store.discharge, -part * store.charge]
        }
        // Nothing stays unserved, and nothing is thrown away, that the store can help.
        let most = max(block.mean - low, -store.charge)
        let least = min(max(block.mean - block.limit - high, -store.charge), store.discharge)
        return powers.map { power in
            let within = min(max(power, -store.charge), store.discharge)
            return choice(max(min(within, most), least), block, units, plant)
        }
    }

    private func choice(
        _ power: Double,
        _ block: SiteBlock,
        _ units: Int,
        _ plant: SitePlant
    ) -> Choice {
        let split = plant.split(block.mean - power, units, block)
        let isFollowing = split.follower == .store && plant.store.capacity > 0
        return Choice(
            power: power,
            cost: plant.cost(split, units, block),
            drain: plant.store.drain(power, variance: isFollowing ? block.variance : 0)
        )
    }

    /// The layer at the start of a block from that at its end.
    func layer(_ index: Int, _ next: [Double]) -> [Double] {
        guard !isCalm[index] else { return calmLayer(index, next) }
        let block = run.series.blocks[index]
        let plant = plant(index)
        let most = grid.count
        let step = run.series.step
        var layer = [Double](repeating: .infinity, count: grid.size)
        // From here on with each number of units: those that ran, and those that start.
        var staying: [Double] = []
        var starting: [Double] = []
        for units in 0...most {
            let list = choices(block, units, plant)
            let whole = moves(block, list, units, step, plant)
            for lock in 0..<grid.locks {
                staying += rest(whole, next, grid.place(units, lock))
            }
            let part = step > ready ? moves(block, list, units, step - ready, plant) : nil
            starting += rest(part, next, grid.place(units, grid.locks - 1))
        }
        for units in 0...grid.count {
            for lock in 0..<grid.locks {
                let place = grid.place(units, lock)
                for wanted in (lock > 0 ? units : 0)...units {
                    let after = wanted == units ? max(0, lock - 1) : 0
                    lower(&layer, place, by: staying, grid.place(wanted, after))
                }
                if units < most { start(&layer, place, units, block, plant, starting) }
            }
        }
        return layer
    }

    private func plant(_ index: Int) -> SitePlant { tank.isScarce(index) ? scarce : run.plant }

    /// Whatever ran stops, and no unit has to stay.
    private func calmLayer(_ index: Int, _ next: [Double]) -> [Double] {
        let block = run.series.blocks[index]
        let list = choices(block, 0, run.plant)
        let moves = moves(block, list, 0, run.series.step, run.plant)
        let rest = rest(moves, next, grid.place(0, 0))
        var layer = [Double](repeating: .infinity, count: grid.size)
        let isFirst = index == 0 || !isCalm[index - 1]
        for units in 0...(isFirst ? grid.count : 0) {
            let place = grid.place(units, 0)
            for level in 0..<grid.levels { layer[place + level] = rest[level] }
        }
        return layer
    }

    @inline(__always)
    private func lower(_ layer: inout [Double], _ place: Int, by list: [Double], _ other: Int) {
        for level in 0..<grid.levels {
            layer[place + level] = min(layer[place + level], list[other + level])
        }
    }

    /// More units than run, which the others and the store bridge.
    private func start(
        _ layer: inout [Double],
        _ place: Int,
        _ units: Int,
        _ block: SiteBlock,
        _ plant: SitePlant,
        _ starting: [Double]
    ) {
        let price = plant.fleet.costOfStart
        for level in 0..<grid.levels {
            let (paid, held) = bridge(block, units, grid.energy(level), plant)
            let (below, share) = grid.position(held)
            let above = share > 0 ? 1 : 0
            var best = layer[place + level]
            for wanted in (units + 1)...grid.count {
                let low = starting[wanted * grid.levels + below]
                let high = starting[wanted * grid.levels + below + above]
                best = min(best, Double(wanted - units) * price + paid + low + share * (high - low))
            }
            layer[place + level] = best
        }
    }

    /// What a stretch may do, from every level.
    private struct Moves {
        /// In USD, and how many levels it takes: the same from every level that has them.
        var shifts: [(cost: Double, levels: Double)] = []
        /// In USD, and the level where it ends: what empties or fills the store.
        var ends: [(cost: Double, from: Int, to: Double)] = []
    }

    private func moves(
        _ block: SiteBlock,
        _ choices: [Choice],
        _ units: Int,
        _ duration: Double,
        _ plant: SitePlant
    ) -> Moves {
        var moves = Moves()
        moves.shifts = choices.map {
            ($0.cost * duration, $0.drain * duration / grid.spacing)
        }
        let fleet = plant.fleet
        let store = plant.store
        guard store.capacity > 0 else { return moves }
        let lack = block.mean - block.limit - Double(units) * fleet.unit.maximum
        // Between all of grid and units and the least of them.
        let room = block.limit + Double(units) * (fleet.unit.maximum - fleet.unit.minimum)
        for level in 0..<grid.levels {
            let stored = grid.energy(level)
            // As much as can be stored, and as much as is of use: what this level has, or room for.
            let out = store.mostOut(holding: stored, for: duration)
            let into = -store.mostIn(holding: stored, for: duration)
            let isLow = out < min(store.discharge, lack + room)
            let isHigh = into > max(-store.charge, lack)
            guard isLow || isHigh else { continue }
            for power in [min(max(lack, into), out), min(max(lack + room, into), out)] {
                let choice = choice(power, block, units, plant)
                let held = max(0, stored - choice.drain * duration) / grid.spacing
                let end = min(held, Double(grid.levels - 1))
                moves.ends.append((choice.cost * duration, level, end))
            }
        }
        return moves
    }

    /// What a stretch and all after it costs, by level; without moves nothing happens in it.
    private func rest(_ moves: Moves?, _ next: [Double], _ place: Int) -> [Double] {
        let levels = grid.levels
        guard let moves else { return Array(next[place..<place + levels]) }
        var best = [Double](repeating: .infinity, count: levels)
        guard levels > 1 else {
            for shift in moves.shifts { best[0] = min(best[0], shift.cost + next[place]) }
            return best
        }
        for shift in moves.shifts {
            // Level l ends between l - whole and the one above it; rounding may not end it outside.
            let whole = (shift.levels - 1e-9).rounded(.up)
            let share = max(0, whole - shift.levels)
            guard abs(whole) < Double(levels) else { continue }
            let offset = Int(whole)
            let first = max(0, offset)
            let last = min(levels - 1, levels - 1 + offset - (share > 1e-9 ? 1 : 0))
            guard first <= last else { continue }
            let above = share > 1e-9 ? 1 : 0
            for level in first...last {
                let low = next[place + level - offset]
                let high = next[place + level - offset + above]
                best[level] = min(best[level], shift.cost + low + share * (high - low))
            }
        }
        for end in moves.ends {
            let below = min(Int(end.to), levels - 2)
            let low = next[place + below]
            let value = low + (end.to - Double(below)) * (next[place + below + 1] - low)
            best[end.from] = min(best[end.from], end.cost + value)
        }
        return best
    }

    /// What it costs until called units are ready, and what is held then, by what is held before.
    @inline(__always)
    private func bridge(
        _ block: SiteBlock,
        _ units: Int,
        _ stored: Double,
        _ plant: SitePlant
    ) -> (paid: Double, held: Double) {
        guard ready > 0 else { return (0, stored) }
        let lack = block.mean - block.limit - Double(units) * plant.fleet.unit.maximum
        let most = plant.store.mostOut(holding: stored, for: ready)
        let choice = choice(min(max(lack, 0), most), block, units, plant)
        return (choice.cost * ready, max(0, stored - choice.drain * ready))
    }

    /// Takes the best way through a block, by the very step that any control takes.
    func advance(_ state: inout SiteState, _ index: Int, _ next: [Double]) -> SiteStep {
        let block = run.series.blocks[index]
        let most = isCalm[index] ? state.locked > 0 ? state.units : 0 : grid.count
        let least = state.locked > 0 ? state.units : 0
        let plant = plant(index)
        let worth = tank.isScarce(index) ? tank.price : 0
        var best: (cost: Double, state: SiteState, step: SiteStep)?
        for units in least...max(least, most) {
            for choice in choices(block, units, plant) {
                var trial = state
                let order = SiteState.Order(units: units, store: choice.power)
                let step = trial.step(block, order, run.plant, run.series.step)
                let place = grid.place(trial.units, min(trial.locked, grid.locks - 1))
                let held = min(max(trial.stored, 0), run.plant.store.capacity)
                let cost = step.cost + worth * step.fuel + grid.value(next, place, held)
                if cost < best?.cost ?? .infinity { best = (cost, trial, step) }
            }
        }
        var step: SiteStep
        if let best {
            state = best.state
            step = best.step
        } else {
            // No way to the end is known from here: the state that is cheapest now.
            let order = SiteState.Order(units: least, store: 0)
            step = state.step(block, order, run.plant, run.series.step)
        }
        step.release(to: open.blocks[index], run.plant, run.series.step)
        return step
    }
}
