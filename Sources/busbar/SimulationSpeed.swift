import Glibc
import Simulation

/// How fast the simulator is on this machine, and how much memory it takes.
enum SimulationSpeed {
    static func measure(requests: Int) {
        for (name, hasTroubles) in [("without faults", false), ("with faults", true)] {
            let setup = Setup.benchmark(hasTroubles: hasTroubles)
            let begin = processorSeconds()
            var simulator = Simulator(setup, Extent(seed: 1, count: requests))
            simulator.run()
            let took = max(processorSeconds() - begin, 1e-9)
            let rate = Int(Double(simulator.tally.requests) / took)
            let kept = simulator.violation.map { "; BROKEN: \($0.detail)" } ?? ""
            Terminal.output.write(
                "\(name): \(rate) requests per core-second, "
                    + "\(simulator.tally.events) events\(kept)"
            )
        }
        Terminal.output.write("peak resident memory: \(peakMebibytes()) MiB")
    }

    private static func processorSeconds() -> Double {
        let usage = usage()
        let whole = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(whole) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static func peakMebibytes() -> Int { usage().ru_maxrss / 1_024 }

    private static func usage() -> rusage {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }
}
