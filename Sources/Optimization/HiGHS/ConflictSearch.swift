/// Leaves members of a conflict out as long as the rest stays impossible.
///
/// A deletion filter over groups, which halves those that cannot be left out whole; what a proof of
/// the rest does not need is left out with it. Bounded in the number of solves and in seconds.
struct ConflictSearch: ~Copyable {
    enum Verdict {
        /// All of these cannot hold; often fewer than were examined.
        case impossible([Conflict.Member])
        case possible
        case unknown
    }

    private let program: Program
    private let solver: HiGHSSolver
    private let watch: Watch?
    private let model: HiGHSModel
    /// What the model holds: some members, of which those in force have their side or bound.
    private var part = Program.Part([], of: Program())
    private var loaded: Set<Conflict.Member> = []
    private var inForce: Set<Conflict.Member> = []
    private var secondsLeft: Double
    private var solvesLeft = 2_000
    /// Whether every question so far had a clear answer.
    private var isConclusive = true

    init(_ program: Program, solver: HiGHSSolver, watch: Watch?) throws(SolverError) {
        self.program = program
        self.watch = watch
        secondsLeft = solver.conflictSeconds
        var solver = solver
        solver.method = .simplex
        self.solver = solver
        model = try HiGHSModel(solver.library, isQuiet: solver.isQuiet)
    }

    /// A conflict among members of a program without integers; nil when they are possible after all.
    mutating func prove(_ members: [Conflict.Member]) throws(SolverError) -> Conflict? {
        let before = secondsLeft
        guard case .impossible = try verdict(on: members, of: members, wantsProof: false) else {
            return nil
        }
        let few = try narrow(members, patience: 3 * (before - secondsLeft))
        try model.forget()
        if case .impossible(let core) = try examine(few, of: few) { return try reduce(core) }
        return try reduce(few)
    }

    /// Those of the members, which cannot all hold, of which none can be left out.
    ///
    /// As far as the search gets: the result says whether it got to its end.
    mutating func reduce(_ members: [Conflict.Member]) throws(SolverError) -> Conflict {
        isConclusive = true
        var kept = members
        // Whole families first and from the end, bounds before rows: what is left should be what was asked for.
        var groups = families(of: members)
        while secondsLeft > 0, solvesLeft > 0, let group = groups.popLast() {
            let out = Set(group).intersection(kept)
            guard !out.isEmpty else { continue }
            switch try examine(kept.filter { !out.contains($0) }, of: kept) {
            case .impossible(let core): kept = core
            case .possible, .unknown:
                guard out.count > 1 else { continue }
                let left = group.filter(out.contains)
                groups.append(Array(left[..<(left.count / 2)]))
                groups.append(Array(left[(left.count / 2)...]))
            }
        }
        return Conflict(members: kept, isMinimal: isConclusive && groups.isEmpty)
    }

    /// Leaves out what the rest is quickly seen to be impossible without.
    ///
    /// A proof of everything may go through the hours of a whole year where one hour is impossible
    /// by itself. So first whole families go, those that reach furthest before the others, then
    /// halves of them. `patience`: Seconds for one question; what is possible takes much longer to
    /// see than what is not, and is not waited for.
    private mutating func narrow(
        _ members: [Conflict.Member],
        patience: Double
    ) throws(SolverError) -> [Conflict.Member] {
        let patience = max(solver.conflictSeconds / 100, patience)
        let reserve = secondsLeft / 2
        var kept = members
        var groups = families(of: members).sorted { reach(of: $0) > reach(of: $1) }
        var next = 0
        while next < groups.count, kept.count > Self.few, secondsLeft > reserve {
            let out = Set(groups[next])
            let rest = kept.filter { !out.contains($0) }
            // Presolve sees most of it, and is left out where there is a basis.
            try model.forget()
            let answer = try verdict(on: rest, of: kept, wantsProof: false, seconds: patience)
            if case .impossible = answer {
                kept = rest
            } else if groups[next].count > 1 {
                let middle = groups[next].count / 2
                groups.append(Array(groups[next][..<middle]))
                groups.append(Array(groups[next][middle...]))
            }
            next += 1
        }
        return kept
    }

    /// So many members are reduced one by one.
    private static let few = 100

    /// Whether members can all hold; they are some of `whole`, of which others may be asked next.
    mutating func examine(
        _ members: [Conflict.Member],
        of whole: [Conflict.Member]
    ) throws(SolverError) -> Verdict {
        // One question without an answer must not take the time of all the others.
        let patience = max(1, solver.conflictSeconds / 4)
        let answer = try verdict(on: members, of: whole, wantsProof: true, seconds: patience)
        if case .unknown = answer { isConclusive = false }
        guard case .impossible(let core) = answer, core.count < members.count else {
            return answer
        }
        // The proof is our own sum, but what is reported is what a solve says too.
        let again = try verdict(on: core, of: whole, wantsProof: true, seconds: patience)
        if case .impossible(let smaller) = again { return .impossible(smaller) }
        return .impossible(members)
    }

