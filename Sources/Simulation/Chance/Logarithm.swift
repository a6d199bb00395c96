/// The natural logarithm, from additions, multiplications and divisions only.
///
/// The C library's differs from machine to machine in the last bit, and a simulation has to be the
/// same everywhere. `ln x = k·ln 2 + 2·artanh((m − 1)/(m + 1))`, with m within √½…√2.
///
/// `value`: Above zero and finite.
func naturalLogarithm(_ value: Double) -> Double {
    precondition(value > 0)
    precondition(value.isFinite)
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 1.414_213_562_373_095_1 {
        significand /= 2
        exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    // The ratio is at most 0.172, so the 12th term is below 1e-19.
    for odd in 0..<12 {
        sum += term / Double(2 * odd + 1)
        term *= square
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * sum
}

/// e to the power of `value`, from additions, multiplications and divisions only.
///
/// `value`: −700…700.
func naturalExponential(_ value: Double) -> Double {
    precondition(abs(value) <= 700)
    let doublings = (value / 0.693_147_180_559_945_3).rounded()
    let rest = value - doublings * 0.693_147_180_559_945_3
    var term = 1.0
    var sum = 1.0
    // The rest is at most 0.347, so the 17th term is below 1e-22.
    for place in 1..<17 {
        term *= rest / Double(place)
        sum += term
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: sum)
}

/// The value that a standard normal variable stays below with the probability `share`.
///
/// Acklam's rational approximation (2003), to 1.2e-9 of the value.
///
/// `share`: Above 0 and below 1.
func normalQuantile(_ share: Double) -> Double {
    precondition(share > 0)
    precondition(share < 1)
    guard share >= 0.024_25 else { return -upperTail(share) }
    guard share <= 0.975_75 else { return upperTail(1 - share) }
    let offset = share - 0.5
    let r = offset * offset
    let above = polynomial(
        [
            -3.969_683_028_665_376e+01, 2.209_460_984_245_205e+02, -2.759_285_104_469_687e+02,
            1.383_577_518_672_690e+02, -3.066_479_806_614_716e+01, 2.506_628_277_459_239e+00,
        ],
        r
    )
    let below = polynomial(
        [
            -5.447_609_879_822_406e+01, 1.615_858_368_580_409e+02, -1.556_989_798_598_866e+02,
            6.680_131_188_771_972e+01, -1.328_068_155_288_572e+01, 1,
        ],
        r
    )
    return above * offset / below
}

/// How far up the value lies that is exceeded with the probability `share`, at most 0.02425.
private func upperTail(_ share: Double) -> Double {
    let q = (-2 * naturalLogarithm(share)).squareRoot()
    let above = polynomial(
        [
            -7.784_894_002_430_293e-03, -3.223_964_580_411_365e-01, -2.400_758_277_161_838e+00,
            -2.549_732_539_343_734e+00, 4.374_664_141_464_968e+00, 2.938_163_982_698_783e+00,
        ],
        q
    )
    let below = polynomial(
        [
            7.784_695_709_041_462e-03, 3.224_671_290_700_398e-01, 2.445_134_137_142_996e+00,
            3.754_408_661_907_416e+00, 1,
        ],
        q
    )
    return -above / below
}

/// The polynomial with these coefficients, the highest power first.
private func polynomial(_ coefficients: [Double], _ value: Double) -> Double {
    coefficients.reduce(0) { $0 * value + $1 }
}
