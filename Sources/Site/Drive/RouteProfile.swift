import Foundation
import Hybrid

/// Height and speed over distance, as a table or a track gives them.
struct RouteProfile: Sendable {
    /// From the start in m, strictly ascending.
    var distances: [Double]
    /// Above the sea, in m; as many as distances.
    var altitudes: [Double]
    /// In m/s, as many as distances; empty where the file says none.
    var speeds: [Double]
    /// Whether the heights were measured on the way, with the noise that this has.
    var isMeasured: Bool
    var notices: [String] = []

    /// The length over which measured heights are averaged, in m.
    ///
    /// A receiver is off in height by 5 to 10 m, differently from minute to minute; every wiggle is a
    /// climb and a fall that nobody drove. Grades of roads change over some 200 m to 500 m.
    static let window = 500.0
    /// Between the points of a smoothed track, in m.
    static let spacing = 100.0

    /// The points of a route; nothing where there is no speed.
    func points(at speed: Double?) -> [Route.Point]? {
        guard !speeds.isEmpty || speed != nil else { return nil }
        return distances.indices.map { index in
            Route.Point(
                distance: distances[index],
                altitude: altitudes[index],
                speed: speeds.isEmpty ? speed ?? 0 : speeds[index]
            )
        }
    }

    /// Between two places of the globe in degrees, along a great circle of 6,371 km, in m.
    static func distance(
        _ from: (latitude: Double, longitude: Double),
        _ to: (latitude: Double, longitude: Double)
    ) -> Double {
        let degree = Double.pi / 180
        let north = sin((to.latitude - from.latitude) * degree / 2)
        let east = sin((to.longitude - from.longitude) * degree / 2)
        let cosines = cos(from.latitude * degree) * cos(to.latitude * degree)
        let square = north * north + cosines * east * east
        return 2 * 6_371_000 * asin(min(1, square.squareRoot()))
    }

    /// The same with the mean height of a window around each point, every ``spacing`` meters.
    ///
    /// The mean is exact for heights that are linear between points. Near the ends the window is as
    /// narrow on one side as on the other, so that start and end keep their heights.
    func smoothed(over window: Double = RouteProfile.window) -> RouteProfile {
        guard window > 0, let first = distances.first, let last = distances.last, last > first
        else { return self }
        let integrals = heightIntegrals
        let count = max(1, Int(((last - first) / Self.spacing).rounded(.up)))
        var smooth = RouteProfile(
            distances: [],
            altitudes: [],
            speeds: [],
            isMeasured: false,
            notices: notices
        )
        var walk = 0
        for index in 0...count {
            let place = first + (last - first) * Double(index) / Double(count)
            while walk + 2 < distances.count, distances[walk + 1] <= place { walk += 1 }
            let half = min(window / 2, place - first, last - place)
            let altitude =
                half > 0
                ? (integral(to: place + half, integrals) - integral(to: place - half, integrals))
                    / (2 * half)
                : altitudes[index == 0 ? 0 : altitudes.count - 1]
            smooth.distances.append(place)
            smooth.altitudes.append(altitude)
            if !speeds.isEmpty { smooth.speeds.append(speeds[walk]) }
        }
        return smooth
    }

    /// Of the height over the distance, up to each point.
    private var heightIntegrals: [Double] {
        var sum = 0.0
        return distances.indices.map { index in
            if index > 0 {
                let length = distances[index] - distances[index - 1]
                sum += length * (altitudes[index] + altitudes[index - 1]) / 2
            }
            return sum
        }
    }

    /// Of the height, up to a place between the ends.
    private func integral(to place: Double, _ integrals: [Double]) -> Double {
        let piece = distances.piece(at: place)
        let part = place - distances[piece]
        let share = distances.share(at: place, in: piece)
        let height = (altitudes[piece] + altitudes.value(at: share, of: piece)) / 2
        return integrals[piece] + part * height
    }
}

extension RouteProfile {
    /// Reads a CSV table or a GPX track, by the ending of its name.
    static func decode(_ text: String, name: String) throws(SiteMistakes) -> RouteProfile {
        try DriveDocument.checkSize(of: text, name: name, as: "route")
        return DriveDocument.isTrack(name)
            ? try track(text, name: name) : try table(text, name: name)
    }

