import Planning
import Site

/// Small scenarios that are valid, with room for more.
enum PlanSample {
    static let head = """
        name: test
        start: 2026-Q1
        quarters: 8
        discount_rate_percent: 8

        """
    static let places = """
        providers:
          oracle: { jurisdiction: us }
          google: { jurisdiction: us }
        regions:
          texas: { jurisdiction: us, grid_operator: ercot }
          ireland: { jurisdiction: eu }
        power:
          abilene: { region: texas, date: 2026-Q3, limit_mw: 1200 }
        chips:
          gb200: { vendor: nvidia, efficiency: 1, kw_per_gpu: 2 }

        """
    static let offers = """
        offers:
          oracle-a: { provider: oracle, campus: abilene, chip: gb200, starts: 2026-Q3, term_quarters: 20, price_usd_per_mw_quarter: 3e6, most_mw: 1000 }

        """
    static let demand = """
        demand:
          chat: { kind: inference, mw: 100, survives_percent: 100, unserved_usd_per_mw_quarter: 60e6 }

        """
    /// Ends in line 18.
    static let all = head + places + offers + demand

    static func plan(
        _ text: String,
        overrides: [PlanFile.Override] = []
    ) throws(SiteMistakes) -> PlanFile {
        try PlanFile.decode(text, name: "p.yaml", overrides: overrides)
    }

    static func mistakes(_ text: String, overrides: [PlanFile.Override] = []) -> [String] {
        do {
            _ = try plan(text, overrides: overrides)
            return []
        } catch {
            return error.lines
        }
    }

    /// What is wrong with the smallest scenario and this at its end.
    static func mistakes(beside extra: String) -> [String] { mistakes(all + extra) }
}
