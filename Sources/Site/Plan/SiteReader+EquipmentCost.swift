import Bus
import Planning

/// What equipment costs, and when it is there.
extension SiteReader {
    mutating func equipment(
        _ field: Field,
        _ entity: Entity,
        _ context: EquipmentContext,
        isStorage: Bool
    ) -> Equipment? {
        var equipment = Equipment(entity: entity, field: field, year: context.firstYear)
        if let named = entity["technology"] {
            let names = plan.technologies.values.filter { $0.isStorage == isStorage }.map(\.name)
            guard let name = reference(named, to: "technology", among: names.sorted()) else {
                return nil
            }
            equipment.technology = plan.technologies[name]
        }
        let ordered = quarter("ordered", in: entity)
        equipment.available = quarter("available", in: entity)
        if let field = entity["ordered"], entity["available"] != nil {
            reject(field, "stands beside available; keep one of the two")
        }
        if entity["available"] == nil, let lead = value("lead_quarters", of: equipment) {
            if let begin = ordered ?? context.ordered {
                equipment.available = begin.advanced(by: Int(lead.rounded(.up)))
            } else {
                reject(
                    field,
                    "has a lead time of \(Int(lead)) quarters, from when on? write ordered: 2026-Q1 "
                        + "at the site, or available: here"
                )
            }
        } else if let field = entity["ordered"], entity["available"] == nil {
            reject(field, "has no effect without lead_quarters; write available: instead")
        }
        equipment.year = max(context.firstYear, equipment.available?.year ?? context.firstYear)
        return equipment
    }

    mutating func carrier(_ equipment: Equipment) -> String? {
        if let field = equipment.entity["carrier"] { return text(field)?.value }
        if let technology = equipment.technology { return technology.carrier }
        _ = required(
            "technology",
            in: equipment.entity.fields,
            "or carrier: gas with its own figures"
        )
        return nil
    }

    /// Dollars per megawatt and year, of the capital and of running it whether or not it is used.
    mutating func annualCost(_ equipment: Equipment, _ rate: Double) -> Double? {
        if let cost = figure("annual_cost_usd_per_mw", in: equipment.entity, .amount) {
            rejectBeside("annual_cost_usd_per_mw", equipment)
            return cost
        }
        guard let capex = value("capex_usd_per_kw", of: equipment) else {
            return noCost(equipment)
        }
        let fixed = fixedCost(equipment, ofCapex: capex)
        guard let yearly = yearly(equipment, rate) else { return nil }
        return (capex * yearly + fixed) * 1_000
    }

    mutating func noCost(_ equipment: Equipment) -> Double? {
        let names = ["annual_cost_usd_per_mw", "capex_usd_per_kw"]
        if names.allSatisfy({ equipment.entity[$0] == nil }) {
            let example = "95000, or capex_usd_per_kw, or a technology"
            _ = required(names[0], in: equipment.entity.fields, example)
        }
        return nil
    }

    mutating func rejectBeside(_ name: String, _ equipment: Equipment) {
        let others = [
            "capex_usd_per_kw", "capex_usd_per_kwh", "fixed_om_usd_per_kw_year",
            "fixed_om_percent_of_capex", "life_years",
        ]
        for other in others {
            if let field = equipment.entity[other] {
                reject(field, "stands beside \(name), which holds it; keep one of the two")
            }
        }
    }

    mutating func fixedCost(_ equipment: Equipment, ofCapex capex: Double) -> Double {
        let names = ["fixed_om_usd_per_kw_year", "fixed_om_percent_of_capex"]
        let own = alternative(names, in: equipment.entity)?.name
        guard let name = own ?? names.first(where: { equipment.technology?.figures[$0] != nil }),
            let value = value(name, of: equipment)
        else { return 0 }
        return name == names[0] ? value : capex * value / 100
    }

    /// The part of the capital that is due every year.
    mutating func yearly(_ equipment: Equipment, _ rate: Double) -> Double? {
        if let life = value("life_years", of: equipment) { return annuity(rate: rate, years: life) }
        if equipment.entity["life_years"] == nil {
            _ = required("life_years", in: equipment.entity.fields, "over how many years: 25")
        }
        return nil
    }

    /// Dollars per megawatt, and per megawatt-hour where the plan chooses the energy.
    mutating func storageCost(
        _ equipment: Equipment,
        _ rate: Double,
        hours: Double,
        _ isChosen: Bool
    ) -> (power: Double, energy: Double?)? {
        let entity = equipment.entity
        let energyKey = "annual_cost_usd_per_mwh"
        if let cost = figure("annual_cost_usd_per_mw", in: entity, .amount) {
            rejectBeside("annual_cost_usd_per_mw", equipment)
            let energy = figure(energyKey, in: entity, .amount)
            if isChosen, entity[energyKey] == nil {
                _ = required(energyKey, in: entity.fields, "what energy costs where it is chosen")
                return nil
            }
            return isChosen ? (cost, energy) : (cost + (energy ?? 0) * hours, nil)
        }
        if let field = entity[energyKey] {
            reject(field, "needs annual_cost_usd_per_mw beside it")
        }
        let power = value("capex_usd_per_kw", of: equipment)
        let energy = value("capex_usd_per_kwh", of: equipment)
        if power == nil, energy == nil {
            return noCost(equipment).map { ($0, nil) }
        }
        guard let yearly = yearly(equipment, rate) else { return nil }
        if isChosen {
            let split = [power, energy].map { capex in
                let capex = capex ?? 0
                return (capex * yearly + fixedCost(equipment, ofCapex: capex)) * 1_000
            }
            return (split[0], split[1])
        }
        let capex = (power ?? 0) + (energy ?? 0) * hours
        return ((capex * yearly + fixedCost(equipment, ofCapex: capex)) * 1_000, nil)
    }

    /// A figure of the scenario, or else of the technology in the equipment's year.
    mutating func value(_ key: String, of equipment: Equipment) -> Double? {
        guard let bounds = Technology.bounds.first(where: { $0.key == key })?.bounds else {
            preconditionFailure("\(key) is a figure of technologies")
        }
        let place = path(equipment.entity.fields.path, key)
        if let field = equipment.entity[key] {
            guard field.isList else {
                return figure(field, equipment.entity.origin, bounds)
            }
            let figures = technologyFigures(field, equipment.entity.origin, bounds)
            let figure = Technology.figure(figures, in: equipment.year)
            if let figure { collect(figure, place, isWhole: bounds.isWhole) }
            return figure?.value
        }
        guard let figure = equipment.technology?.figure(key, in: equipment.year) else { return nil }
        collect(figure, place, isWhole: bounds.isWhole)
        return figure.value
    }

    mutating func collect(
        _ figure: Technology.Figure,
        _ path: String,
        isWhole: Bool = false
    ) {
        let sourced = SourcedFigure(
            path: path,
            value: figure.value,
            range: figure.range,
            source: figure.source,
            date: figure.date,
            isAssumed: figure.isAssumed,
            isWhole: isWhole
        )
        if !plan.figures.contains(where: { $0.path == path }) { plan.figures.append(sourced) }
    }
}
