import Foundation
import Optimization
import Planning
import Testing

/// Small sites with known answers, and the solver that they are tried with.
enum SiteFixture {
    /// HiGHS as `make setup` installs it; fails with the library's own sentence when it is missing.
    static func solver() throws -> HiGHSSolver {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = checkout.appending(path: ".venv/lib")
        let pythons = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let paths = pythons.sorted().map {
            folder.appending(path: "\($0)/site-packages/highspy/libhighs.so.1").path
        }
        return HiGHSSolver(library: try HiGHSLibrary(paths: paths))
    }

    /// A site with this load in megawatts, hour by hour, in one year of 8,760 hours.
    static func site(_ load: [Double], year: Int = 2027) -> PowerSite {
        PowerSite(name: "x", years: [.init(year: year, it: [1, 1, 1, 1])], profile: load)
    }

    /// Dollars per megawatt and year that come to `cost` over so many hours.
    static func yearly(_ cost: Double, _ hours: Int) -> Double { cost * 8_760 / Double(hours) }

    /// A generator that may be built without limit, at `build` dollars per megawatt of the run.
    static func generator(
        _ name: String,
        build: Double = 0,
        run: Double = 0,
        hours: Int = 1
    ) -> Generator {
        var generator = Generator(
            name: name,
            carrier: name,
            capitalCost: yearly(build, hours)
        )
        generator.marginalCost = run
        return generator
    }

    /// A generator that stands and cannot be built.
    static func standing(_ name: String, _ power: Double, run: Double) -> Generator {
        var generator = Generator(name: name, carrier: name, capitalCost: 0)
        generator.existing = power
        generator.most = 0
        generator.marginalCost = run
        return generator
    }

    /// A storage that stands, without losses.
    static func storage(_ name: String, _ power: Double, hours: Double) -> Storage {
        var storage = Storage(name: name, carrier: "battery", capitalCost: 0, hours: hours)
        storage.existing = power
        storage.most = 0
        storage.chargeEfficiency = 1
        storage.dischargeEfficiency = 1
        return storage
    }

    /// A grid of one size from the beginning.
    static func grid(_ power: Double, _ price: [Double]) -> GridConnection {
        GridConnection(
            steps: [.init(from: Quarter(year: 2000, number: 1), limit: power)],
            price: price
        )
    }

    struct Answer {
        let built: SiteProgram
        let solution: Solution
        let plans: [SiteYearPlan]
        var plan: SiteYearPlan { plans[0] }
        var cost: Double { solution.objective }

        func flow(_ name: String) -> [Double] { flow(name, 0) }
        func flow(_ name: String, _ year: Int) -> [Double] {
            plans[year].flows.first { $0.name == name }?.power ?? []
        }
        func size(_ name: String, _ year: Int = 0) -> Double {
            plans[year].capacities.first { $0.name == name }?.built ?? .nan
        }
        func price(_ rule: String) -> Double {
            plan.pricesOfRules.first { $0.rule.contains(rule) }?.value ?? .nan
        }
    }

    /// The optimum, with the plan read from it.
    static func solve(_ site: PowerSite, _ scope: SiteProgram.Scope? = nil) throws -> Answer {
        let scope = scope ?? SiteProgram.Scope(years: Array(site.years.indices))
        let built = SiteProgram(site, scope)
        let outcome = try solver().solve(built.program)
        guard case .optimal(let solution) = outcome else {
            throw SolverError.failed("no optimum: \(outcome.word)")
        }
        let plans = try built.plans(solution, status: "optimal")
        return Answer(built: built, solution: solution, plans: plans)
    }

    /// The cost of the optimum; infinite when there is none.
    static func cost(_ site: PowerSite, _ scope: SiteProgram.Scope? = nil) throws -> Double {
        let scope = scope ?? SiteProgram.Scope(years: Array(site.years.indices))
        let outcome = try solver().solve(SiteProgram(site, scope).program)
        if case .infeasible = outcome { return .infinity }
        guard case .optimal(let solution) = outcome else {
            throw SolverError.failed("no optimum: \(outcome.word)")
        }
        return solution.objective
    }
}

/// Whether two finite figures are equal to a part of their size, or of 1 where they are smaller.
func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-7) -> Bool {
    a.isFinite && b.isFinite && abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}

/// The same of two series.
func areNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-7) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { isNear($0, $1, tolerance) }
}
