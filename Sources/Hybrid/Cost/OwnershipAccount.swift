/// The making of an ownership outlook: what ``UseOutcome`` says of missions, over days that begin full.
struct OwnershipAccount {
    let sheet: VehicleSheet
    let missions: MissionSet
    /// One for each mission.
    let figures: [MissionFigures]
    let economy: Economy
    let options: OwnershipOptions

    private var battery: Battery? { sheet.vehicle.battery }
    private var burns: Bool { sheet.vehicle.fuel != nil }

    private var charged: ChargedDays {
        guard sheet.plug != nil else { return ChargedDays(0, source: "has no plug") }
        return options.charged ?? .usual(homeAccess: economy.homeAccess)
    }

    func outlook() -> OwnershipOutlook {
        let charged = charged
        let central = use(charged.central)
        return OwnershipOutlook(
            vehicle: sheet.id,
            name: sheet.vehicle.name,
            missions: missions.summary,
            days: zip(missions.missions, central.parts).map(day),
            charged: charged,
            cases: charged.shares.map { outcome(use($0)) },
            central: outcome(central),
            years: economy.years,
            distance: economy.distancePerYear * economy.years,
            price: sheet.ownership.price
        )
    }

    /// With a share of the days that begin full.
    private func use(_ charged: Double) -> UseOutcome {
        var economy = economy
        economy.homeAccess = charged
        return UseOutcome(sheet, missions, figures, economy)
    }

    private func day(_ mission: Mission, _ part: UseOutcome.Part) -> OwnershipOutlook.Day {
        let drain = sheet.plug == nil && burns ? nil : part.figures.batteryPerMeter
        let beyond = mission.distances.days.filter { $0.distance > part.electricRange }
        return OwnershipOutlook.Day(
            mission: mission.name,
            trailer: mission.trailer?.name,
            temperature: mission.conditions.temperature,
            share: part.share,
            wall: drain.map { $0 / (sheet.plug?.homeEfficiency ?? 1) },
            fuel: part.figures.fuelPerMeter.flatMap { heat in
                sheet.vehicle.fuel.map { $0.liters(heat) }
            },
            electricRange: drain == nil ? nil : part.electricRange,
            electricShare: part.utilityFactor,
            beyond: drain == nil ? nil : beyond.reduce(0) { $0 + $1.share }
        )
    }

    private func outcome(_ use: UseOutcome) -> OwnershipOutlook.Case {
        let life = life(use)
        return OwnershipOutlook.Case(
            electricShare: burns ? use.utilityFactor : 1,
            cost: cost(use, life),
            carbon: carbon(use, life),
            fuel: use.litersPerMeter,
            wall: use.wallPerMeter,
            chargingTime: use.chargingTime,
            chargingStops: use.stopsPerYear,
            battery: life
        )
    }

    private func cost(
        _ use: UseOutcome,
        _ life: OwnershipOutlook.BatteryLife?
    ) -> OwnershipOutlook.Cost {
        var cost = OwnershipOutlook.Cost(
            electricity: use.cost.electricity,
            fuel: use.cost.fuel,
            time: use.cost.time,
            maintenance: use.cost.maintenance,
            depreciation: use.cost.depreciation
        )
        let meters = economy.distancePerYear * economy.annuity
        guard meters > 0, let life, let battery else { return cost }
        let each = battery.usableEnergy * options.batteryPrice
        let paid = (0..<life.replacements).reduce(0.0) { sum, index in
            sum + each * economy.present(in: life.years * Double(index + 1))
        }
        cost.replacement = paid / meters
        return cost
    }

    private func carbon(
        _ use: UseOutcome,
        _ life: OwnershipOutlook.BatteryLife?
    ) -> OwnershipOutlook.Carbon {
        let liters = use.litersPerMeter
        let meter = use.wallPerMeter / 3.6e6
        let upstream = sheet.vehicle.fuel.flatMap { economy.fuels[$0.name]?.upstreamCarbon } ?? 0
        var carbon = OwnershipOutlook.Carbon()
        carbon.tailpipe = use.tailpipeCarbon
        carbon.fuelUpstream = liters * upstream
        carbon.grid = meter * economy.gridCarbon
        carbon.gridUpstream = meter * economy.gridUpstreamCarbon
        let meters = economy.distancePerYear * economy.years
        guard meters > 0 else { return carbon }
        let batteries = Double(life?.replacements ?? 0) * (battery?.usableEnergy ?? 0)
        let built = (sheet.ownership.carbon ?? 0) + batteries * options.batteryCarbon
        carbon.manufacturing = built / meters
        return carbon
    }

    /// What is left of a battery that is emptied by a day's drive and filled at night.
    private func life(_ use: UseOutcome) -> OwnershipOutlook.BatteryLife? {
        guard let ageing = sheet.ageing, let battery else { return nil }
        let circuit = battery.circuit(at: 20)
        let window = circuit.window.upperBound - circuit.window.lowerBound
        // Charge that the generator makes and the wheels take at once does not pass through it.
        let stored = use.parts.reduce(0.0) { sum, part in
            let share = burns ? part.utilityFactor : 1
            return sum + part.share * share * (part.figures.batteryPerMeter ?? 0)
        }
        let yearly = economy.distancePerYear * stored
        let daily = min(1, yearly / 365 / max(1, circuit.high - circuit.low))
        let depth = max(0.01, daily * window)
        let duty = BatteryAgeing.Duty(
            temperature: options.temperature,
            meanSOC: circuit.window.upperBound - depth / 2,
            cyclesPerYear: yearly / circuit.energy(at: 1),
            depth: depth
        )
        let years = ageing.years(untilLeft: options.replacedAt, of: duty)
        let bought = years > 0 ? (economy.years / years).rounded(.up) - 1 : 0
        return OwnershipOutlook.BatteryLife(
            left: ageing.chargeLeft(afterYears: economy.years, of: duty),
            leftRange: ageing.chargeLeftRange(afterYears: economy.years, of: duty),
            years: years,
            yearsRange: ageing.yearsRange(untilLeft: options.replacedAt, of: duty),
            replacements: Int(min(max(bought, 0), 20))
        )
    }
}

extension VehicleSheet {
    /// What it costs and emits over the years, for ordinary days.
    ///
    /// `figures`: of this vehicle, one for each mission.
    package func ownership(
        _ missions: MissionSet,
        _ figures: [MissionFigures],
        economy: Economy,
        options: OwnershipOptions = OwnershipOptions()
    ) -> OwnershipOutlook {
        OwnershipAccount(
            sheet: self,
            missions: missions,
            figures: figures,
            economy: economy,
            options: options
        ).outlook()
    }
}
