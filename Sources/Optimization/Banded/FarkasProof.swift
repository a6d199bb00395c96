/// Proof that no values satisfy all rows and bounds of a program: prices that would earn for nothing.
///
/// For prices `y` of the rows every solution satisfies `Σ side · y ≤ y · A x = (Aᵀ y) · x ≤
/// Σ bound · (Aᵀ y)`, each price on the side and each term at the bound that its sign belongs to.
/// Where the left end is above the right one there is no solution (Farkas' lemma). Checked here on
/// the program as it was given, whoever found the prices.
struct FarkasProof {
    /// The rows' prices that count, scaled so that the largest is one.
    private(set) var prices: [Double]
    /// By how much the ends miss each other, relative to the sizes of the terms; above zero.
    let margin: Double
    let conflict: Conflict

    /// A miss of less than this is taken for rounding error.
    static let leastMargin = 1e-7

    /// The proof that these prices make, nil when they make none.
    ///
    /// Of prices that come with rounding errors as few count as make a proof. `ray`: One entry per
    /// row.
    init?(_ program: Program, ray: [Double]) {
        for least in [1e-3, 1e-5, 1e-7, 1e-10] {
            guard let proof = Self(program, ray: ray, least: least) else { continue }
            self = proof
            return
        }
        return nil
    }

    /// The proof that the prices above a part of the largest one make.
    private init?(_ program: Program, ray: [Double], least: Double) {
        let largest = ray.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else { return nil }
        var prices = ray.map { $0 / largest }
        for row in prices.indices {
            let side = prices[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
            // Prices on infinite sides earn nothing: left out, they count against the proof.
            if !side.isFinite || abs(prices[row]) < least { prices[row] = 0 }
        }
        var sums = [Double](repeating: 0, count: program.columnCount)
        var sizes = [Double](repeating: 0, count: program.columnCount)
        var earned = 0.0
        var size = 0.0
        var members: [Conflict.Member] = []
        for row in prices.indices where prices[row] != 0 {
            let isLower = prices[row] > 0
            let gain = prices[row] * (isLower ? program.rowLower[row] : program.rowUpper[row])
            earned += gain
            size = max(size, abs(gain))
            members.append(
                isLower
                    ? .atLeast(Program.Row(index: Int32(row)))
                    : .atMost(Program.Row(index: Int32(row)))
            )
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let column = Int(program.columns[place])
                sums[column] += program.values[place] * prices[row]
                sizes[column] = max(sizes[column], abs(program.values[place] * prices[row]))
            }
        }
        for column in sums.indices where abs(sums[column]) > 1e-9 * sizes[column] {
            let isUpper = sums[column] > 0
            let bound = isUpper ? program.upper[column] : program.lower[column]
            guard bound.isFinite else {
                if abs(sums[column]) > 1e-8 * max(1, sizes[column]) { return nil }
                continue
            }
            earned -= sums[column] * bound
            size = max(size, abs(sums[column] * bound))
            let variable = Program.Variable(index: Int32(column))
            members.append(isUpper ? .ceiling(variable) : .floor(variable))
        }
        guard earned > Self.leastMargin * max(size, 1e-9) else { return nil }
        self.prices = prices
        margin = earned / max(size, 1e-9)
        conflict = Conflict(members: members, isMinimal: false)
    }
}
