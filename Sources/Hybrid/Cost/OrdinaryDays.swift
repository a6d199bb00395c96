import Pages

/// What vehicles do on ordinary days: the same missions for all of them, driven by each.
package struct OrdinaryDays: Sendable, Hashable {
    package let missions: MissionSet
    /// For each vehicle, in its order: one for each mission.
    package let figures: [[MissionFigures]]
    /// Vehicle and mission, in words, where one has not the power or may not tow it.
    package let faults: [String]

    /// Of the first set that all vehicles can drive; of the last one where none fits all.
    ///
    /// Nothing without a set.
    package init?(_ sets: [MissionSet], _ sheets: [VehicleSheet]) {
        let days = sets.map { OrdinaryDays($0, sheets) }
        guard let found = days.first(where: { $0.faults.isEmpty }) ?? days.last else { return nil }
        self = found
    }

    private init(_ missions: MissionSet, _ sheets: [VehicleSheet]) {
        self.missions = missions
        figures = sheets.map { sheet in
            missions.missions.map { mission in
                MissionFigures.stepped(
                    sheet.vehicle,
                    mission,
                    quick: MissionFigures.quick(sheet.vehicle, mission)
                )
            }
        }
        faults = zip(sheets, figures).flatMap { sheet, figures in
            zip(missions.missions, figures).compactMap { mission, figures in
                if let trailer = mission.trailer, !sheet.excesses(towing: trailer).isEmpty {
                    return "\(sheet.vehicle.name) may not tow the trailer of “\(mission.name)”"
                }
                let isShort = figures.infeasibleSeconds > Self.slack * mission.cycle.duration
                return isShort
                    ? "\(sheet.vehicle.name) has not the power for “\(mission.name)”" : nil
            }
        }
    }

    /// Of the time of a lap: what a start at full power may miss.
    private static let slack = 0.01
}

extension MissionSet {
    /// What a label takes for ordinary days: 55 % UDDS and 45 % HWFET, with what labels add.
    ///
    /// For vehicles that the other missions ask too much of. The days are assumed: half of them are
    /// shorter than 50 km.
    package static func label(city: Cycle, highway: Cycle) -> MissionSet? {
        let days = DistanceDistribution.lognormal(median: 50e3, spread: 0.9)
        return MissionSet(
            name: "label",
            missions: [(city, 0.55, .city), (highway, 0.45, .highway)].map { cycle, share, road in
                Mission(
                    name: cycle.name,
                    cycle: cycle,
                    distances: days,
                    share: share,
                    excess: .label(road),
                    coldStarts: twoWays
                )
            }
        )
    }

    /// `“pickup (assumed)”: commute 50 %, work 25 %`: what a figure over its missions comes from.
    package var summary: String {
        let parts = missions.map { "\($0.name) \(Prose.percent($0.share))" }
        return "“\(name)”: \(Prose.list(parts)) of the distance"
    }
}
