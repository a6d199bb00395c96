import Inference

/// What a row of the page says about a supply, place by place.
struct SupplyReadings: Sendable {
    /// The places of a row; `Script` fills the elements that carry these names.
    enum Place: String, CaseIterable, Sendable {
        case health, note, supplier, supplierModel, region, jurisdiction, share, inFlight
        case answers, failures, p50, p95, inputPrice, outputPrice, lastError, lastErrorAge, reset
    }

    let places: [Place: Reading]

    /// An empty row, to be filled by the script.
    static let blank = SupplyReadings(places: [:])

    private init(places: [Place: Reading]) { self.places = places }

    init(of supply: SupplyStatus, at time: Double, origin: String) {
        let failure = supply.lastFailure
        let unpriced =
            supply.inputPrice == nil && supply.outputPrice == nil
            ? Reading("unpriced", meaning: "the site file gives no price") : nil
        places = [
            .health: Reading(supply.health.rawValue, meaning: Self.meaning(of: supply.health)),
            .note: Reading(supply.note),
            .supplier: Reading(supply.supplier),
            .supplierModel: Reading(supply.supplierModel),
            .region: Reading(supply.region),
            .jurisdiction: Reading("law of \(supply.jurisdiction.uppercased())"),
            .share: .share(supply.share),
            .inFlight: .count(supply.inFlight),
            .answers: .count(supply.answers),
            .failures: Reading(
                Reading.count(supply.failures).text
                    + (supply.failures == 1 ? " failure" : " failures")
            ),
            .p50: .latency(supply.firstTokenP50),
            .p95: .latency(supply.firstTokenP95),
            .inputPrice: unpriced ?? .price(supply.inputPrice, "in", of: "input"),
            .outputPrice: unpriced.map { _ in Reading("") }
                ?? .price(supply.outputPrice, "out", of: "output"),
            .lastError: failure.map { Reading($0.what) } ?? Reading("none"),
            .lastErrorAge: failure.map { .age(of: $0.time, at: time) } ?? Reading(""),
            .reset: Reading(CommandForm.reset(supply.supplier, origin: origin)),
        ]
    }

    subscript(_ place: Place) -> Reading { places[place] ?? Reading("") }

    static func meaning(of health: SupplyStatus.Health) -> String {
        switch health {
        case .healthy: "its breaker is closed: it conducts"
        case .recovering: "it came back and its share is growing"
        case .probing: "one probe is out"
        case .down: "its breaker is open"
        case .waiting: "it asked for patience: a rate limit"
        case .locked: "its credential was refused; an operator has to act"
        case .unknown: "no gateway was asked"
        }
    }
}

extension SupplyStatus.Health {
    /// Whether requests flow through the supply.
    var conducts: Bool {
        switch self {
        case .healthy, .recovering: true
        case .probing, .down, .waiting, .locked, .unknown: false
        }
    }
}
