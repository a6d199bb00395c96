/// A site whose power the plan provides: what can be built there, from when, and what it has to feed.
package struct PowerSite: Sendable, Equatable {
    package var name: String
    package var region: String?
    package var gridOperator: String?
    /// The years that are planned, in order, with the IT load of each; at least one.
    package var years: [Year]
    /// Megawatts of site power per megawatt of IT, one per hour of a year: utilization times PUE.
    ///
    /// 8,760 or 8,784 entries in the site's standard time; fewer for a short run, whose fixed costs
    /// then count for that part of a year.
    package var profile: [Double]
    /// Steps of each calendar year of the profile, where it has several; empty: it has one.
    ///
    /// The first is the only one of `years`, the others follow it. What is built is one size over
    /// all of them, rules over a year hold over all their hours, and their costs are added up.
    package var yearLengths: [Int] = []
    /// Megawatt-hours and shares may hold for a step of another length than an hour.
    package var stepHours = 1.0
    package var generators: [Generator] = []
    package var storages: [Storage] = []
    package var grid: GridConnection?
    package var agreements: [PowerPurchase] = []
    package var rules = SiteRules()

    /// What the hourly series stand on; "synthetic" where they are made up.
    package var weatherSource = ""

    package init(name: String, years: [Year], profile: [Double]) {
        self.name = name
        self.years = years
        self.profile = profile
    }

    /// The steps of the profile in one of `years`.
    package func calendar(of year: Int) -> SiteCalendar {
        SiteCalendar(
            year: years[year].year,
            count: profile.count,
            stepHours: stepHours,
            lengths: yearLengths
        )
    }

    /// The load of one calendar year.
    package struct Year: Sendable, Equatable {
        package var year: Int
        /// Megawatts of IT in each of its four quarters, before what the portfolio builds here.
        package var it: [Double]
        package var flexible: Flexible?

        package init(year: Int, it: [Double], flexible: Flexible? = nil) {
            precondition(it.count == 4, "one entry per quarter")
            self.year = year
            self.it = it
            self.flexible = flexible
        }
    }

    /// Work that may move within a window of hours: training.
    package struct Flexible: Sendable, Equatable {
        /// Megawatts of site power.
        package var most: Double
        /// Of `most`, on average over every window.
        package var share: Double
        /// 24: a day, 168: a week.
        package var windowHours: Int

        package init(most: Double, share: Double, windowHours: Int = 24) {
            self.most = most
            self.share = share
            self.windowHours = windowHours
        }
    }
}

/// Something that makes power, and can be built.
package struct Generator: Sendable, Equatable {
    package var name: String
    /// What it runs on: `solar`, `wind`, `gas`, `fuel cell`, `nuclear`.
    package var carrier: String
    /// Megawatts that stand already, at no capital cost.
    package var existing = 0.0
    /// Megawatts that may be built at most; infinite: no limit.
    package var most = Double.infinity
    /// Megawatts of one unit; nil: any size, and then one machine where the loss of a unit counts.
    package var unit: Double?
    /// The share of a unit's size below which a running unit cannot go.
    ///
    /// For re-dispatch, where units start and stop; the plan of a year knows no units.
    package var minimumLoad = 0.0
    /// Dollars per start of one unit; for re-dispatch.
    package var startCost = 0.0
    /// Dollars per megawatt of capacity and year: annuity and fixed costs.
    package var capitalCost: Double
    /// Dollars per megawatt-hour: fuel and variable costs.
    package var marginalCost = 0.0
    /// The part of `marginalCost` that is fuel, for stresses and the report.
    package var fuelCost = 0.0
    package var fuel: String?
    /// Tonnes of CO2 per megawatt-hour.
    package var carbon = 0.0
    /// Shares of the capacity that can be used, one per hour; empty: all of it always.
    package var availability: [Double] = []
    /// The share of the capacity below which it cannot run; it never stands still.
    package var mustRun = 0.0
    /// The share of the capacity by which it can change within an hour; nil: any.
    package var ramp: Double?
    /// The first quarter in which new capacity runs.
    package var available: Quarter?
    /// Counts for N-1 and for islanding: its power is there when it is called.
    package var isFirm = false
    /// Counts as clean for the hourly matching.
    package var isClean = false

    package init(name: String, carrier: String, capitalCost: Double) {
        self.name = name
        self.carrier = carrier
        self.capitalCost = capitalCost
    }
}