    /// Columns `distance_km` (or `distance_m`, or `lat` and `lon`), `altitude_m` and `speed_kmh`.
    private static func table(_ text: String, name: String) throws(SiteMistakes) -> RouteProfile {
        var table = NumberTable(text, path: name)
        let distanceKeys = [
            UnitKey("distance_km", 1000), UnitKey("distance_m"), UnitKey("distance_mi", SI.mile),
        ]
        let latitudes = table.column([UnitKey("lat"), UnitKey("latitude")], .latitude)
        let longitudes = table.column([UnitKey("lon"), UnitKey("longitude")], .longitude)
        let isPlaced = latitudes != nil && longitudes != nil && !table.has(distanceKeys)
        let given =
            isPlaced ? nil : table.required(distanceKeys, .any, "the distance, or lat and lon")
        let altitudeKeys = [
            UnitKey("altitude_m"), UnitKey("elevation_m"), UnitKey("ele"),
            UnitKey("altitude_ft", SI.foot), UnitKey("elevation_ft", SI.foot),
        ]
        let altitudes = table.required(altitudeKeys, .any, "the altitude")
        let speedKeys = [
            UnitKey("speed_kmh", SI.kmh), UnitKey("speed_mph", SI.mph), UnitKey("speed_mps"),
        ]
        let speeds = table.column(speedKeys) { .speed(upTo: 100, in: $0, fromRest: false) }
        try table.checkColumns(as: name)
        guard let altitudes else { preconditionFailure("a missing column is a mistake") }
        let heights = NumberTable.filled(altitudes, first: altitudes.first(where: \.isFinite) ?? 0)
        let paces = speeds.map { NumberTable.filled($0) } ?? []
        if isPlaced, let latitudes, let longitudes {
            let good = latitudes.indices.filter {
                latitudes[$0].isFinite && longitudes[$0].isFinite && altitudes[$0].isFinite
            }
            let profile = along(
                good.map { (latitude: latitudes[$0], longitude: longitudes[$0]) },
                good.map { altitudes[$0] },
                paces.isEmpty ? [] : good.map { paces[$0] }
            )
            for fault in profile.measuredFaults { table.complain(row: nil, fault) }
            try table.check(as: name)
            return profile
        }
        guard let given else { preconditionFailure("a missing column is a mistake") }
        let places = NumberTable.filled(given, first: -.greatestFiniteMagnitude)
        let profile = RouteProfile(
            distances: places.map { $0 - (given.first(where: \.isFinite) ?? 0) },
            altitudes: heights,
            speeds: paces,
            isMeasured: false
        )
        for fault in profile.faults where given[fault.index].isFinite {
            table.complain(row: fault.index, fault.message)
        }
        if profile.distances.count < 2 { table.complain(row: nil, tooShort) }
        try table.check(as: name)
        return profile
    }

    private static func track(_ text: String, name: String) throws(SiteMistakes) -> RouteProfile {
        var (points, complaints) = GPXTrack.decode(text)
        var profile = along(
            points.map { ($0.latitude, $0.longitude) },
            points.map(\.altitude),
            []
        )
        // One point that is left over from mistakes is not a mistake of its own.
        if points.count > 1 || complaints.isEmpty {
            for fault in profile.measuredFaults { complaints.add(nil, fault) }
        }
        try complaints.check(as: name)
        profile.notices.append(
            "\(name): heights are means over \(short(window)) m, against the noise of the receiver"
        )
        return profile
    }

    /// Through places, of which those count that are farther on than the last.
    private static func along(
        _ places: [(latitude: Double, longitude: Double)],
        _ altitudes: [Double],
        _ speeds: [Double]
    ) -> RouteProfile {
        var profile = RouteProfile(distances: [], altitudes: [], speeds: [], isMeasured: true)
        var sum = 0.0
        var last: (latitude: Double, longitude: Double)?
        for (index, place) in places.enumerated() {
            let step = last.map { distance($0, place) } ?? 0
            // At rest a receiver wanders; a step below a meter is none.
            guard last == nil || step >= 1 else { continue }
            sum += step
            last = place
            profile.distances.append(sum)
            profile.altitudes.append(altitudes[index])
            if !speeds.isEmpty { profile.speeds.append(speeds[index]) }
        }
        return profile
    }

    /// What is no road even with the noise taken out: heights of another place, a unit mixed up.
    private var measuredFaults: [String] {
        guard distances.count > 1 else { return [Self.tooShort] }
        let smooth = smoothed()
        return smooth.faults.map { fault in
            let place = short((smooth.distances[fault.index] / 100).rounded() / 10)
            return "at \(place) km, over \(short(Self.window)) m: \(fault.message)"
        }
    }

    private static let tooShort = "has no two points in different places; a route needs two"

    /// What is wrong with distances and heights, by the index of the point.
    var faults: [(index: Int, message: String)] {
        var faults: [(Int, String)] = []
        for index in distances.indices {
            if !Conditions.altitudes.contains(altitudes[index]) {
                faults.append((index, "\(short(altitudes[index])) m is no altitude of a road"))
            }
            guard index > 0 else { continue }
            let step = distances[index] - distances[index - 1]
            let rise = altitudes[index] - altitudes[index - 1]
            if step <= 0 {
                let before = short(distances[index - 1] / 1000)
                let place = short(distances[index] / 1000)
                faults.append((index, "\(place) km is not after \(before) km, the point before it"))
            } else if abs(rise) > step * Self.steepest {
                let percent = short((100 * rise / step).rounded())
                faults.append((index, "a grade of \(percent) % since the point before is no road"))
            }
        }
        return faults
    }

    /// Rise over run; the steepest street has 0.35.
    private static let steepest = 0.4
}

extension Bounds {
    /// Of a column: up to so many m/s, told in its own unit.
    ///
    /// `fromRest`: Whether 0 is one.
    static func speed(upTo most: Double, in key: UnitKey, fromRest: Bool) -> Self {
        let end = most / key.factor
        let words = "\(fromRest ? "0 or more" : "above 0"), up to \(short(end.rounded()))"
        // What is divided and multiplied again is not a hair above itself.
        return Self(words) {
            (fromRest ? $0 >= 0 : $0 > 0) && $0 <= end * (1 + 1e-9)
        }
    }

    static let latitude = Self.range(-90...90, "degrees")
    static let longitude = Self.range(-180...180, "degrees")
}
