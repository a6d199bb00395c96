/// What a row or a column of a site's program is about.
///
/// The text is its label in the program; the meaning is found by the text.
package enum SiteMember: Sendable, Hashable, CustomStringConvertible {
    // Rows of every hour.
    case balance, flexible, connection, matching
    case limit(String), mustRun(String), ramp(String)
    case stored(String), energy(String), power(String), reserve(String), purchase(String)
    case islanding, spinning
    case units(String), running(String), starts(String)
    // Rows of a quarter or a year.
    case largestUnit, islandingPower, matchingTotal, carbonCap, growth(String)
    // Columns of every hour.
    case output(String), charge(String), discharge(String), content(String), used(String)
    case imports, exports, unserved, training, trainingSum, unmatched
    // Columns of a year.
    case built(String), builtEnergy(String), contracted(String)

    package var description: String {
        switch self {
        case .balance: "balance"
        case .flexible: "flexible"
        case .connection: "connection"
        case .matching: "matching"
        case .limit(let name): "limit \(name)"
        case .mustRun(let name): "must-run \(name)"
        case .ramp(let name): "ramp \(name)"
        case .stored(let name): "stored \(name)"
        case .energy(let name): "energy \(name)"
        case .power(let name): "power \(name)"
        case .reserve(let name): "reserve \(name)"
        case .purchase(let name): "purchase \(name)"
        case .islanding: "islanding"
        case .spinning: "spinning"
        case .units(let name): "units \(name)"
        case .running(let name): "running \(name)"
        case .starts(let name): "starts \(name)"
        case .largestUnit: "largest-unit"
        case .islandingPower: "islanding-power"
        case .matchingTotal: "matching-total"
        case .carbonCap: "carbon-cap"
        case .growth(let name): "growth \(name)"
        case .output(let name): "output \(name)"
        case .charge(let name): "charge \(name)"
        case .discharge(let name): "discharge \(name)"
        case .content(let name): "content \(name)"
        case .used(let name): "used \(name)"
        case .imports: "imports"
        case .exports: "exports"
        case .unserved: "unserved"
        case .training: "training"
        case .trainingSum: "training-sum"
        case .unmatched: "unmatched"
        case .built(let name): "built \(name)"
        case .builtEnergy(let name): "built-energy \(name)"
        case .contracted(let name): "contracted \(name)"
        }
    }
}
