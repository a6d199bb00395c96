import Foundation
import Hybrid

/// The load of a site: a file, or IT power with a swing.
extension SiteReader {
    private static let loadKeys = [
        "file", "step_minutes", "it_mw", "pue", "utilization_percent", "swing_percent", "hours",
    ]

    mutating func siteLoad(_ field: Field) -> SiteLoad? {
        guard let entity = entity(field, known: Self.loadKeys) else { return nil }
        let step = quantity("step_minutes", 60, in: entity, .range(0.1...60, "minutes"))
        guard let file = entity["file"] else { return madeLoad(entity, step: step ?? 3600) }
        for name in ["it_mw", "pue", "utilization_percent", "swing_percent", "hours"] {
            if let other = entity[name] {
                reject(other, "has no effect beside file, which holds the load; remove it")
            }
        }
        let name = text(file)?.value ?? ""
        if let known = plan.siteLoads[name] { return known }
        guard let (text, path) = content(file) else { return nil }
        let table = NumberTable(text, path: path)
        do {
            let read = try SiteLoadFile(table, step: step)
            for notice in read.notices { note(file.path, notice) }
            plan.siteLoads[name] = read.load
            return read.load
        } catch {
            for mistake in error.mistakes {
                let line = mistake.line.map { ":\($0)" } ?? ""
                let column = mistake.path.isEmpty ? "" : "\(mistake.path): "
                reject(file, "\(table.table.name)\(line): \(column)\(mistake.message)")
            }
            return nil
        }
    }

    /// IT power times PUE, higher in the afternoon by the swing and lower at night.
    private mutating func madeLoad(_ entity: Entity, step: Double) -> SiteLoad? {
        let ratio = Bounds("site power per IT power, 1 to 3") { (1...3).contains($0) }
        let it = requiredFigure(
            "it_mw",
            in: entity,
            .positive,
            "megawatts of IT: 40; or file: x.csv"
        )
        let pue = requiredFigure("pue", in: entity, ratio, "site power per IT power: 1.2")
        let use = percent("utilization_percent", in: entity, .positivePercent) ?? 1
        let swing = percent("swing_percent", in: entity) ?? 0
        let hours = figure("hours", in: entity, .range(1...87_840, "hours")) ?? 8760
        guard let it, let pue else { return nil }
        let mean = it * SiteUnit.megawatt * pue * use
        let count = max(1, Int((hours * 3600 / step).rounded()))
        return SiteLoad(
            step: step,
            load: (0..<count).map { index in
                let hour = (Double(index) + 0.5) * step / 3600
                return mean * (1 + swing * cos(2 * .pi * (hour - 16) / 24))
            }
        )
    }
}
