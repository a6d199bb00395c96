extension HiGHSSolver {
    func conflict(of program: Program, in model: borrowing HiGHSModel, watch: Watch?)
        throws(SolverError) -> Conflict
    {
        Conflict(members: try model.conflict().members(of: program), isMinimal: false)
    }
}
