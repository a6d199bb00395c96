import Pages

/// Where the energy of a run came from and went, in kWh, for programs; see ``Ledger``.
package struct LedgerDocument: Sendable, Hashable, Encodable {
    package let ledger: Ledger

    package init(_ ledger: Ledger) { self.ledger = ledger }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: JSONKey.self)
        for item in Ledger.Item.allCases {
            try container.encode(
                JSONNumber(ledger[item] / SI.kilowattHour),
                forKey: JSONKey("\(item.rawValue)_kwh")
            )
        }
    }
}
