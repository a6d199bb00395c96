import Foundation
package import Hybrid
package import Planning

/// What a vehicle is used for over a year, as a file describes it.
package struct MissionFile: Sendable, Hashable {
    package var missions: MissionSet
    package var figures: [SourcedFigure]
    package var notices: [String]

    /// Reads missions of the library by their name, or the file at a path; throws all its mistakes.
    package static func open(_ nameOrPath: String) throws(SiteMistakes) -> MissionFile {
        let document = try DriveDocument.find(
            nameOrPath,
            what: "set of missions",
            endings: [".yaml", ".yml"],
            in: DriveLibrary.missionFiles
        )
        return try decode(document.text, name: document.name)
    }

    /// The missions alone; see ``open(_:)``.
    package static func load(_ nameOrPath: String) throws(SiteMistakes) -> MissionSet {
        try open(nameOrPath).missions
    }

    /// Reads the text of missions.
    ///
    /// `name`: The path of the file, in whose folder the cycles and trailers lie that it names.
    package static func decode(
        _ text: String,
        name: String
    ) throws(SiteMistakes) -> MissionFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let missions = try reader.document(text, name: name, as: .missions) {
            (reader: inout SiteReader, root: Field) -> MissionSet? in
            reader.missions(
                root.merged,
                in: URL(fileURLWithPath: name).deletingLastPathComponent()
            )
        }
        guard let missions else { preconditionFailure("a file without missions has a mistake") }
        return MissionFile(
            missions: missions,
            figures: reader.plan.figures,
            notices: reader.notices.map { "\(name): \($0)" }
        )
    }
}

extension DocumentKind {
    static let missions = Self(
        name: "file of missions",
        starter: "`busbar drive vehicles pickup` prints one to begin with"
    )
}

extension SiteReader {
    /// How long a steady speed is held, in s: a cycle repeats itself until the day is over.
    private static let steadySeconds = 600.0

    /// How long each part of a hill is in s: level, up, and down again.
    private static let hillSeconds = 180.0

    /// How far shares that make a whole may be off it, in percent: thirds are written as 33.3.
    private static let shareSlack = 1.0

    /// `folder`: Of the file, for the paths in it.
    fileprivate mutating func missions(_ root: Field, in folder: URL) -> MissionSet? {
        guard let entity = entity(root, known: ["name", "missions"]) else { return nil }
        let name = required("name", in: entity.fields, "who drives so: pickup of a farm")
            .flatMap { text($0)?.value }
        guard
            let field = required("missions", in: entity.fields, "a list of what is driven"),
            let items = list(field, of: "missions: { name: commute, cycle: UDDS, … }")
        else { return nil }
        if items.isEmpty { reject(field, "is empty; name at least one mission") }
        let before = mistakes.count
        var named: Set<String> = []
        let missions = items.compactMap { item -> Mission? in
            let mission = mission(item, of: entity, isOnly: items.count == 1, in: folder)
            if let mission, !named.insert(mission.name).inserted {
                reject(item, "a second mission is called \(quoted(mission.name)); rename one")
            }
            return mission
        }
        guard mistakes.count == before else { return nil }
        checkWhole(missions.map { $0.share * 100 }, field, "share_percent of the missions")
        guard let name else { return nil }
        let set = MissionSet(name: name, missions: missions)
        if set == nil { reject(field, "none of them goes anywhere") }
        return set
    }

    private mutating func mission(
        _ field: Field,
        of whole: Entity,
        isOnly: Bool,
        in folder: URL
    ) -> Mission? {
        let keys = [
            "name", "cycle", "steady", "hills", "distances", "days", "trailer", "temperature_c",
            "altitude_m", "headwind_kmh", "share_percent", "excess_percent",
            "label", "cold_starts_per_day",
        ]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let name = required("name", in: entity.fields, "what it is: commute")
            .flatMap { text($0)?.value }
        let cycle = missionCycle(entity, in: folder)
        let distances = missionDistances(entity)
        var trailer: Trailer?
        if let field = entity["trailer"] {
            trailer = named(field, in: folder) { path throws(SiteMistakes) in
                try TrailerFile.load(path)
            }
        }
        let conditions = missionConditions(entity)
        let share =
            isOnly && entity["share_percent"] == nil
            ? 1
            : requiredQuantity(
                "share_percent",
                0.01,
                in: entity,
                .positivePercent,
                "of the distance of a year: 50"
            )
        let excess = missionExcess(entity)
        let coldStarts = quantity(
            "cold_starts_per_day",
            in: entity,
            .range(0...50, "on each day that is driven")
        )
        guard let name, let cycle, let distances, let share else { return nil }
        return Mission(
            name: name,
            cycle: cycle,
            distances: distances,
            trailer: trailer,
            conditions: conditions,
            share: share,
            excess: excess,
            coldStarts: coldStarts ?? MissionSet.twoWays
        )
    }

    private mutating func missionConditions(_ entity: Entity) -> Conditions {
        let temperature = quantity("temperature_c", in: entity, .degrees)
        let altitude = quantity("altitude_m", in: entity, .altitude)
        let headwind = quantity(
            "headwind_kmh",
            SI.kmh,
            in: entity,
            .range(-150...150, "km/h; below zero from behind")
        )
        return Conditions(
            temperature: temperature ?? SI.roomTemperature,
            altitude: altitude ?? 0,
            headwind: headwind ?? 0
        )
    }

