import Charts
package import Pages

/// The tables of journeys, for the page and for the terminal.
package struct JourneyTables: Sendable {
    package let journeys: [JourneyResult]
    /// Of the same vehicles with no charge to spend: they stand below the others in ``totals`` only.
    package let sustained: [JourneyResult]

    package init(_ journeys: [JourneyResult], sustained: [JourneyResult] = []) {
        self.journeys = journeys
        self.sustained = sustained
    }

    /// Those that a terminal shows; tables without a row are left out.
    package var terminal: [ReportTable] {
        let climbs = journeys.count > 1 ? greatClimbs : climbs
        return [totals, stops, climbs, slow].filter { !$0.rows.isEmpty }
    }

    /// What a vehicle that does not get there lacks, and what is beyond what one is built for.
    package var notes: [String] {
        journeys.compactMap(JourneyGap.sentence) + Set(journeys.flatMap(\.warnings)).sorted()
    }

    /// A line for each vehicle.
    package var totals: ReportTable {
        var table = ReportTable(
            "Each vehicle on the way",
            [
                .init("Vehicle"), .init("Arrives"), .number("Driven, km"), .number("Time"),
                .number("Stops"),
                .number("At stops"), .number("Lost for power"), .number("Fuel, l"),
                .number("Charged, kWh at the meter"), .number("Energy"), .number("With time"),
                .number("CO2"), .number("Lowest charge"), .init("Control"),
            ]
        )
        let rows = journeys + sustained
        let hasFailed = !rows.allSatisfy(\.isArrived)
        for one in rows {
            let lost = one.lostSeconds
            let halts = one.times.total - one.times.driving
            table.append([
                .init(one.name),
                one.isArrived ? .init("yes", .good) : .init("no", .bad),
                .init(hasFailed ? Prose.number(one.distance / 1e3) : ""),
                .init(Prose.time(one.times.total)), .init("\(one.stops.count)"),
                .init(halts > 0 ? Prose.time(halts) : Measure.none),
                .init(
                    lost >= SlowStretch.leastFelt ? Prose.time(lost) : Measure.none,
                    lost >= SlowStretch.leastLong ? .warning : .plain
                ),
                .init(one.kind == .electric ? Measure.none : Prose.number(one.energy.fuel)),
                .init(
                    one.energy.metered > 0
                        ? Prose.number(one.energy.metered / 3.6e6) : Measure.none
                ),
                .init(Prose.money(one.money.energy)), .init(Prose.money(one.money.total)),
                .init(Prose.mass(one.carbon.total)),
                .init(one.charge.map { Prose.percent($0.lowest) } ?? Measure.none),
                .init(one.control ?? ""),
            ])
        }
        return table.compact
    }

    package var stops: ReportTable {
        var table = ReportTable(
            "Stops as they were made",
            [
                .init("Vehicle"), .init("Stop"), .number("At, km"), .number("After"),
                .number("Arrives with"), .number("Leaves with"),
                .number("Charged, kWh at the meter"),
                .number("Minutes"), .number("of it waiting"), .number("Fuel, l"), .number("Paid"),
            ]
        )
        for one in journeys {
            for stop in one.stops {
                let fuel = stop.fuelLeaving - stop.fuelArriving
                table.append([
                    .init(one.name), .init(stop.name), .init(Prose.number(stop.distance / 1e3)),
                    .init(Prose.time(stop.time)),
                    .init(stop.metered > 0 ? stop.socArriving.map(Prose.percent) ?? "" : ""),
                    .init(stop.metered > 0 ? stop.socLeaving.map(Prose.percent) ?? "" : ""),
                    .init(stop.metered > 0 ? Prose.number(stop.metered / 3.6e6) : ""),
                    .init(Measure.decimal(stop.seconds / 60)),
                    .init(
                        stop.wait + stop.overhead > 0
                            ? Measure.decimal((stop.wait + stop.overhead) / 60) : ""
                    ),
                    .init(fuel > 1e-6 ? Prose.number(fuel) : ""),
                    .init(Prose.money(stop.chargeCost + stop.fuelCost)),
                ])
            }
        }
        return table.compact
    }

    /// Power as `mean / peak`; that of the bus is of drive and auxiliaries, that of the wheels is not.
    package var climbs: ReportTable { climbs("Climbs") { _ in true } }

    /// Those with the highest peaks of power, and the hardest one of each vehicle among them.
    private var greatClimbs: ReportTable {
        let most = journeys.map(\.climbs.count).max() ?? 0
        guard most > Self.mostClimbs else { return climbs }
        let great = journeys.flatMap { one in
            let peaks = one.climbs.sorted { $0.need.peak > $1.need.peak }.prefix(Self.mostClimbs)
            return peaks.map(\.from) + [one.hardestClimb?.from].compactMap(\.self)
        }
        let shown = Set(great)
        return climbs("Climbs with the highest peaks of power") { shown.contains($0.from) }
    }

    private static let mostClimbs = 3

    private func climbs(
        _ title: String,
        _ isShown: (JourneyClimb) -> Bool
    ) -> ReportTable {
        var table = ReportTable(
            title,
            [
                .init("Vehicle"), .init("Climb, km"), .number("Rise, m"),
                .number("Grade, steepest"),
                .number("At the wheels, kW mean / 10 s peak"),
                .number("At the bus, kW mean / 10 s peak"),
                .number("Its engine gives there, kW"), .number("Needed at the foot, kWh"),
                .number("Held, kWh"), .number("Lost"), .number("Slowest, km/h"),
            ]
        )
        func need(_ power: JourneyClimb.Need) -> String {
            "\(Measure.decimal(power.mean / 1e3)) / \(Measure.decimal(power.peak / 1e3))"
        }
        for one in journeys {
            for climb in one.climbs where isShown(climb) {
                let isShort = (climb.needed ?? 0) > (climb.held ?? .infinity)
                let place =
                    one.kind == .series
                    ? "at the bus" : "at the wheels, \(Prose.speed(climb.peakSpeed))"
                table.append([
                    .init(one.name),
                    .init("\(Prose.number(climb.from / 1e3)) to \(Prose.number(climb.to / 1e3))"),
                    .init(Prose.number(climb.rise)),
                    .init("\(Prose.percent(climb.grade)), \(Prose.percent(climb.steepest))"),
                    .init(need(climb.wheels)), .init(climb.bus.map(need) ?? ""),
                    .init(
                        one.kind == .electric
                            ? "" : "\(climb.engineWords) \(place)"
                    ),
                    .init(climb.needed.map { Prose.number($0 / 3.6e6) } ?? ""),
                    .init(
                        climb.held.map { Prose.number($0 / 3.6e6) } ?? "",
                        isShort ? .warning : .plain
                    ),
                    climb.isHeld ? .init("none", .good) : .init(Prose.time(climb.lost), .warning),
                    .init(Prose.number(climb.slowest * 3.6)),
                ])
            }
        }
        return table.compact
    }

    package var slow: ReportTable {
        var table = ReportTable(
            "Stretches below the speed of the road",
            [
                .init("Vehicle"), .init("From km to km"), .number("Grade"), .number("Asked, km/h"),
                .number("Slowest, km/h"), .number("Below for"), .number("Lost"),
            ]
        )
        for one in journeys {
            for stretch in one.lostStretches {
                table.append([
                    .init(one.name),
                    .init(
                        "\(Prose.number(stretch.from / 1e3)) to \(Prose.number(stretch.to / 1e3))"
                    ),
                    .init(Prose.percent(stretch.grade)), .init(Prose.number(stretch.asked * 3.6)),
                    .init(Prose.number(stretch.slowest * 3.6)), .init(Prose.time(stretch.seconds)),
                    .init(Prose.time(stretch.lost), stretch.isLong ? .warning : .plain),
                ])
            }
        }
        return table
    }

    // MARK: Sums

    package var hours: ReportTable {
        var table = ReportTable(
            "Hours",
            [
                .init("Vehicle"), .number("Driving"), .number("Charging"),
                .number("Waiting and around"), .number("Refueling"), .number("In all"),
            ]
        )
        for one in journeys {
            func cell(_ seconds: Double) -> ReportTable.Cell {
                .init(seconds > 0 ? Prose.time(seconds) : "")
            }
            table.append([
                .init(one.name), cell(one.times.driving), cell(one.times.charging),
                cell(one.times.waiting), cell(one.times.refueling), cell(one.times.total),
            ])
        }
        return table.compact
    }

    package var money: ReportTable {
        var table = ReportTable(
            "Dollars",
            [
                .init("Vehicle"), .number("Chargers"), .number("Pumps"),
                .number("Charge replaced"), .number("Fuel replaced"), .number("Energy"),
                .number("Time"), .number("In all"),
            ]
        )
        for one in journeys {
            let money = one.money
            func cell(_ dollars: Double) -> ReportTable.Cell {
                .init(dollars == 0 ? "" : Prose.money(dollars))
            }
            table.append([
                .init(one.name), cell(money.charging), cell(money.fuel),
                cell(money.chargeReplaced), cell(money.fuelReplaced), cell(money.energy),
                cell(money.time), cell(money.total),
            ])
        }
        return table.compact
    }

    package var carbon: ReportTable {
        var table = ReportTable(
            "CO2, kg",
            [
                .init("Vehicle"), .number("Exhaust"), .number("Fuel upstream"), .number("Grid"),
                .number("Grid upstream"), .number("In all"),
            ]
        )
        for one in journeys {
            let carbon = one.carbon
            func cell(_ kilograms: Double) -> ReportTable.Cell {
                .init(kilograms == 0 ? "" : Prose.number(kilograms))
            }
            table.append([
                .init(one.name), cell(carbon.tailpipe), cell(carbon.fuelUpstream),
                cell(carbon.grid), cell(carbon.gridUpstream), cell(carbon.total),
            ])
        }
        return table.compact
    }

    /// How near the drive came to what was planned.
    package var check: ReportTable {
        var table = ReportTable(
            "Planned and driven",
            [
                .init("Vehicle"), .number("Time planned"), .number("Time driven"),
                .number("Fuel planned, l"), .number("Fuel burned, l"),
                .number("Charge planned at the end"), .number("Charge driven"),
                .number("Worst difference of charge"),
            ]
        )
        for one in journeys {
            let hasFuel = one.kind != .electric
            table.append([
                .init(one.name), .init(Prose.time(one.plan.seconds)),
                .init(Prose.time(one.times.total)),
                .init(hasFuel ? Prose.number(one.plan.fuel) : ""),
                .init(hasFuel ? Prose.number(one.energy.fuel) : ""),
                .init(one.plan.soc.map(Prose.percent) ?? ""),
                .init(one.charge.map { Prose.percent($0.end) } ?? ""),
                .init(one.charge == nil ? "" : Prose.percent(abs(one.plan.worstSOC))),
            ])
        }
        return table.compact
    }
}

extension JourneyClimb {
    /// Of the engine's power at sea level, what it must lack before that is told, as a share.
    private static let leastDerate = 0.005

    /// Whether thin or hot air takes some of the engine's power there.
    var isDerated: Bool { enginePower < (1 - Self.leastDerate) * ratedPower }

    /// `126 of 130`: what the engine gives there, of what it gives at sea level, in kW.
    fileprivate var engineWords: String {
        let power = Prose.number(enginePower / 1e3)
        return isDerated ? "\(power) of \(Prose.number(ratedPower / 1e3))" : power
    }
}
