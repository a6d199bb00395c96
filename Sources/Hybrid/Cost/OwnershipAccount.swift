/// The making of an ownership outlook: what ``UseOutcome`` says of missions, over days that begin full.
struct OwnershipAccount {
    let sheet: VehicleSheet
    let missions: MissionSet
    /// One for each mission.
    let figures: [MissionFigures]
    let economy: Economy
    /// Whether other shares of the nights are looked at than the one that is reckoned with.
    let isBanded: Bool

    private var burns: Bool { sheet.vehicle.fuel != nil }

    private var charged: ChargedDays {
        sheet.plug == nil ? ChargedDays(0, source: "has no plug") : .usual(economy)
    }

    func outlook() -> OwnershipOutlook {
        let charged = charged
        let central = use(charged.central)
        let reckoned = outcome(central)
        return OwnershipOutlook(
            vehicle: sheet.id,
            name: sheet.vehicle.name,
            missions: missions.summary,
            days: zip(missions.missions, central.parts).map(day),
            charged: charged,
            cases: isBanded ? charged.shares.map { outcome(use($0)) } : [reckoned],
            uncharged: isBanded ? outcome(use(0)) : reckoned,
            central: reckoned,
            years: economy.years,
            distance: economy.distancePerYear * economy.years,
            price: sheet.ownership.price
        )
    }

    /// With a share of the nights that fill the battery.
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
            beyond: drain == nil ? nil : beyond.reduce(0) { $0 + $1.share },
            chargingStops: part.stopsPerYear,
            chargingTime: part.chargingTime
        )
    }

    private func outcome(_ use: UseOutcome) -> OwnershipOutlook.Case {
        OwnershipOutlook.Case(
            electricShare: use.utilityFactor,
            cost: use.cost,
            carbon: carbon(use),
            fuel: use.litersPerMeter,
            wall: use.wallPerMeter,
            chargingTime: use.chargingTime,
            chargingStops: use.stopsPerYear,
            battery: use.battery
        )
    }

    private func carbon(_ use: UseOutcome) -> OwnershipOutlook.Carbon {
        let meter = use.wallPerMeter / SI.kilowattHour
        let upstream = sheet.vehicle.fuel.flatMap { economy.fuels[$0.name]?.upstreamCarbon } ?? 0
        return OwnershipOutlook.Carbon(
            tailpipe: use.tailpipeCarbon,
            fuelUpstream: use.litersPerMeter * upstream,
            grid: meter * economy.gridCarbon,
            gridUpstream: meter * economy.gridUpstreamCarbon,
            manufacturing: use.manufacturingCarbon ?? 0
        )
    }
}

extension VehicleSheet {
    /// What it costs and emits over the years, for ordinary days.
    ///
    /// `figures`: of this vehicle, one for each mission. `isBanded`: whether other shares of the nights
    /// that fill the battery are looked at, too.
    package func ownership(
        _ missions: MissionSet,
        _ figures: [MissionFigures],
        economy: Economy,
        isBanded: Bool = true
    ) -> OwnershipOutlook {
        OwnershipAccount(
            sheet: self,
            missions: missions,
            figures: figures,
            economy: economy,
            isBanded: isBanded
        ).outlook()
    }
}
