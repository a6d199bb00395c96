/// Why a site has no more power in a quarter, in the site's own words.
struct SiteReasons {
    let site: PowerSite

    /// What each source lacks: its date, or its limit.
    ///
    /// `step`: The step that lacks power, to tell what called hours and the weather leave.
    func reasons(in quarter: Quarter, step: Int? = nil) -> [String] {
        var reasons: [String] = []
        if let grid = site.grid { reasons += self.grid(grid, quarter, step) }
        for generator in site.generators {
            reasons += source(
                generator.name,
                generator.existing,
                generator.most,
                generator.available,
                quarter,
                share: step.flatMap { step in
                    generator.availability.isEmpty ? nil : generator.availability[step]
                }
            )
        }
        for storage in site.storages {
            reasons += source(
                storage.name,
                storage.existing,
                storage.most,
                storage.available,
                quarter
            )
        }
        for purchase in site.agreements {
            reasons += source(
                purchase.name,
                0,
                purchase.most,
                purchase.available,
                quarter,
                share: step.map { purchase.profile[$0] }
            )
        }
        return reasons
    }

    private func grid(_ grid: GridConnection, _ quarter: Quarter, _ step: Int?) -> [String] {
        let limit = grid.connection(in: quarter)
        let later = grid.steps.first { $0.from > quarter && $0.limit > limit }
        guard limit > 0 else {
            return later.map { ["the grid connection comes \($0.from)"] }
                ?? ["there is no grid connection"]
        }
        var text = "the grid gives at most \(Self.power(limit))"
        if let step, grid.curtailedHours.contains(step), grid.curtailedLimit < limit {
            text = "the grid gives at most \(Self.power(grid.curtailedLimit)) in called hours"
        }
        if let share = grid.regionalShare, let step, share * grid.regionalLoad[step] < limit {
            let power = Self.power(share * grid.regionalLoad[step])
            text = "the grid gives at most \(power), the site's share of the region's load"
        }
        if let later { text += ", \(Self.power(later.limit)) from \(later.from)" }
        return [text]
    }

    private func source(
        _ name: String,
        _ existing: Double,
        _ most: Double,
        _ available: Quarter?,
        _ quarter: Quarter,
        share: Double? = nil
    ) -> [String] {
        if let available, available > quarter, most > 0 {
            return existing > 0
                ? ["\(name) has \(Self.power(existing)) until more comes \(available)"]
                : ["\(name) is available from \(available)"]
        }
        if let share, share == 0 { return ["\(name) gives nothing in that hour"] }
        guard most.isFinite, existing + most > 0 else { return [] }
        if let share, share < 1 {
            return ["\(name) gives at most \(Self.power(share * (existing + most))) in that hour"]
        }
        return ["\(name) is limited to \(Self.power(existing + most))"]
    }

    static func power(_ megawatts: Double) -> String { "\(number(megawatts)) MW" }

    /// A number with its thousands set off: 4,100 or 0.25.
    static func number(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 1.0 : abs(value) >= 1 ? 10 : 1_000
        let rounded = (value * digits).rounded() / digits
        guard abs(rounded) < 1e15 else { return "\(rounded)" }
        let whole = Int(rounded.rounded(.towardZero))
        var text = ""
        for (place, digit) in "\(abs(whole))".reversed().enumerated() {
            if place > 0, place % 3 == 0 { text = "," + text }
            text = String(digit) + text
        }
        if rounded < 0 { text = "-" + text }
        guard rounded != Double(whole) else { return text }
        return text + "\(abs(rounded))".drop { $0 != "." }
    }
}
