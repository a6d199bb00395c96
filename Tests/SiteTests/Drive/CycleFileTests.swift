import Hybrid
import Site
import Testing

@Suite struct CycleFileTests {
    private static func mistakes(_ text: String) -> [String] {
        do {
            _ = try CycleFile.decode(text, name: "drive.csv")
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: [
        "time_s,speed_mps,grade\n0,0,0\n2,10,0.05\n",
        "cycSecs,cycMps,cycGrade,cycRoadType\n0,0,0,0\n2,10,0.05,0\n",
        "time_seconds,speed_meters_per_second,grade\n0,0,0\n2,10,0.05\n",
        "\u{FEFF}time_s,speed_kmh,grade_percent\r\n0,0,0\r\n2,36,5\r\n",
    ])
    func `every spelling is the same cycle`(text: String) throws {
        let cycle = try CycleFile.decode(text, name: "folder/drive.csv")
        #expect(cycle.name == "drive")
        #expect(cycle.moments.count == 1)
        #expect(abs(cycle.distance - 10) < 1e-9)
        #expect(abs(cycle.climb - 10 * 0.05 / (1 + 0.0025).squareRoot()) < 1e-9)
    }

    @Test func `miles an hour are read, and no grade is a flat road`() throws {
        let cycle = try CycleFile.decode("# a comment\ntime_s,speed_mph\n0,10\n1,10\n", name: "x")
        #expect(abs(cycle.distance - 4.4704) < 1e-12)
        #expect(cycle.climb == 0)
    }

    @Test func `all that is wrong is told with its lines`() {
        let lines = Self.mistakes("time_s,speed_mps,grade\n0,0,0\n1,x,0\n2,1\n3,,0\n")
        #expect(lines.count == 3)
        #expect(lines.contains("drive.csv:3: speed_mps: not a number: \"x\""))
        #expect(lines.contains("drive.csv:4: has 2 of the header's 3 cells"))
        #expect(lines.contains("drive.csv:5: speed_mps: not a number: \"\""))
    }

    @Test func `faults of the points have the lines of the file`() {
        let lines = Self.mistakes("# trip\ntime_s,speed_mps,grade\n0,0,0\n0,-1,0\n2,1,6\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("drive.csv:4: "))
        #expect(lines[1].hasPrefix("drive.csv:4: "))
        #expect(lines.contains { $0.contains("is not later than the point before it") })
        #expect(lines.contains { $0.contains("speed_mps: -1 is out of bounds") })
        #expect(lines[2].hasPrefix("drive.csv:5: "))
        #expect(lines[2].contains("a rise of 6 % is 0.06"))
    }

    @Test func `a speed beyond 400 km per hour is none, in the unit of its column`() throws {
        for (column, most) in [("speed_mps", 111), ("speed_kmh", 400), ("speed_mph", 249)] {
            #expect(
                Self.mistakes("time_s,\(column)\n0,0\n10,500\n20,0\n") == [
                    "drive.csv:3: \(column): 500 is out of bounds; it has to be 0 or more, up to "
                        + "\(most)"
                ]
            )
        }
        let fast = try CycleFile.decode("time_s,speed_kmh\n0,400\n10,400\n", name: "fast.csv")
        #expect(fast.moments.count == 1)
    }

    @Test func `a number that is none hides no other mistake`() {
        let lines = Self.mistakes(
            "time_s,speed_mps,grade\n0,0,0\nx,1,0\n2,-1,0\n1,y,0\n3,1,6\nz,1,0\n3.5,1,w\n"
        )
        #expect(
            lines.map { $0.prefix(13) } == [
                "drive.csv:3: ", "drive.csv:4: ", "drive.csv:5: ", "drive.csv:5: ", "drive.csv:6: ",
                "drive.csv:7: ", "drive.csv:8: ",
            ]
        )
    }

    @Test func `of very many mistakes the first are told, and how many more there are`() {
        let rows = (0..<50).map { "\($0),x" }.joined(separator: "\n")
        let lines = Self.mistakes("time_s,speed_mps\n\(rows)\n")
        #expect(lines.count == 21)
        #expect(lines.last == "drive.csv: and 30 more mistakes")
    }

    @Test func `a column that is missing is named with what is near it`() {
        let lines = Self.mistakes("time,speed_mp\n0,0\n1,1\n")
        #expect(lines.count == 2)
        #expect(lines.contains { $0.contains("no column for the time: one of time_s") })
        #expect(lines.contains { $0.contains("is \"speed_mp\" meant to be it?") })
    }

    @Test func `two columns for one thing are one too many`() {
        let lines = Self.mistakes("time_s,speed_mps,speed_kmh\n0,0,0\n1,1,3.6\n")
        #expect(
            lines == [
                "drive.csv: speed_kmh: stands beside the column speed_mps; keep one of the two"
            ]
        )
    }

    @Test(arguments: ["", "time_s,speed_mps\n", "time_s,speed_mps\n0,0\n"])
    func `nothing is no cycle`(text: String) {
        #expect(Self.mistakes(text).count == 1)
    }

    @Test func `an unknown name lists what there is`() {
        do {
            _ = try CycleFile.load("hwft")
            Issue.record("there is no such cycle")
        } catch {
            #expect(error.description.contains("did you mean HWFET?"))
        }
    }
}
