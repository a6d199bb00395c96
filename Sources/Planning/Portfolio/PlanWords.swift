/// Megawatts in a sentence: `4,100 MW`, `62.5 MW`.
func megawatts(_ power: Double) -> String { grouped(power) + " MW" }

/// Dollars in a sentence: `$1.25 billion`, `$300 million`, `$4,500`.
func dollars(_ amount: Double) -> String {
    let sign = amount < 0 ? "−$" : "$"
    let size = abs(amount)
    if size >= 999_500_000 { return sign + grouped(size / 1e9, digits: 2) + " billion" }
    if size >= 999_500 { return sign + grouped(size / 1e6) + " million" }
    return sign + grouped(size, digits: 0)
}

/// A number with commas between thousands and no more than so many digits after the point.
func grouped(_ value: Double, digits: Int = 1) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (abs(value) * scale).rounded()
    var whole = String(Int(rounded) / Int(scale))
    var rest = String(Int(rounded) % Int(scale))
    rest = String(repeating: "0", count: max(0, digits - rest.count)) + rest
    while rest.last == "0" { rest.removeLast() }
    var place = whole.count - 3
    while place > 0 {
        whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
        place -= 3
    }
    let sign = value < 0 && rounded > 0 ? "−" : ""
    return sign + whole + (rest.isEmpty || digits == 0 ? "" : "." + rest)
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
}
