package import Optimization

extension PortfolioProgram {
    /// A conflict in the scenario's own words: what cannot be, and everything that is in its way.
    package func sentences(of conflict: Conflict) -> [String] {
        var asked: [String] = []
        var ways: [String] = []
        var times: [Quarter] = []
        var absences: [String] = []
        func note(_ text: String?, in list: inout [String]) {
            if let text, !list.contains(text) { list.append(text) }
        }
        for member in conflict.members {
            switch member {
            case .atLeast(let row):
                let meaning = rows[Int(row.index)]
                if let need = need(of: meaning, program.rowLower[Int(row.index)]) {
                    note(need.text, in: &asked)
                    times.append(need.quarter)
                    for text in need.absences { note(text, in: &absences) }
                } else {
                    note(hindrance(of: meaning), in: &ways)
                }
            case .atMost(let row): note(hindrance(of: rows[Int(row.index)]), in: &ways)
            case .floor(let variable): note(floor(of: variable), in: &ways)
            case .ceiling(let variable): note(ceiling(of: variable), in: &ways)
            }
        }
        let reasons = (absences + ways).joined(separator: "; ")
        guard let first = times.min(), let last = times.max() else {
            return reasons.isEmpty ? [] : ["these cannot all hold: " + reasons]
        }
        let when = first == last ? "\(first)" : "\(first) to \(last)"
        let what = "\(when): \(listed(asked)) cannot be met"
        return [reasons.isEmpty ? what : "\(what): \(reasons)"]
    }

    /// A row in a few words, for a message about it.
    package func words(of row: PortfolioRow) -> String {
        switch row {
        case .serve(let demands, _, let place):
            "\(quarter(place)): demand of \(names(demands))"
        case .survive(let contingency, let demands, _, let place):
            "\(quarter(place)): survival of \(names(demands)) when "
                + "\(scenario.contingencies[contingency].name) fails"
        case .floor(let number, let place):
            "\(quarter(place)): least capacity in \(scenario.rules.floors[number].jurisdiction)"
        default: hindrance(of: row) ?? row.family
        }
    }

    private func names(_ demands: [Int]) -> String {
        listed(demands.map { scenario.demands[$0].name })
    }

    // MARK: What is asked for

    private func need(
        of row: PortfolioRow,
        _ least: Double
    ) -> (text: String, quarter: Quarter, absences: [String])? {
        let potential = SupplyPotential(scenario)
        func absences(_ numbers: [Int], _ place: Int) -> [String] {
            potential.absences(in: Set(numbers.map { regions[$0] }), quarter(place))
        }
        switch row {
        case .serve(let demands, let numbers, let place):
            let text = "the demand of \(megawatts(least)) (\(names(demands)))"
            return (text, quarter(place), absences(numbers, place))
        case .survive(let contingency, let demands, let numbers, let place):
            let event = scenario.contingencies[contingency].name
            let text = "that \(megawatts(least)) of \(names(demands)) survive the loss of \(event)"
            return (text, quarter(place), absences(numbers, place))
        case .floor(let number, let place):
            let floor = scenario.rules.floors[number]
            let text = "at least \(megawatts(floor.least)) in jurisdiction \(floor.jurisdiction)"
            let numbers = regions.indices.filter {
                scenario.isRegion(regions[$0], under: floor.jurisdiction)
            }
            return (text, quarter(place), absences(numbers, place))
        default: return nil
        }
    }

    // MARK: What is in the way

    private func hindrance(of row: PortfolioRow) -> String? {
        switch row {
        case .largest(let place), .smallest(let place): sizes(of: scenario.offers[place])
        case .oneOf(let group): "of the group \(group) only one offer can be signed"
        case .extends(let place):
            "\(scenario.offers[place].name) needs \(scenario.offers[place].extends ?? "")"
        case .delivery(let place, _):
            "\(scenario.providers[place].name) delivers at most "
                + "\(megawatts(scenario.providers[place].deliveryLimit ?? 0)) a quarter"
        case .campus(let place, let time):
            "\(scenario.campuses[place].name) has power for "
                + megawatts(scenario.campuses[place].limit(in: quarter(time)))
        case .blocks(let place):
            "\(scenario.builds[place].name) has at most \(scenario.builds[place].mostBlocks) blocks"
        case .cap(let place, _):
            "the cap on \(scenario.rules.caps[place].source.words) is "
                + percent(scenario.rules.caps[place].share)
        case .covenant:
            "the covenant allows \(grouped(scenario.finance.covenantMultiple ?? 0)) times the "
                + "revenue of a year"
        case .balance: "what comes in is limited"
        case .siteLimit(let site, let year): "the power of \(site) in \(year) is limited"
        case .flexible, .trueUp, .serve, .supplied, .survive, .capacity, .regionCapacity,
            .totalCapacity, .flow, .floor, .payments, .spend, .tierFrom, .tierTo, .oneTier,
            .tierSum, .rebate, .siteCost:
            nil
        }
    }

    private func sizes(of offer: ComputeOffer) -> String {
        offer.least > 0
            ? "\(offer.name) has \(megawatts(offer.least)) to \(megawatts(offer.most))"
            : "\(offer.name) has at most \(megawatts(offer.most))"
    }

    private func floor(of variable: Program.Variable) -> String? {
        switch columns[Int(variable.index)] {
        case .size(let place):
            scenario.offers[place].signed.map {
                "\(megawatts($0)) of \(scenario.offers[place].name) are signed"
            }
        case .balance: "the cash floor is \(dollars(scenario.finance.floor))"
        default: nil
        }
    }

    private func ceiling(of variable: Program.Variable) -> String? {
        switch columns[Int(variable.index)] {
        case .size(let place):
            scenario.offers[place].signed.map {
                "\(megawatts($0)) of \(scenario.offers[place].name) are signed"
            } ?? sizes(of: scenario.offers[place])
        case .order(let place, _): hindrance(of: .blocks(build: place))
        case .spot(let place, _):
            "spot in \(scenario.spots[place].region) has at most "
                + megawatts(scenario.spots[place].limit)
        case .payments(let place):
            "in \(quarter(place)) at most \(dollars(scenario.finance.spendingLimits[place])) "
                + "may be spent"
        default: nil
        }
    }
}
