import Charts
package import Pages

/// What others publish of the vehicles of a comparison beside what the model says of them.
package struct PublishedChecks: Sendable {
    /// Of each vehicle of which something is published that the model has, too.
    private let checks: [(sheet: VehicleSheet, table: PublishedTable)]

    package init(_ comparison: JourneyComparison) {
        checks = comparison.entries.compactMap { entry in
            let label = comparison.labels.first { $0.vehicle == entry.sheet.id }
            guard let table = label?.comparison(with: entry.sheet.published), table.range != nil
            else { return nil }
            return (entry.sheet, table)
        }
    }

    /// How far the model is off for each vehicle; empty where nothing is known.
    package var sentences: [String] {
        let parts = checks.compactMap { check -> String? in
            guard let range = check.table.range else { return nil }
            let figures = check.table.figures.filter { check.table.excess($0) != nil }
            let kinds = PublishedFigure.Status.allCases.compactMap { status -> String? in
                let count = figures.count { $0.status == status }
                guard count > 0 else { return nil }
                return status == .target
                    ? Prose.count(count, "target") : "\(count) \(status.rawValue)"
            }
            let least = PublishedTable.signed(range.lowerBound)
            let most = PublishedTable.signed(range.upperBound)
            let span = range.lowerBound < range.upperBound ? "\(least) to \(most)" : least
            return "\(check.sheet.vehicle.name) \(span) (\(kinds.joined(separator: ", ")))"
        }
        guard !parts.isEmpty else { return [] }
        return [
            "What the model is worth, against published range and economy: "
                + "\(parts.joined(separator: "; "))."
        ]
    }

    /// Every figure of every vehicle.
    package var table: ReportTable {
        var table = ReportTable(
            "Published figures and ours",
            [
                .init("Vehicle"), .init("Figure"), .number("Published"), .init("Status"),
                .number("Ours"), .number("Ours is off by"), .init("Our method"),
            ]
        )
        for (sheet, check) in checks {
            let name = sheet.vehicle.name
            for figure in check.figures {
                guard let own = check.ours[figure.quantity], let excess = check.excess(figure)
                else { continue }
                table.append([
                    .init(name), .init(figure.quantity), .init(Prose.number(figure.value)),
                    .init(figure.status.rawValue), .init(Prose.number(own)),
                    .init(PublishedTable.signed(excess)),
                    .init(check.methods[figure.quantity] ?? ""),
                ])
            }
        }
        return table
    }
}

extension PublishedChecks {
    /// A vehicle's, with the keys of `busbar drive label`.
    package struct Document: Sendable, Hashable, Encodable {
        package var vehicle: String
        package var figures: [LabelDocument.Published]
    }

    var documents: [Document] {
        checks.map { sheet, check in
            Document(
                vehicle: sheet.id,
                figures: check.figures.map { LabelDocument.Published($0, check) }
            )
        }
    }
}

extension JourneyReport {
    /// What the model is worth; nothing where nothing is published.
    var worth: ReportPage.Section? {
        guard let published, !published.sentences.isEmpty else { return nil }
        var section = ReportPage.Section(
            "worth",
            "What the model is worth",
            lead: published.sentences
        )
        section.body.table(published.table)
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose:
                    "On a label's cycles and without a trailer, by the method of each test. Where a "
                    + "figure of a file was fitted to one of these, its source says so. Targets are the "
                    + "maker's words before any test, and derived figures follow from others. Towing has "
                    + "no such test."
            )
        }
        return section
    }
}
