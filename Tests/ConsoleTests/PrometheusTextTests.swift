import Foundation
import Inference
import Testing

@testable import Console

struct PrometheusTextTests {
    private var families: [MetricFamily] {
        var histogram = Histogram(bounds: [0.01, 0.5, 1])
        for value in [0.005, 0.25, 0.5, 0.75, 4] { histogram.record(value) }
        return [
            MetricFamily(
                "busbar_attempts_total",
                help: "Attempts,\nwith a \\ in the help.",
                kind: .counter,
                series: [
                    .init(
                        [.init("supplier", "a\"b\\c\nd"), .init("region", "")],
                        .number(1_284_310)
                    ),
                    .init([.init("supplier", "b")], .number(0)),
                ]
            ),
            MetricFamily(
                "busbar_share",
                help: "Shares.",
                kind: .gauge,
                series: [.init([], .number(0.25)), .init([.init("of", "x")], .number(-3))]
            ),
            MetricFamily(
                "gen_ai_client_operation_duration_seconds",
                help: "Durations.",
                kind: .histogram,
                series: [
                    .init([.init("model", "m")], .histogram(histogram)),
                    .init([], .histogram(Histogram(bounds: [1]))),
                ]
            ),
            MetricFamily("busbar_pool_connections", help: "None yet.", kind: .gauge, series: []),
        ]
    }

    private let golden = #"""
        # HELP busbar_attempts_total Attempts,\nwith a \\ in the help.
        # TYPE busbar_attempts_total counter
        busbar_attempts_total{supplier="a\"b\\c\nd",region=""} 1284310
        busbar_attempts_total{supplier="b"} 0
        # HELP busbar_share Shares.
        # TYPE busbar_share gauge
        busbar_share 0.25
        busbar_share{of="x"} -3
        # HELP gen_ai_client_operation_duration_seconds Durations.
        # TYPE gen_ai_client_operation_duration_seconds histogram
        gen_ai_client_operation_duration_seconds_bucket{model="m",le="0.01"} 1
        gen_ai_client_operation_duration_seconds_bucket{model="m",le="0.5"} 3
        gen_ai_client_operation_duration_seconds_bucket{model="m",le="1"} 4
        gen_ai_client_operation_duration_seconds_bucket{model="m",le="+Inf"} 5
        gen_ai_client_operation_duration_seconds_sum{model="m"} 5.505
        gen_ai_client_operation_duration_seconds_count{model="m"} 5
        gen_ai_client_operation_duration_seconds_bucket{le="1"} 0
        gen_ai_client_operation_duration_seconds_bucket{le="+Inf"} 0
        gen_ai_client_operation_duration_seconds_sum 0
        gen_ai_client_operation_duration_seconds_count 0
        # HELP busbar_pool_connections None yet.
        # TYPE busbar_pool_connections gauge

        """#

    @Test func `is the text that Prometheus reads`() {
        #expect(PrometheusText(families).text == golden)
    }

    @Test func `a carriage return before a line feed does not hide it`() {
        let family = MetricFamily(
            "x",
            help: "h",
            kind: .gauge,
            series: [.init([.init("l", "a\r\nb")], .number(1))]
        )
        #expect(PrometheusText([family]).text.hasSuffix("x{l=\"a\r\\nb\"} 1\n"))
    }

    @Test(
        arguments: [
            (1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (67_108_864.0, "67108864"), (1e300, "1e+300"),
            (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)]
    )
    func `numbers are short and exact`(number: Double, text: String) {
        #expect(PrometheusText.number(number) == text)
    }

    /// On PATH, where the make targets put it.
    private static let promtool = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { "\($0)/promtool" }
        .first(where: FileManager.default.isExecutableFile(atPath:))

    @Test(.enabled(if: promtool != nil))
    func `promtool finds nothing to say`() throws {
        let promtool = Process()
        promtool.executableURL = URL(filePath: try #require(Self.promtool))
        promtool.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        promtool.standardInput = input
        promtool.standardOutput = output
        promtool.standardError = output
        try promtool.run()
        try input.fileHandleForWriting.write(contentsOf: Data(PrometheusText(families).text.utf8))
        try input.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        promtool.waitUntilExit()
        #expect(String(decoding: said, as: UTF8.self) == "")
        #expect(promtool.terminationStatus == 0)
    }
}