    /// `excess_percent: 10` on everything, or `label: city`, what labels put on that cycle.
    private mutating func missionExcess(_ entity: Entity) -> Mission.Excess {
        guard let field = alternative(["excess_percent", "label"], in: entity) else {
            return .times(1)
        }
        if field.name == "label" {
            guard let road = text(field)?.value else { return .times(1) }
            switch road {
            case "city": return .label(.city)
            case "highway": return .label(.highway)
            default:
                reject(field, "\"\(road)\" is no cycle of a label; city or highway")
                return .times(1)
            }
        }
        let percent = quantity(
            "excess_percent",
            0.01,
            in: entity,
            .range(0...200, "%, above what the cycle takes")
        )
        return .times(1 + (percent ?? 0))
    }

    /// `cycle: UDDS`, a file of points, `steady: { speed_kmh: 105 }`, or `hills` with a grade.
    private mutating func missionCycle(_ entity: Entity, in folder: URL) -> Cycle? {
        guard let field = alternative(["cycle", "steady", "hills"], in: entity) else {
            if entity.fields.misspelt.isDisjoint(with: ["cycle", "steady", "hills"]) {
                _ = required("cycle", in: entity.fields, "UDDS, or steady: { speed_kmh: 105 }")
            }
            return nil
        }
        if field.name == "cycle" {
            return named(field, in: folder) { path throws(SiteMistakes) in
                try CycleFile.load(path)
            }
        }
        let keys = ["speed_kmh", "speed_mph", "grade_percent"]
        guard let steady = part(field, known: keys, of: entity) else { return nil }
        let speed = requiredQuantity(
            [UnitKey("speed_kmh", SI.kmh), UnitKey("speed_mph", SI.mph)],
            in: steady,
            .range(1...300),
            "105"
        )
        guard field.name == "hills" else {
            let grade = quantity("grade_percent", 0.01, in: steady, .range(-30...30, "%"))
            return speed.map {
                .steady(speed: $0, grade: grade ?? 0, seconds: Self.steadySeconds)
            }
        }
        let grade = requiredQuantity(
            "grade_percent",
            0.01,
            in: steady,
            .range(0...30, "%"),
            "of the way up, and of the way down: 3"
        )
        guard let speed, let grade else { return nil }
        return .hills(speed: speed, grade: grade, seconds: Self.hillSeconds)
    }

    /// `distances: { median_km: 50, spread: 0.7 }`, or `days: [[50, 80], [300, 20]]`.
    private mutating func missionDistances(_ entity: Entity) -> DistanceDistribution? {
        guard let field = alternative(["distances", "days"], in: entity) else {
            if entity.fields.misspelt.isDisjoint(with: ["distances", "days"]) {
                _ = required(
                    "distances",
                    in: entity.fields,
                    "{ median_km: 50, spread: 0.7 }, or days: [[50, 80], [300, 20]]"
                )
            }
            return nil
        }
        if field.name == "days" { return missionDays(field) }
        let keys = ["median_km", "median_mi", "spread"]
        guard let entity = part(field, known: keys, of: entity) else { return nil }
        let median = requiredQuantity(
            [UnitKey("median_km", 1000), UnitKey("median_mi", SI.mile)],
            in: entity,
            .range(0.1...5_000),
            "half of the days are shorter: 50"
        )
        let spread = requiredQuantity(
            "spread",
            in: entity,
            .range(0...3),
            "the standard deviation of the logarithm; 0.8 to 1 is usual, 0 is every day the same"
        )
        guard let median, let spread else { return nil }
        return spread == 0 ? .always(median) : .lognormal(median: median, spread: spread)
    }

    private mutating func missionDays(_ field: Field) -> DistanceDistribution? {
        let example = "[[50, 80], [300, 20]]: km, and percent of the days"
        guard let items = list(field, of: "days: \(example)") else { return nil }
        let before = mistakes.count
        let days = items.compactMap { item -> DistanceDistribution.Days? in
            guard let pair = list(item, of: "two numbers: \(example)") else { return nil }
            guard pair.count == 2 else {
                reject(item, "has to be two numbers: \(example)")
                return nil
            }
            let distance = number(pair[0], "above 0, in km", where: { $0 > 0 && $0 <= 5_000 })
            let share = number(
                pair[1],
                Bounds.positivePercent.words,
                where: Bounds.positivePercent.holds
            )
            guard let distance, let share else { return nil }
            return .init(distance: distance * 1000, share: share / 100)
        }
        guard mistakes.count == before else { return nil }
        guard let distribution = DistanceDistribution(days) else {
            reject(field, "has no days; write \(example)")
            return nil
        }
        checkWhole(days.map { $0.share * 100 }, field, "shares of the days")
        return distribution
    }

    private mutating func checkWhole(_ shares: [Double], _ field: Field, _ what: String) {
        let sum = shares.reduce(0, +)
        guard !shares.isEmpty, abs(sum - 100) > Self.shareSlack else { return }
        reject(field, "\(what) add up to \(short(sum)), not to 100")
    }

    /// What a name of the library or a path stands for; a path is relative to the file's folder.
    private mutating func named<Value>(
        _ field: Field,
        in folder: URL,
        load: (String) throws(SiteMistakes) -> Value
    ) -> Value? {
        guard let text = text(field) else { return nil }
        let isPath =
            text.value.contains("/") || DriveDocument.isTable(text.value)
            || text.value.hasSuffix(".yaml") || text.value.hasSuffix(".yml")
        let path = isPath ? URL(fileURLWithPath: text.value, relativeTo: folder).path : text.value
        do {
            return try load(path)
        } catch {
            adopt(error, at: field, place: isPath ? text.written : nil)
            return nil
        }
    }
}
