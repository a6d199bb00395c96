import Hybrid
import Testing

@testable import Site

@Suite struct RouteFileTests {
    private static let written = """
        name: over the hill
        speed_kmh: 90
        points:
          - { at_km: 0, altitude_m: 100 }
          - { at_km: 5, altitude_m: 300, speed_kmh: 72 }
          - { at_km: 10, altitude_m: 100 }
        stations:
          - { name: top, at_km: 5, charger: { power_kw: 150, wait_min: 10 }, fuels: { gasoline_usd_per_l: 1 } }

        """

    private static func mistakes(_ text: String) -> [String] {
        do {
            _ = try RouteFile.decode(text, name: "hill.yaml", .init(fastPrice: 0.5))
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `points and stations are read in SI units`() throws {
        let route = try RouteFile.decode(Self.written, name: "h.yaml", .init(fastPrice: 0.5)).route
        #expect(route.points.map(\.distance) == [0, 5000, 10_000])
        #expect(route.points.map(\.speed) == [25, 20, 20])
        #expect(
            route.stations == [
                Station(
                    name: "top",
                    distance: 5000,
                    charger: .init(power: 150e3, price: 0.5, wait: 600, overhead: 300),
                    fuels: ["gasoline": 1]
                )
            ]
        )
    }

    @Test(arguments: [
        ("at_km: 10", "at_km: 4", "points[2]: 4 km is not after 5 km, the point before it"),
        ("altitude_m: 300", "altitude_m: 30000", "points[1]: 30000 m is no altitude of a road"),
        ("at_km: 5, altitude", "at_km: 0.1, altitude", "a grade of 200 % since the point before"),
        ("speed_kmh: 90\n", "", "how fast? write speed_kmh"),
        ("power_kw: 150", "power: 150", "stations[0].charger.power: unknown key"),
        ("at_km: 5, charger", "at_km: 50, charger", "50 km is beyond the end of the route, 10 km"),
        ("gasoline_usd_per_l", "petrol_usd_per_l", "petrol_usd_per_l: unknown key"),
    ])
    func `each mistake is told with its place`(old: String, new: String, said: String) {
        let text = Self.written.replacing(old, with: new)
        #expect(text != Self.written)
        let lines = Self.mistakes(text)
        #expect(lines.contains { $0.contains(said) }, "\(lines)")
    }

    @Test func `a table gives distance or places`() throws {
        let table = "distance_km,altitude_m,speed_kmh\n2,100,72\n3,110,72\n"
        let profile = try RouteProfile.decode(table, name: "x.csv")
        #expect(profile.distances == [0, 1000])
        #expect(profile.points(at: nil)?.map(\.speed) == [20, 20])
        let places = "lat,lon,altitude_m\n0,0,0\n0,0,5\n1,0,10\n"
        let globe = try RouteProfile.decode(places, name: "x.csv")
        // A degree of a great circle of 6,371 km; who stands still does not move.
        #expect(globe.distances.count == 2)
        #expect(abs((globe.distances.last ?? 0) - 111_194.9) < 0.1)
        #expect(globe.points(at: nil) == nil)
    }

    @Test func `a track is read with quotes, prefixes and comments as they come`() throws {
        let text = """
            <?xml version="1.0"?>
            <!-- <trkpt lat="9" lon="9"> is not meant -->
            <gpx><trk><name><![CDATA[a > b <trkpt>]]></name><trkseg>
            <trkpt lat="45.0" lon='7.0'><ele> 1000 </ele></trkpt>
            <g:trkpt
              lon="7.0" lat="45.01"><g:ele>1010.5</g:ele><time>2026-01-01T00:00:00Z</time></g:trkpt>
            </trkseg></trk></gpx>
            """
        let (points, complaints) = GPXTrack.decode(text)
        #expect(complaints.isEmpty)
        #expect(points.map(\.latitude) == [45, 45.01])
        #expect(points.map(\.longitude) == [7, 7])
        #expect(points.map(\.altitude) == [1000, 1010.5])
    }

    @Test(arguments: [
        ("<gpx></gpx>", "t.gpx: has no <trkpt>; is it a GPX track?"),
        ("<gpx>\n<trkpt lat=\"1\"><ele>1</ele></trkpt></gpx>", "t.gpx:2: point 1: has no lon="),
        ("<trkpt lat=\"91\" lon=\"0\"><ele>1</ele></trkpt>", "\"91\" is not within ±90 degrees"),
        ("<trkpt lat=\"1\" lon=\"0\"/>", "point 1: has no <ele>; a route needs its heights"),
        (
            "<trkpt lat=\"1\" lon=\"0\"><ele>high</ele></trkpt>",
            "ele: not an altitude in m: \"high\""
        ),
        ("<trkpt lat=\"1\" lon=\"0\"><ele>1</ele>", "point 1: is not closed"),
        ("<trkpt lat=\"1\" lon=\"0\"", "a < that no > closes; the file ends too early"),
    ])
    func `a broken track is told where`(text: String, said: String) {
        do {
            try GPXTrack.decode(text).complaints.check(as: "t.gpx")
            Issue.record("the track is broken")
        } catch {
            #expect(error.lines.contains { $0.contains(said) }, "\(error.lines)")
        }
    }

    @Test func `a number that is none hides no other mistake of a table`() {
        let table = """
            distance_km,altitude_m,speed_kmh
            0,100,80
            x,100,80
            2,9500,80
            1,100,-3
            3,100,900
            """
        do {
            _ = try RouteProfile.decode(table, name: "way.csv")
            Issue.record("six things are wrong")
        } catch {
            let lines = error.lines
            #expect(lines.contains("way.csv:3: distance_km: not a number: \"x\""))
            #expect(lines.contains("way.csv:4: 9500 m is no altitude of a road"))
            #expect(lines.contains { $0.hasPrefix("way.csv:5: speed_kmh: -3 is out of bounds") })
            #expect(lines.contains("way.csv:5: 1 km is not after 2 km, the point before it"))
            #expect(
                lines.contains(
                    "way.csv:6: speed_kmh: 900 is out of bounds; it has to be above 0, up to 360"
                )
            )
            #expect(lines.contains { $0.hasPrefix("way.csv:4: a grade of 470 %") })
            #expect(lines.count == 6)
        }
    }

