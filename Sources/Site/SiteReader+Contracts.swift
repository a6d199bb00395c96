import Bus
import Inference

extension SiteReader {
    private static let contractKeys = [
        "supplier", "starts", "ends", "commitment_usd", "fulfillment", "payment",
    ]

    mutating func contracts(_ section: Field, of suppliers: Named<Supplier>) -> Named<Contract> {
        var contracts = Named<Contract>()
        guard let fields = self.section(section) else { return contracts }
        for field in fields.all {
            contracts.names.append(field.name)
            if !isName(field.name) { reject(field, "not a contract's name; \(nameRule)") }
            if let contract = contract(field, suppliers) {
                contracts.append(contract, named: field.name)
            }
        }
        if !fields.all.isEmpty {
            note(section.path, "use is not counted against commitments by this version")
        }
        return contracts
    }

    private mutating func contract(_ field: Field, _ suppliers: Named<Supplier>) -> Contract? {
        guard let fields = mapping(field, known: Self.contractKeys) else { return nil }
        let supplier = required("supplier", in: fields, "name one of the suppliers")
            .flatMap { reference($0, to: suppliers.names, "supplier") }
        let starts = required("starts", in: fields, "write the first day: 2027-01-01")
            .flatMap { day($0) }
        let ends = required("ends", in: fields, "write the last day: 2031-12-31")
            .flatMap { day($0) }
        let dollars = required("commitment_usd", in: fields, "write the amount: 300e9").flatMap {
            number($0, "above 0 and at most 1e15 USD") { $0 > 0 && $0 <= 1e15 }
        }
        let fulfillment = fields["fulfillment"].flatMap { choice($0, Contract.Rhythm.self) }
        let payment = fields["payment"].flatMap { choice($0, Contract.Rhythm.self) }
        guard let supplier, let starts, let ends, let dollars else { return nil }
        guard starts <= ends else {
            reject(fields["ends"] ?? field, "\(ends) is before the first day, \(starts)")
            return nil
        }
        return Contract(
            name: field.name,
            supplier: supplier,
            starts: starts,
            ends: ends,
            commitment: .dollars(dollars),
            fulfillment: fulfillment,
            payment: payment
        )
    }

    /// A day of the Gregorian calendar, `YYYY-MM-DD`.
    private mutating func day(_ field: Field) -> String? {
        guard let text = text(field) else { return nil }
        let parts = text.value.split(separator: "-", omittingEmptySubsequences: false)
        if parts.map(\.utf8.count) == [4, 2, 2], let year = wholeNumber(parts[0]),
            let month = wholeNumber(parts[1]), let day = wholeNumber(parts[2]),
            (1...12).contains(month), (1...days(of: month, in: year)).contains(day)
        {
            return text.value
        }
        reject(field, "not a day: \(quoted(text.written)); write YYYY-MM-DD, like 2027-01-01")
        return nil
    }

    private func days(of month: Int, in year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
