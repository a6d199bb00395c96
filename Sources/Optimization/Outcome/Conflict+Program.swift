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
    package func only(_ members: [Conflict.Member]) -> Program { Part(members, of: self).program }

    /// Some sides and bounds of a program as one of its own, and what its places were.
    struct Part {
        private(set) var program = Program()
        /// Which row and variable of the whole program each one is, in ascending order.
        private(set) var rows: [Row] = []
        private(set) var variables: [Variable] = []

        init(_ members: [Conflict.Member], of whole: Program) {
            var sides: [Row: (lower: Double, upper: Double)] = [:]
            var bounds: [Variable: (lower: Double, upper: Double)] = [:]
            let free = (lower: -Double.infinity, upper: Double.infinity)
            for member in members {
                switch member {
                case .atLeast(let row):
                    sides[row, default: free].lower = whole.rowLower[Int(row.index)]
                case .atMost(let row):
                    sides[row, default: free].upper = whole.rowUpper[Int(row.index)]
                case .floor(let variable):
                    bounds[variable, default: free].lower = whole.lower[Int(variable.index)]
                case .ceiling(let variable):
                    bounds[variable, default: free].upper = whole.upper[Int(variable.index)]
                }
            }
            rows = sides.keys.sorted()
            var used = Set(bounds.keys)
            for row in rows { for term in whole.terms(of: row) { used.insert(term.variable) } }
            variables = used.sorted()
            var places: [Variable: Variable] = [:]
            let names = whole.labels.map { program.label($0) }
            for variable in variables {
                let bound = bounds[variable] ?? free
                places[variable] = program.variable(
                    names[Int(whole.columnLabels[Int(variable.index)])],
                    lower: bound.lower,
                    upper: bound.upper,
                    isInteger: whole.integrality[Int(variable.index)] == 1
                )
            }
            for row in rows {
                for (variable, coefficient) in whole.terms(of: row) {
                    if let place = places[variable] { program.term(coefficient, place) }
                }
                let side = sides[row] ?? free
                program.close(
                    names[Int(whole.rowLabels[Int(row.index)])],
                    lower: side.lower,
                    upper: side.upper
                )
            }
        }

        /// Where a row of the whole program is in this one, which has it.
        func place(of row: Row) -> Int { Self.place(of: row, in: rows) }
        func place(of variable: Variable) -> Int { Self.place(of: variable, in: variables) }

        /// The place of a value in ascending ones that have it, by bisection.
        private static func place<Value: Comparable>(of value: Value, in values: [Value]) -> Int {
            var (low, high) = (0, values.count)
            while low < high {
                let middle = (low + high) / 2
                if values[middle] < value { low = middle + 1 } else { high = middle }
            }
            precondition(low < values.count && values[low] == value, "a member of this part")
            return low
        }

        /// The member of the whole program that a member of this one is.
        func whole(_ member: Conflict.Member) -> Conflict.Member {
            switch member {
            case .atLeast(let row): .atLeast(rows[Int(row.index)])
            case .atMost(let row): .atMost(rows[Int(row.index)])
            case .floor(let variable): .floor(variables[Int(variable.index)])
            case .ceiling(let variable): .ceiling(variables[Int(variable.index)])
            }
        }
    }
}
