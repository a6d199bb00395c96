package import Bus
package import Inference

extension SiteFile {
    /// What the file alone says about a request for a model: the order and what rules a supply out.
    ///
    /// Health and latency are not known, which `live: false` says; every health is given as
    /// healthy, since an explanation has no word for unknown.
    ///
    /// - Parameters:
    ///   - model: What clients call it.
    ///   - jurisdictions: Where the request may run; nil is anywhere.
    /// - Returns: nil when the site has no such model.
    package func explanation(
        of model: String,
        jurisdictions: Set<Jurisdiction>? = nil
    ) -> Explanation? {
        guard let found = models.first(where: { $0.name == model }) else { return nil }
        var rank = 0
        let candidates = found.supplies.map { supply in
            let allowed = jurisdictions?.contains(supply.supplier.jurisdiction) ?? true
            let reason: String
            if let jurisdictions, !allowed {
                let codes = jurisdictions.sorted().map(\.code).joined(separator: ", ")
                reason = "not in \(codes)"
            } else {
                rank += 1
                reason = "\(ordinal(rank)) in order"
            }
            return Explanation.Candidate(
                supply: status(of: supply, model: model),
                chosen: allowed && rank == 1,
                reason: reason
            )
        }
        return Explanation(model: model, candidates: candidates, live: false)
    }

    private func status(of supply: Supply, model: String) -> SupplyStatus {
        SupplyStatus(
            model: model,
            supplier: supply.supplier.name,
            supplierModel: supply.model,
            region: supply.supplier.region,
            jurisdiction: supply.supplier.jurisdiction.code,
            contract: supply.contract,
            inputPrice: supply.price.input?.dollars,
            outputPrice: supply.price.output?.dollars,
            health: .healthy,
            note: "",
            share: nil,
            inFlight: 0,
            attempts: 0,
            failures: 0,
            answers: 0,
            firstTokenP50: nil,
            firstTokenP95: nil,
            lastFailure: nil
        )
    }
}

/// `first`, `second`, … `10th`.
private func ordinal(_ rank: Int) -> String {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
    if rank <= words.count { return words[rank - 1] }
    switch (rank % 10, rank % 100) {
    case (1, let tens) where tens != 11: return "\(rank)st"
    case (2, let tens) where tens != 12: return "\(rank)nd"
    case (3, let tens) where tens != 13: return "\(rank)rd"
    default: return "\(rank)th"
    }
}