    @Test func `a speed is told in the unit of its column`() {
        let table = "distance_km,altitude_m,speed_mph\n0,0,55\n1,0,300\n"
        do {
            _ = try RouteProfile.decode(table, name: "way.csv")
            Issue.record("300 mph is no speed on a road")
        } catch {
            #expect(error.lines.count == 1)
            #expect(error.lines[0].contains("speed_mph: 300 is out of bounds"))
            #expect(error.lines[0].hasSuffix("up to 224"))
        }
    }

    @Test(arguments: [
        ("distance_km;altitude_m\n0;1,5\n", "semicolons"), ("distance_km\taltitude_m\n", "tabs"),
    ])
    func `cells that no commas separate are told in one line`(text: String, what: String) {
        do {
            _ = try RouteProfile.decode(text, name: "way.csv")
            Issue.record("the cells are separated by \(what)")
        } catch {
            #expect(
                error.lines == [
                    "way.csv:1: its cells are separated by \(what); write commas, and points in numbers"
                ]
            )
        }
    }

    @Test func `mistakes of points and stations are told at once`() {
        let text = Self.written.replacing("speed_kmh: 72", with: "speed_kmh: 0.2")
            .replacing("at_km: 0, altitude_m: 100", with: "at_km: 0, altitude_m: high")
            .replacing("at_km: 5, altitude", with: "at_km: 12, altitude")
            .replacing("at_km: 5, charger", with: "at_km: 50, charger")
        let lines = Self.mistakes(text)
        for said in [
            "points[0].altitude_m: not a number", "points[1].speed_kmh: 0.2 is out of bounds",
            "points[2]: 10 km is not after 12 km", "50 km is beyond the end of the route, 10 km",
        ] {
            #expect(lines.contains { $0.contains(said) }, "\(lines)")
        }
        #expect(lines.count == 4, "\(lines)")
    }

    @Test func `unhitching is told apart from what a stop takes anyway`() throws {
        let text = Self.written.replacing("wait_min: 10", with: "wait_min: 10, unhitching_min: 15")
        let route = try RouteFile.decode(text, name: "h.yaml", .init(fastPrice: 0.5)).route
        #expect(route.stations[0].charger?.unhitching == 900)
        #expect(route.stations[0].charger?.overhead == 300)
    }

    @Test func `a point that is broken hides no cliff of a track`() {
        let points = (0..<20).map {
            "<trkpt lat=\"45\" lon=\"\(7 + Double($0) * 0.001)\"><ele>\($0 < 10 ? 0 : 3000)</ele></trkpt>"
        }
        let text = "<trkpt lat=\"99\" lon=\"7\"><ele>0</ele></trkpt>\n" + points.joined()
        do {
            _ = try RouteProfile.decode(text, name: "way.gpx")
            Issue.record("a latitude and a cliff are wrong")
        } catch {
            #expect(error.lines.contains { $0.contains("\"99\" is not within ±90 degrees") })
            #expect(error.lines.contains { $0.contains("a grade of ") })
        }
    }

    @Test func `heights that no road has are told with their place`() {
        let rows = (0..<20).map { "45,\(7 + Double($0) * 0.001),\($0 < 10 ? 0 : 3000)" }
        let table = "lat,lon,altitude_m\n" + rows.joined(separator: "\n") + "\n"
        do {
            _ = try RouteProfile.decode(table, name: "cliff.csv")
            Issue.record("a cliff of 3 km is no road")
        } catch {
            #expect(error.lines.contains { $0.contains("at 0.7 km, over 500 m: a grade of ") })
        }
    }

    @Test func `smoothing takes the noise and keeps the ends and a steady grade`() {
        let count = 400
        let distances = (0..<count).map { Double($0) * 25 }
        let steady = RouteProfile(
            distances: distances,
            altitudes: distances.map { 100 + 0.04 * $0 },
            speeds: [],
            isMeasured: true
        )
        let smooth = steady.smoothed()
        for (place, altitude) in zip(smooth.distances, smooth.altitudes) {
            #expect(abs(altitude - (100 + 0.04 * place)) < 1e-6)
        }
        var noisy = steady
        noisy.altitudes = distances.indices.map { $0.isMultiple(of: 2) ? 103 : 97 }
        noisy.altitudes[0] = 100
        noisy.altitudes[count - 1] = 100
        let calm = noisy.smoothed()
        func climb(_ profile: RouteProfile) -> Double {
            zip(profile.altitudes, profile.altitudes.dropFirst()).reduce(0) {
                $0 + max(0, $1.1 - $1.0)
            }
        }
        #expect(climb(noisy) > 1000)
        #expect(climb(calm) < 10)
        #expect(calm.altitudes.first == 100)
        #expect(calm.altitudes.last == 100)
    }

    @Test func `a route file names its track, relative to its own folder`() throws {
        let track = """
            <gpx><trk><trkseg>
            <trkpt lat="45.00" lon="7.0"><ele>1000</ele></trkpt>
            <trkpt lat="45.05" lon="7.0"><ele>1200</ele></trkpt>
            </trkseg></trk></gpx>
            """
        try DriveSample.withFile("hill.gpx", track) { path in
            let yaml = path.replacing("hill.gpx", with: "hill.yaml")
            let text = "name: hill\nfile: hill.gpx\nspeed_kmh: 72\n"
            let file = try RouteFile.decode(text, name: yaml, .init(fastPrice: 0.5))
            #expect(file.route.points.first?.altitude == 1000)
            #expect(file.route.points.last?.altitude == 1200)
            #expect(abs(file.route.length - 5559.7) < 1)
            #expect(file.route.points.allSatisfy { $0.speed == 20 })
            #expect(file.notices.contains { $0.contains("means over 500 m") })
            #expect(try RouteFile.load(path, .init(speed: 25)).points.first?.speed == 25)
            #expect(throws: SiteMistakes.self) { try RouteFile.load(path) }
        }
    }
}
