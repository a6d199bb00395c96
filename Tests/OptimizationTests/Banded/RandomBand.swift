import Optimization

/// Programs by chance with a band, a border and an optimum.
///
/// Built around values that satisfy all rows and duals that price all columns, so that there is an
/// optimum. Rows reach into the step before, some variables are in all steps and some rows span
/// them all; there are free, fixed and one-sided variables, equations and rows with two sides.
struct RandomBand {
    private(set) var program = Program()
    private var chance: SplitMix
    private let steps: Int
    private let width: Int
    private let capacities: Int
    /// Whether all figures are small whole numbers, so that many vertices are equally good.
    private let isWhole: Bool
    private var variables: [Program.Variable] = []
    private var values: [Double] = []
    private var costs: [Double] = []

    /// `trifles`: The part of the rows that have one term or cannot bind.
    init(seed: UInt64, trifles: Double = 0.2) {
        chance = SplitMix(seed: seed)
        steps = 1 + chance.below(24)
        width = 1 + chance.below(5)
        capacities = chance.below(4)
        isWhole = chance.unit() < 0.4
        makeVariables()
        for step in 0..<steps {
            for _ in 0..<(1 + chance.below(width + 1)) { addRow(of: step, trifles) }
        }
        for _ in 0..<chance.below(3) { addAnnualRow() }
        for (variable, cost) in zip(variables, costs) { program.setCost(variable, cost) }
    }

    private mutating func makeVariables() {
        let label = program.label("x")
        for _ in 0..<(steps * width + capacities) {
            let value = isWhole ? Double(chance.below(7) - 3) : 10 * chance.unit() - 5
            var lower = value - distance(oftenZero: 0.3)
            var upper = value + distance(oftenZero: 0.3)
            switch chance.below(20) {
            case 0..<8: upper = .infinity
            case 8, 9: lower = -.infinity
            case 10, 11: (lower, upper) = (-.infinity, .infinity)
            case 12: (lower, upper) = (value, value)
            default: break
            }
            variables.append(program.variable(label, lower: lower, upper: upper))
            values.append(value)
            costs.append(price(lower, upper))
        }
    }

    /// How far a bound or side is from a value.
    private mutating func distance(oftenZero: Double) -> Double {
        if chance.unit() < oftenZero { return 0 }
        return isWhole ? Double(chance.below(3)) : 5 * chance.unit()
    }

    /// A dual, or a reduced cost, that two sides allow.
    private mutating func price(_ lower: Double, _ upper: Double) -> Double {
        if chance.unit() < 0.4 { return 0 }
        var price = isWhole ? Double(chance.below(5) - 2) : 6 * chance.unit() - 3
        if lower == -.infinity { price = min(price, 0) }
        if upper == .infinity { price = max(price, 0) }
        return price
    }

    private mutating func coefficient() -> Double {
        if isWhole { return [-2, -1, 1, 1, 2, 3][chance.below(6)] }
        let size = 0.1 + chance.unit()
        return chance.unit() < 0.5 ? size : -size
    }

    private mutating func addRow(of step: Int, _ trifles: Double) {
        var columns: Set<Int> = [step * width + chance.below(width)]
        if chance.unit() > trifles {
            for _ in 0..<chance.below(4) { columns.insert(step * width + chance.below(width)) }
            if step > 0, chance.unit() < 0.5 {
                columns.insert((step - 1) * width + chance.below(width))
            }
            if capacities > 0, chance.unit() < 0.4 {
                columns.insert(steps * width + chance.below(capacities))
            }
        }
        close(columns.sorted())
    }

    private mutating func addAnnualRow() {
        close((0..<steps * width).filter { $0 == 0 || chance.unit() < 0.6 })
    }

    /// Ends a row that the values satisfy, and adds what its dual pays to the costs.
    private mutating func close(_ columns: [Int]) {
        let coefficients = columns.map { _ in coefficient() }
        var sum = 0.0
        for (column, coefficient) in zip(columns, coefficients) {
            program.term(coefficient, variables[column])
            sum += coefficient * values[column]
        }
        var lower = sum - distance(oftenZero: 0.5)
        var upper = sum + distance(oftenZero: 0.5)
        switch chance.below(20) {
        case 0..<7: lower = -.infinity
        case 7..<12: upper = .infinity
        case 12..<17: (lower, upper) = (sum, sum)
        case 17: (lower, upper) = (-.infinity, .infinity)
        default: break
        }
        program.close(program.label("row"), lower: lower, upper: upper)
        let dual = lower == -.infinity && upper == .infinity ? 0 : price(lower, upper)
        for (column, coefficient) in zip(columns, coefficients) {
            costs[column] += dual * coefficient
        }
    }
}
