import ArgumentParser

/// What to sign and build over the next years, and where its power comes from.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan contracts, capacity and power over years, with a proof.",
        discussion: """
            Exit codes: 0 there is a plan, 1 there is none or something failed, 2 wrong usage or a \
            scenario with mistakes. The scenario file is described in docs/planning.md.
            """,
        subcommands: [PlanPortfolio.self, PlanSite.self, PlanWeather.self],
        defaultSubcommand: PlanPortfolio.self
    )
}
