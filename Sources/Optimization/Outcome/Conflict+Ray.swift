extension Conflict {
    /// The sides and bounds that weights of the rows prove impossible; nil when they prove nothing.
    ///
    /// A Farkas certificate: rows that hold, weighted and added, say that a sum of variables is at
    /// least so much, and their bounds do not let it be. `ray`: One weight per row, above zero for
    /// a lower side, or all of them with the sign changed. Not minimal.
    package init?(ray: [Double], of program: Program) {
        precondition(ray.count == program.rowCount, "one weight per row")
        let size = ray.reduce(0) { max($0, abs($1)) }
        guard size > 0, size.isFinite else { return nil }
        for sign in [1 / size, -1 / size] {
            let weights = ray.map { abs($0) > 1e-9 * size ? $0 * sign : 0 }
            if let members = Self.impossible(weights, program) {
                self.init(members: members, isMinimal: false)
                return
            }
        }
        return nil
    }

    private static func impossible(_ weights: [Double], _ program: Program) -> [Member]? {
        var members: [Member] = []
        var sums = [Double](repeating: 0, count: program.columnCount)
        var sizes = sums
        // What the sum has to be at least, and the size of the terms that this comes from.
        var (required, size) = (0.0, 0.0)
        for row in 0..<program.rowCount where weights[row] != 0 {
            let weight = weights[row]
            let side = weight > 0 ? program.rowLower[row] : program.rowUpper[row]
            guard side.isFinite else { return nil }
            let index = Program.Row(index: Int32(row))
            members.append(weight > 0 ? .atLeast(index) : .atMost(index))
            required += weight * side
            size += abs(weight * side)
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let part = weight * program.values[place]
                sums[Int(program.columns[place])] += part
                sizes[Int(program.columns[place])] += abs(part)
            }
        }
        for column in 0..<program.columnCount where abs(sums[column]) > 1e-9 * sizes[column] {
            let bound = sums[column] > 0 ? program.upper[column] : program.lower[column]
            guard bound.isFinite else { return nil }
            let variable = Program.Variable(index: Int32(column))
            members.append(sums[column] > 0 ? .ceiling(variable) : .floor(variable))
            required -= sums[column] * bound
            size += abs(sums[column] * bound)
        }
        return required > 1e-9 * max(1, size) ? members : nil
    }
}
