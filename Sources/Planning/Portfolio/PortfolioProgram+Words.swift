import Optimization

extension PortfolioProgram {
    func sentences(of conflict: Conflict) -> [String] { [] }
    func words(of row: PortfolioRow) -> String { row.family }
}
