import Foundation
import Hybrid

/// A route in YAML: points, or the file that holds them, and places to stop.
extension SiteReader {
    /// `path`: Of the file that is read.
    mutating func route(_ root: Field, in path: String, _ given: RouteFile.Given) -> RouteFile? {
        let keys = ["name", "points", "file", "smoothing_m", "speed_kmh", "speed_mph", "stations"]
        guard let entity = entity(root, known: keys) else { return nil }
        let name = required("name", in: entity.fields, "where it goes: Denver to Cove Fort")
            .flatMap { text($0)?.value }
        let speed =
            quantity(
                [UnitKey("speed_kmh", SI.kmh), UnitKey("speed_mph", SI.mph)],
                in: entity,
                .range(1...300)
            ) ?? given.speed
        let way = way(entity, in: path, speed: speed)
        let stations =
            entity["stations"]
            .map { self.stations($0, of: entity, upTo: way.end, given) } ?? []
        guard let name, let points = way.points, !points.isEmpty else { return nil }
        return RouteFile(
            route: Route(
                name: name,
                points: points,
                stations: stations.sorted { $0.distance < $1.distance }
            ),
            figures: plan.figures,
            notices: notices
        )
    }

    /// Points, and how far they go in m: each as far as it could be read.
    private typealias Way = (points: [Route.Point]?, end: Double?)