    private mutating func verdict(
        on members: [Conflict.Member],
        of whole: [Conflict.Member],
        wantsProof: Bool,
        seconds: Double = .infinity
    ) throws(SolverError) -> Verdict {
        guard secondsLeft > 0, solvesLeft > 0 else { return .unknown }
        try load(members, of: whole)
        guard part.program.columnCount > 0 else {
            let outcome = HiGHSReading.ofConstants(in: part.program)
            return outcome.solution == nil ? .impossible(members) : .possible
        }
        var limits = SolveLimits()
        limits.seconds = min(secondsLeft, seconds)
        try solver.configure(model, for: part.program, within: limits)
        // Presolve would keep the proof to itself.
        let isProved = wantsProof && !program.hasIntegers
        try model.set("presolve", isProved ? "off" : "choose")
        let ending = try model.run(watch: watch)
        secondsLeft -= model.seconds
        solvesLeft -= 1
        switch ending {
        case .infeasible: return .impossible(isProved ? proof ?? members : members)
        case .optimal, .unbounded, .empty: return .possible
        case .interrupted, .interruptedItself:
            secondsLeft = 0
            return .unknown
        case .notSet, .loadError, .modelError, .presolveError, .solveError, .postsolveError,
            .unboundedOrInfeasible, .objectiveBound, .objectiveTarget, .timeLimit,
            .iterationLimit, .unknown, .solutionLimit, .memoryLimit:
            return .unknown
        }
    }

    /// Brings these members into force, and no others.
    ///
    /// Without integers the model stays as long as it is not much too large, so that each solve
    /// begins from the basis of the last.
    private mutating func load(
        _ members: [Conflict.Member],
        of whole: [Conflict.Member]
    ) throws(SolverError) {
        let wanted = Set(members)
        let isNear = whole.count * 2 > loaded.count && wanted.isSubset(of: loaded)
        if program.hasIntegers || part.program.columnCount == 0 || !isNear {
            let base = program.hasIntegers ? members : whole
            part = Program.Part(base, of: program)
            loaded = Set(base)
            inForce = loaded
            try model.pass(part.program)
        }
        let changed = wanted.symmetricDifference(inForce)
        inForce = wanted
        for member in changed {
            switch member {
            case .atLeast(let row), .atMost(let row):
                let place = Int(row.index)
                try model.setSides(
                    part.place(of: row),
                    wanted.contains(.atLeast(row)) ? program.rowLower[place] : -.infinity,
                    wanted.contains(.atMost(row)) ? program.rowUpper[place] : .infinity
                )
            case .floor(let variable), .ceiling(let variable):
                let place = Int(variable.index)
                try model.setBounds(
                    part.place(of: variable),
                    wanted.contains(.floor(variable)) ? program.lower[place] : -.infinity,
                    wanted.contains(.ceiling(variable)) ? program.upper[place] : .infinity
                )
            }
        }
    }

    /// What the proof of the last solve needs.
    private var proof: [Conflict.Member]? {
        guard !program.hasIntegers, let ray = model.ray(rows: part.program.rowCount) else {
            return nil
        }
        let members = Conflict(ray: ray, of: part.program)?.members.map(part.whole)
        // A side that is not in force can take part only by rounding.
        return members.flatMap { $0.allSatisfy(inForce.contains) ? $0 : nil }
    }

    /// Members by their label and side, in the order of the members.
    private func families(of members: [Conflict.Member]) -> [[Conflict.Member]] {
        var places: [Family: Int] = [:]
        var families: [[Conflict.Member]] = []
        for member in members {
            let family = Family(member, in: program)
            if let place = places[family] {
                families[place].append(member)
            } else {
                places[family] = families.count
                families.append([member])
            }
        }
        return families
    }

    /// How many variables the widest row of a family has; 0 for bounds.
    private func reach(of family: [Conflict.Member]) -> Int {
        family.reduce(0) { widest, member in
            switch member {
            case .atLeast(let row), .atMost(let row):
                let place = Int(row.index)
                return max(widest, Int(program.starts[place + 1] - program.starts[place]))
            case .floor, .ceiling: return widest
            }
        }
    }

    private struct Family: Hashable {
        let label: String
        let side: Int

        init(_ member: Conflict.Member, in program: Program) {
            switch member {
            case .atLeast(let row): (label, side) = (program.label(of: row), 0)
            case .atMost(let row): (label, side) = (program.label(of: row), 1)
            case .floor(let variable): (label, side) = (program.label(of: variable), 2)
            case .ceiling(let variable): (label, side) = (program.label(of: variable), 3)
            }
        }
    }
}
