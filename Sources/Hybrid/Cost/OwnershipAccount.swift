/// The making of an ownership outlook.
struct OwnershipAccount {
    let sheet: VehicleSheet
    let use: DailyUse
    let economy: Economy
    let options: OwnershipOptions

    private var fuel: Fuel? { sheet.vehicle.fuel }
    private var battery: Battery? { sheet.vehicle.battery }

    /// Of one that burns nothing all, of one without a plug nothing is electric.
    private var shares: ElectricShares {
        guard use.fuel != nil else { return .fixed(1, source: "burns nothing") }
        guard use.wall != nil, let range = use.electricRange else {
            return .fixed(0, source: "has no plug")
        }
        return options.shares ?? .usual(range: range, homeAccess: economy.homeAccess)
    }

    func outlook() -> OwnershipOutlook {
        let shares = shares
        let cases = shares.points.map { outcome($0.share) }
        return OwnershipOutlook(
            vehicle: sheet.id,
            name: sheet.vehicle.name,
            use: use,
            shares: shares,
            cases: cases,
            mean: mean(cases, shares),
            years: economy.years,
            distance: economy.distancePerYear * economy.years,
            price: sheet.ownership.price
        )
    }

    func outcome(_ share: Double) -> OwnershipOutlook.Case {
        let life = life(share)
        return OwnershipOutlook.Case(
            electricShare: share,
            cost: cost(share, life),
            carbon: carbon(share, life),
            battery: life
        )
    }

    // MARK: Energy

    /// In kWh/m at the meter at home, and at fast chargers.
    ///
    /// One with a tank charges at home alone; one without goes to a fast charger on days that do not
    /// begin full.
    private func metered(_ share: Double) -> (home: Double, fast: Double) {
        guard let wall = use.wall, let plug = sheet.plug else { return (0, 0) }
        let kilowattHours = share * wall / 3.6e6
        guard use.fuel == nil else { return (kilowattHours, 0) }
        let fast = (1 - economy.homeAccess) * kilowattHours
        return (
            economy.homeAccess * kilowattHours, fast * plug.homeEfficiency / plug.fastEfficiency
        )
    }

    /// In l/m.
    private func burned(_ share: Double) -> Double { (1 - share) * (use.fuel ?? 0) }

    private func cost(
        _ share: Double,
        _ life: OwnershipOutlook.BatteryLife?
    ) -> OwnershipOutlook.Cost {
        let (home, fast) = metered(share)
        let price = fuel.flatMap { economy.fuels[$0.name]?.price } ?? 0
        var cost = OwnershipOutlook.Cost()
        cost.electricity = home * economy.homePrice + fast * economy.fastPrice
        cost.fuel = burned(share) * price
        cost.maintenance = sheet.ownership.maintenance
        let meters = economy.distancePerYear * economy.annuity
        guard meters > 0 else { return cost }
        if let price = sheet.ownership.price {
            let left = sheet.ownership.residual(economy.years)
            cost.depreciation = price * (1 - left * economy.present(in: economy.years)) / meters
        }
        if let life, let battery {
            let each = battery.usableEnergy * options.batteryPrice
            let paid = (0..<life.replacements).reduce(0.0) { sum, index in
                sum + each * economy.present(in: life.years * Double(index + 1))
            }
            cost.replacement = paid / meters
        }
        return cost
    }

    private func carbon(
        _ share: Double,
        _ life: OwnershipOutlook.BatteryLife?
    ) -> OwnershipOutlook.Carbon {
        let (home, fast) = metered(share)
        let liters = burned(share)
        let upstream = fuel.flatMap { economy.fuels[$0.name]?.upstreamCarbon } ?? 0
        var carbon = OwnershipOutlook.Carbon()
        carbon.tailpipe = liters * (fuel?.carbon ?? 0)
        carbon.fuelUpstream = liters * upstream
        carbon.grid = (home + fast) * economy.gridCarbon
        carbon.gridUpstream = (home + fast) * economy.gridUpstreamCarbon
        let meters = economy.distancePerYear * economy.years
        guard meters > 0 else { return carbon }
        let batteries = Double(life?.replacements ?? 0) * (battery?.usableEnergy ?? 0)
        let built = (sheet.ownership.carbon ?? 0) + batteries * options.batteryCarbon
        carbon.manufacturing = built / meters
        return carbon
    }

    // MARK: Battery

    /// What is left of a battery that is emptied by a day's drive and filled at night.
    private func life(_ share: Double) -> OwnershipOutlook.BatteryLife? {
        guard let ageing = sheet.ageing, let battery, let stored = use.stored else { return nil }
        let circuit = battery.circuit(at: 20)
        let whole = circuit.energy(at: 1)
        let window = circuit.window.upperBound - circuit.window.lowerBound
        // Charge that the generator makes and the wheels take at once does not pass through it.
        let yearly = economy.distancePerYear * share * stored
        let daily = min(1, yearly / 365 / max(1, circuit.high - circuit.low))
        let depth = max(0.01, daily * window)
        let duty = BatteryAgeing.Duty(
            temperature: options.temperature,
            meanSOC: circuit.window.upperBound - depth / 2,
            cyclesPerYear: yearly / whole,
            depth: depth
        )
        let years = ageing.years(untilLeft: options.replacedAt, of: duty)
        let bought = years > 0 ? (economy.years / years).rounded(.up) - 1 : 0
        return OwnershipOutlook.BatteryLife(
            left: ageing.chargeLeft(afterYears: economy.years, of: duty),
            years: years,
            replacements: Int(min(max(bought, 0), 20))
        )
    }

    // MARK: Mean

    private func mean(
        _ cases: [OwnershipOutlook.Case],
        _ shares: ElectricShares
    ) -> OwnershipOutlook.Case {
        var cost = OwnershipOutlook.Cost()
        var carbon = OwnershipOutlook.Carbon()
        for (each, point) in zip(cases, shares.points) {
            cost.electricity += each.cost.electricity * point.weight
            cost.fuel += each.cost.fuel * point.weight
            cost.maintenance += each.cost.maintenance * point.weight
            cost.depreciation += each.cost.depreciation * point.weight
            cost.replacement += each.cost.replacement * point.weight
            carbon.tailpipe += each.carbon.tailpipe * point.weight
            carbon.fuelUpstream += each.carbon.fuelUpstream * point.weight
            carbon.grid += each.carbon.grid * point.weight
            carbon.gridUpstream += each.carbon.gridUpstream * point.weight
            carbon.manufacturing += each.carbon.manufacturing * point.weight
        }
        return OwnershipOutlook.Case(
            electricShare: shares.mean,
            cost: cost,
            carbon: carbon,
            battery: life(shares.mean)
        )
    }
}

extension VehicleSheet {
    /// What it costs and emits over the years, for an ordinary use.
    package func ownership(
        _ use: DailyUse,
        economy: Economy,
        options: OwnershipOptions = OwnershipOptions()
    ) -> OwnershipOutlook {
        OwnershipAccount(sheet: self, use: use, economy: economy, options: options).outlook()
    }
}