    private mutating func way(_ entity: Entity, in path: String, speed: Double?) -> Way {
        let smoothing = quantity("smoothing_m", in: entity, .range(0...5000, "m"))
        if let field = entity["points"] {
            if let other = entity["file"] {
                reject(other, "stands beside points; keep one of the two")
            }
            return writtenWay(field, of: entity, speed: speed, smoothing)
        }
        guard let field = required("file", in: entity.fields, "a .gpx or .csv, or points:"),
            let text = text(field)
        else { return (nil, nil) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let place = URL(fileURLWithPath: text.value, relativeTo: folder).path
        guard DriveDocument.isTable(place) || DriveDocument.isTrack(place) else {
            reject(field, "\(quoted(text.written)) ends neither in .gpx nor in .csv")
            return (nil, nil)
        }
        do {
            let content = try TextFile.read(
                place,
                orElse: "a path is relative to this file's folder"
            )
            var profile = try RouteProfile.decode(content, name: place)
            let window = smoothing ?? (profile.isMeasured ? RouteProfile.window : 0)
            profile = profile.smoothed(over: window)
            if window > 0 { note(field.path, "heights are means over \(short(window)) m") }
            let end = profile.distances.last
            if let points = profile.points(at: speed) { return (points, end) }
            if !Self.namesSpeed(entity) {
                _ = required("speed_kmh", in: entity.fields, "the file says no speeds: 100")
            }
            return (nil, end)
        } catch {
            adopt(error, at: field, place: text.written)
        }
        return (nil, nil)
    }

    /// Whether a speed stands there, right or wrong.
    private static func namesSpeed(_ entity: Entity) -> Bool {
        entity["speed_kmh"] != nil || entity["speed_mph"] != nil
    }

    private mutating func writtenWay(
        _ field: Field,
        of whole: Entity,
        speed: Double?,
        _ smoothing: Double?
    ) -> Way {
        guard let items = list(field, of: "points: { at_km: 0, altitude_m: 1600 }") else {
            return (nil, nil)
        }
        let count = mistakes.count
        var profile = RouteProfile(distances: [], altitudes: [], speeds: [], isMeasured: false)
        var read: [Field] = []
        var end: Double?
        var speed = speed
        var isNamed = speed != nil || Self.namesSpeed(whole)
        for item in items {
            end = nil
            let keys = [
                "name", "at_km", "at_mi", "altitude_m", "altitude_ft", "speed_kmh", "speed_mph",
            ]
            guard let entity = part(item, known: keys, of: whole) else { continue }
            let place = requiredQuantity(
                [UnitKey("at_km", 1000), UnitKey("at_mi", SI.mile)],
                in: entity,
                .amount,
                "from the start: 95.4"
            )
            let altitude = requiredQuantity(
                [UnitKey("altitude_m"), UnitKey("altitude_ft", SI.foot)],
                in: entity,
                .any,
                "above the sea: 1609"
            )
            let own = quantity(
                [UnitKey("speed_kmh", SI.kmh), UnitKey("speed_mph", SI.mph)],
                in: entity,
                .range(1...300)
            )
            // A speed holds until the next one is named.
            speed = own ?? speed
            isNamed = isNamed || Self.namesSpeed(entity)
            if !isNamed {
                reject(item, "how fast? write speed_kmh, here or at the top of the file")
            }
            end = place
            guard let place, let altitude else { continue }
            read.append(item)
            profile.distances.append(place)
            profile.altitudes.append(altitude)
            profile.speeds.append(speed ?? 1)
        }
        // Those that could be read are looked at whatever is wrong with the others.
        for fault in profile.faults { reject(read[fault.index], fault.message) }
        if items.count < 2 { reject(field, "has \(items.count) points; a route needs two") }
        guard mistakes.count == count else { return (nil, end) }
        return (profile.smoothed(over: smoothing ?? 0).points(at: nil), end)
    }

    private mutating func stations(
        _ field: Field,
        of whole: Entity,
        upTo end: Double?,
        _ given: RouteFile.Given
    ) -> [Station] {
        let items = list(field, of: "stations") ?? []
        guard items.count <= RouteFile.mostStations else {
            reject(
                field,
                "has \(items.count) stations; \(RouteFile.mostStations) are the most, of which those "
                    + "within reach of the road and of the vehicle's plug matter"
            )
            return []
        }
        return items.compactMap { item in
            let keys = ["name", "at_km", "at_mi", "charger", "fuels"]
            guard let entity = part(item, known: keys, of: whole) else { return nil }
            let name = required("name", in: entity.fields, "where it is: Green River")
                .flatMap { text($0)?.value }
            let place = requiredQuantity(
                [UnitKey("at_km", 1000), UnitKey("at_mi", SI.mile)],
                in: entity,
                .amount,
                "from the start of the route: 542"
            )
            let charger = entity["charger"].flatMap { self.charger($0, of: entity, given) }
            let fuels = entity["fuels"].map { stationFuels($0, of: entity) } ?? [:]
            if entity["charger"] == nil, entity["fuels"] == nil,
                entity.fields.misspelt.isEmpty
            {
                reject(item, "has neither charger: nor fuels:")
            }
            if let place, let end, place > end {
                reject(
                    entity["at_km"] ?? entity["at_mi"] ?? item,
                    "\(short(place / 1000)) km is beyond the end of the route, "
                        + "\(short((end / 100).rounded() / 10)) km"
                )
            }
            guard let name, let place else { return nil }
            return Station(name: name, distance: place, charger: charger, fuels: fuels)
        }
    }

    private mutating func charger(
        _ field: Field,
        of whole: Entity,
        _ given: RouteFile.Given
    ) -> Station.Charger? {
        let keys = ["power_kw", "price_usd_per_kwh", "wait_min", "overhead_min", "unhitching_min"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let power = requiredQuantity("power_kw", 1000, in: entity, .positive, "of one plug: 150")
        let price = quantity("price_usd_per_kwh", in: entity, .range(0...5, "USD/kWh"))
        let wait = quantity("wait_min", 60, in: entity, .range(0...1440, "minutes"))
        let overhead = quantity("overhead_min", 60, in: entity, .range(0...1440, "minutes"))
        let unhitching = quantity("unhitching_min", 60, in: entity, .range(0...1440, "minutes"))
        return power.map {
            Station.Charger(
                power: $0,
                price: price ?? given.fastPrice ?? 0,
                wait: wait ?? 0,
                overhead: overhead ?? 300,
                unhitching: unhitching ?? 0
            )
        }
    }

    private mutating func stationFuels(_ field: Field, of whole: Entity) -> [String: Double] {
        let names = [Fuel.gasoline.name, Fuel.diesel.name]
        let keys = names.flatMap { ["\($0)_usd_per_l", "\($0)_usd_per_gal"] }
        guard let entity = part(field, known: keys, of: whole) else { return [:] }
        var fuels: [String: Double] = [:]
        for name in names {
            fuels[name] = quantity(
                [UnitKey("\(name)_usd_per_l"), UnitKey("\(name)_usd_per_gal", 1 / SI.gallon)],
                in: entity,
                .range(0...40, "USD")
            )
        }
        if fuels.isEmpty, entity.fields.all.isEmpty, entity.fields.misspelt.isEmpty {
            reject(field, "names no price; write gasoline_usd_per_l: 0.95")
        }
        return fuels
    }
}
