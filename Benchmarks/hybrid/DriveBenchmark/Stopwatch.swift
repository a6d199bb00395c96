import Glibc

/// CPU time of this process: on a shared machine time on the wall is noise.
enum Stopwatch {
    private static var seconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The least CPU milliseconds of a call, over samples of a thousandth of a second or one call.
    static func milliseconds(_ work: () -> Double) -> Double {
        var sum = work()
        let begin = seconds
        sum += work()
        let once = max(seconds - begin, 1e-7)
        let calls = max(1, Int(0.001 / once))
        var least = Double.infinity
        for _ in 0..<(once > 0.02 ? 5 : 300) {
            let start = seconds
            for _ in 0..<calls { sum += work() }
            least = min(least, (seconds - start) / Double(calls))
        }
        // What is computed is used, so that it is computed.
        precondition(sum.isFinite, "a finite result")
        return least * 1000
    }

    /// CPU milliseconds of one call.
    static func once(_ work: () -> Void) -> Double {
        let start = seconds
        work()
        return (seconds - start) * 1000
    }

    /// The most memory that the process has had, in MiB.
    static var peakMemory: Double {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }
}
