package import Pages

extension PlanDocument {
    /// A year of the carbon budget.
    package struct CarbonEntry: Sendable, Equatable, Codable {
        package struct SiteEntry: Sendable, Equatable, Codable {
            package var site: String
            package var granted: JSONNumber
            package var emitted: JSONNumber

            enum CodingKeys: String, CodingKey {
                case site
                case granted = "granted_tonnes"
                case emitted = "emitted_tonnes"
            }
        }

        package var year: Int
        package var budget: JSONNumber
        package var granted: JSONNumber
        package var emitted: JSONNumber
        /// What builds without a site emit.
        package var builds: JSONNumber
        /// What a tonne more would save; null where the budget does not bind, or where it is not known.
        package var price: JSONNumber
        package var sites: [SiteEntry]

        enum CodingKeys: String, CodingKey {
            case year, sites
            case budget = "budget_tonnes"
            case granted = "granted_tonnes"
            case emitted = "emitted_tonnes"
            case builds = "builds_tonnes"
            case price = "price_usd_per_tonne"
        }

        init(_ one: CarbonYear, _ plan: Plan) {
            year = one.year
            budget = JSONNumber(one.budget)
            granted = JSONNumber(one.granted)
            emitted = JSONNumber(one.emitted)
            builds = JSONNumber(one.others)
            price = JSONNumber(plan.price(of: one))
            sites = one.sites.map {
                SiteEntry(
                    site: $0.site,
                    granted: JSONNumber($0.granted),
                    emitted: JSONNumber($0.emitted)
                )
            }
        }
    }
}

extension Plan {
    /// What a tonne more in a year of the budget would save; nil where it does not bind, or where no
    /// prices were found.
    ///
    /// Dollars, discounted where the plan's are.
    func price(of year: CarbonYear) -> Double? {
        pricesOfRules.first { $0.rule == CarbonYear.rule(year.year) }?.value
            ?? (sites.count == 1
                ? sites[0].years.first { $0.year == year.year }?.grantPrice.flatMap {
                    quarters.isEmpty && $0 > 0 ? $0 : nil
                } : nil)
    }
}
