import Glibc

/// The share of its miles that a plug-in vehicle drives on its battery, by its electric range.
///
/// SAE J2841: UF(d) = 1 - exp(-(C1 x + C2 x² + ...)) with x = d / D up to where the curve ends. What owners do is
/// another matter, and may be given instead.
package struct UtilityFactor: Sendable, Hashable {
    package let name: String
    /// D in miles.
    package let norm: Double
    /// C1, C2, ...
    package let coefficients: [Double]
    /// The largest x: from there on the polynomial says nothing, and the share stays as it is.
    package let end: Double

    /// `end`: 2, as OMEGA takes it, but for a polynomial that falls before.
    package init(name: String, norm: Double, coefficients: [Double], end: Double = 2) {
        self.name = name
        self.norm = norm
        self.coefficients = coefficients
        self.end = end
    }

    /// `range`: in m.
    package func callAsFunction(_ range: Double) -> Double {
        let place = min(range / SI.mile / norm, end)
        let sum = coefficients.reversed().reduce(0) { ($0 + $1) * place }
        return 1 - exp(-sum)
    }
}

/// The curves as EPA's OMEGA 2 codes them (`policy/utility_factors.py`).
///
/// D of the fleet is that of J2841 itself; OMEGA rounds it to 399.
extension UtilityFactor {
    /// FUF: the whole fleet.
    package static let fleet = UtilityFactor(
        name: "SAE J2841 FUF",
        norm: 399.9,
        coefficients: [10.52, -7.282, -26.37, 79.08, -77.36, 26.07]
    )

    /// MDIUF: one vehicle over many days, what labels use.
    package static let individual = UtilityFactor(
        name: "SAE J2841 MDIUF",
        norm: 400,
        coefficients: [13.1, -18.7, 5.22, 8.15, 3.53, -1.34, -4.01, -3.90, -1.15, 3.88]
    )

    package static let cityFleet = UtilityFactor(
        name: "SAE J2841 city FUF",
        norm: 399,
        coefficients: [14.86, 2.965, -84.05, 153.7, -43.59, -96.94, 14.47, 91.70, -46.36],
        end: 1
    )

    package static let highwayFleet = UtilityFactor(
        name: "SAE J2841 highway FUF",
        norm: 399,
        coefficients: [4.8, 13, -65, 120, -100, 31]
    )
}
