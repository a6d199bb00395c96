extension PortfolioProgram {
    /// Every block ordered as early as it can be, and nothing else.
    var mostOrders: PortfolioChoice {
        var choice = PortfolioChoice()
        for (place, build) in scenario.builds.enumerated() {
            let first = (0..<quarterCount).first {
                places[.order(build: place, quarter: $0)] != nil
            }
            choice.orders[build.name] = (0..<quarterCount).map {
                $0 == first ? build.mostBlocks : 0
            }
        }
        return choice
    }
}
