import Glibc

/// A time in which the grid gives nothing, in s since the first block.
package struct Outage: Sendable, Hashable {
    package var begin: Double
    package var end: Double

    package init(begin: Double, end: Double) {
        self.begin = begin
        self.end = end
    }

    /// Outages that begin at any time alike, and whose repair takes an exponential time.
    ///
    /// `perYear`: how many begin in 8,760 hours with grid. `meanRepair`: in s.
    package static func sample(
        perYear: Double,
        meanRepair: Double,
        over duration: Double,
        using random: inout some RandomNumberGenerator
    ) -> [Outage] {
        guard perYear > 0, meanRepair > 0 else { return [] }
        let meanGap = 8760 * 3600 / perYear
        var outages: [Outage] = []
        var time = 0.0
        while true {
            time += exponential(meanGap, &random)
            guard time < duration else { return outages }
            let end = time + exponential(meanRepair, &random)
            outages.append(Outage(begin: time, end: min(end, duration)))
            time = end
        }
    }

    private static func exponential(
        _ mean: Double,
        _ random: inout some RandomNumberGenerator
    ) -> Double {
        -mean * log(1 - Double.random(in: 0..<1, using: &random))
    }
}
