extension Conflict.Member {
    /// Every finite side and bound of a program, rows first.
    static func all(of program: Program) -> [Self] {
        var members: [Self] = []
        for place in 0..<program.rowCount {
            let row = Program.Row(index: Int32(place))
            if program.rowLower[place] > -.infinity { members.append(.atLeast(row)) }
            if program.rowUpper[place] < .infinity { members.append(.atMost(row)) }
        }
        for place in 0..<program.columnCount {
            let variable = Program.Variable(index: Int32(place))
            if program.lower[place] > -.infinity { members.append(.floor(variable)) }
            if program.upper[place] < .infinity { members.append(.ceiling(variable)) }
        }
        return members
    }
}

extension Program {
    /// The program of these sides and bounds alone, with nothing to minimize.
    ///
    /// Variables that none of them speaks of are not in it, and the others have new places; rows
    /// keep their order.
    package func only(_ members: [Conflict.Member]) -> Program {
        var part = Program()
        var sides: [Int: (lower: Bool, upper: Bool)] = [:]
        var bounds: [Int: (lower: Bool, upper: Bool)] = [:]
        for member in members {
            switch member {
            case .atLeast(let row): sides[Int(row.index), default: (false, false)].lower = true
            case .atMost(let row): sides[Int(row.index), default: (false, false)].upper = true
            case .floor(let variable):
                bounds[Int(variable.index), default: (false, false)].lower = true
            case .ceiling(let variable):
                bounds[Int(variable.index), default: (false, false)].upper = true
            }
        }
        let rows = sides.keys.sorted()
        var used = Set(bounds.keys)
        for row in rows { for place in places(row) { used.insert(Int(columns[place])) } }
        var variables: [Int32: Variable] = [:]
        for column in used.sorted() {
            let bound = bounds[column] ?? (false, false)
            variables[Int32(column)] = part.variable(
                part.label(label(of: Variable(index: Int32(column)))),
                lower: bound.lower ? lower[column] : -.infinity,
                upper: bound.upper ? upper[column] : .infinity,
                isInteger: integrality[column] == 1
            )
        }
        for row in rows {
            for place in places(row) {
                if let variable = variables[columns[place]] { part.term(values[place], variable) }
            }
            let side = sides[row] ?? (false, false)
            part.close(
                part.label(label(of: Row(index: Int32(row)))),
                lower: side.lower ? rowLower[row] : -.infinity,
                upper: side.upper ? rowUpper[row] : .infinity
            )
        }
        return part
    }

    private func places(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
}