/// Something that holds power back for later, and can be built.
package struct Storage: Sendable, Equatable {
    package var name: String
    package var carrier: String
    package var existing = 0.0
    package var most = Double.infinity
    package var unit: Double?
    /// Dollars per megawatt and year, with `hours` of energy in it.
    package var capitalCost: Double
    /// Hours at full power; the energy is this times the power.
    package var hours: Double
    /// Dollars per megawatt-hour and year, when energy is chosen apart from power; `hours` is then unused.
    package var energyCost: Double?
    /// Of what goes in, how much is stored; of what is stored, how much comes out.
    package var chargeEfficiency = 0.92
    package var dischargeEfficiency = 0.92
    /// The share of what is stored that is lost in an hour.
    package var loss = 0.0
    /// Dollars per megawatt-hour that comes out.
    package var marginalCost = 0.0
    package var available: Quarter?

    package init(name: String, carrier: String, capitalCost: Double, hours: Double) {
        self.name = name
        self.carrier = carrier
        self.capitalCost = capitalCost
        self.hours = hours
    }
}

/// The public grid at the site's door.
package struct GridConnection: Sendable, Equatable {
    /// Megawatts from which quarter on, in order of time.
    package var steps: [Campus.Step]
    /// Dollars per megawatt-hour, one per hour.
    package var price: [Double]
    /// Tonnes per megawatt-hour, one per hour; empty: unknown, and then no rule may need it.
    package var averageCarbon: [Double] = []
    package var marginalCarbon: [Double] = []
    /// Dollars per megawatt of the connection and year.
    package var capacityCharge = 0.0
    /// Hours in which no more than `curtailedLimit` may be drawn; ascending.
    package var curtailedHours: [Int] = []
    package var curtailedLimit = 0.0
    /// Megawatts that may be fed in, at the price of the hour times `exportShare`.
    ///
    /// A price below zero is paid in full, or drawing and feeding in at once would earn money.
    package var exportLimit = 0.0
    /// 0 to 1.
    package var exportShare = 1.0
    /// Of the region's load in an hour, the share that this site may be; with the region's load.
    package var regionalShare: Double?
    package var regionalLoad: [Double] = []

    package init(steps: [Campus.Step], price: [Double]) {
        self.steps = steps
        self.price = price
    }
}

/// A power purchase agreement: pay for what a plant elsewhere produces.
package struct PowerPurchase: Sendable, Equatable {
    package var name: String
    package var carrier: String
    /// Megawatts at most; the plan chooses up to this.
    package var most: Double
    package var least = 0.0
    /// Shares of the size, one per hour.
    package var profile: [Double]
    /// Dollars per megawatt-hour produced, used or not.
    package var price: Double
    package var carbon = 0.0
    package var isClean = true
    /// The plant stands at the site; else its power comes through the grid connection.
    package var isBehindTheMeter = false
    package var available: Quarter?

    package init(name: String, carrier: String, most: Double, profile: [Double], price: Double) {
        self.name = name
        self.carrier = carrier
        self.most = most
        self.profile = profile
        self.price = price
    }
}

/// What a site has to keep.
package struct SiteRules: Sendable, Equatable {
    package enum CarbonKind: String, Sendable, CaseIterable { case average, marginal }

    /// Tonnes of CO2 per megawatt-hour of load, over a year; nil: no cap.
    package var carbonCap: Double?
    package var carbonKind = CarbonKind.marginal
    /// Dollars per tonne.
    package var carbonPrice = 0.0
    /// Whether the price is the scenario's, ``PortfolioRules/carbonPrice``, for want of an own one.
    package var hasSharedCarbonPrice = false
    /// The share of the load that clean power of the same hour has to match; nil: none.
    ///
    /// What a storage takes counts against the hour, what it gives counts for it.
    package var cleanMatching: Double?
    /// Dollars per megawatt-hour that is not served; infinite: everything has to be served.
    package var unservedCost = Double.infinity
    /// With its largest unit out, firm capacity covers so much of the load of any hour; nil: no rule.
    ///
    /// Firm capacity is that of firm generators and the power of storages, not the grid.
    package var survivesLargestUnit: Double?
    /// Hours without the grid, from any hour on, through which `criticalShare` of the load runs.
    ///
    /// The largest unit is out as well.
    package var islandingHours: Int?
    package var criticalShare = 1.0
    /// Headroom of firm generators and storages, as a share of the largest single infeed; nil: none.
    ///
    /// A single infeed is the grid connection, one unit, or all of a firm generator without units.
    package var spinningReserve: Double?

    package init() {}
}
