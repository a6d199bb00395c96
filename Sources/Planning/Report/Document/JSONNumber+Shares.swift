import Pages

extension [PlannedQuarter.Share] {
    /// Megawatts by name; what stands twice is added up.
    var document: [String: JSONNumber] {
        var sums: [String: Double] = [:]
        for share in self { sums[share.name, default: 0] += share.power }
        return sums.mapValues { JSONNumber($0) }
    }
}
