import Planning

extension ReportFixture {
    mutating func fillMoney() {
        for index in plan.quarters.indices {
            let quarter = plan.quarters[index].quarter
            for place in plan.contracts.indices where plan.contracts[place].available[index] > 0 {
                let one = plan.contracts[place]
                let price = one.offer.price(in: quarter)
                let due = price * one.available[index] * one.offer.takeOrPay
                let used = price * one.used[index]
                plan.contracts[place].cash[index] = max(due, used)
                plan.contracts[place].shortfallFees[index] = max(0, due - used)
                plan.contracts[place].commitment += due
                plan.quarters[index].rentExpense += max(due, used)
                plan.quarters[index].contractCash += max(due, used)
            }
            for place in plan.builds.indices {
                let one = plan.builds[place]
                let capex = Double(one.blocks[index]) * one.build.block * one.build.capex
                let opex = one.available[index] * one.build.opex
                let power = one.used[index] * 1.25 * 2_190 * 62
                plan.builds[place].cash[index] = capex + opex + power
                plan.quarters[index].capex += capex
                plan.quarters[index].opex += opex
                plan.quarters[index].powerCash += power
            }
            let spot = plan.quarters[index].capacity.first { $0.name == "spot" }?.power ?? 0
            plan.quarters[index].spotCash = spot * 6e6
            if index % 4 == 3, index > 8 { plan.quarters[index].rebates = 120e6 }
        }
        prepay()
        plan.builds[0].residual = 5.2e9
    }

    /// Moves a tenth of the Abilene contract to its first quarter.
    private mutating func prepay() {
        guard let place = plan.contracts.firstIndex(where: { $0.offer.prepayment > 0 }) else {
            return
        }
        let share = plan.contracts[place].offer.prepayment
        let all = plan.contracts[place].cash
        guard let first = all.firstIndex(where: { $0 > 0 }) else { return }
        let total = all.reduce(0, +) * share
        for index in all.indices {
            plan.contracts[place].cash[index] -= all[index] * share
            plan.quarters[index].contractCash -= all[index] * share
        }
        plan.contracts[place].cash[first] += total
        plan.quarters[first].contractCash += total
        for index in plan.contracts.indices {
            plan.contracts[index].premium = plan.contracts[index].offer.premium
        }
    }

    mutating func fillBalance() {
        var balance = scenario.finance.cash ?? 0
        var factor = 1.0
        for index in plan.quarters.indices {
            let income = 3.4e9 + 0.5e9 * Double(index)
            balance += income - plan.quarters[index].cash
            plan.quarters[index].balance = balance
            plan.objective += plan.quarters[index].cash * factor
            factor /= 1.0194
            let later = plan.quarters[index...].enumerated().reduce(0) { sum, next in
                sum + next.element.rentExpense * 0.88 / (1 + 0.02 * Double(next.offset + 1))
            }
            plan.quarters[index].leaseLiability = index == 27 ? 0 : later
            let lives = scenario.finance.depreciationYears
            plan.quarters[index].depreciation = lives.map { years in
                plan.quarters.prefix(index + 1).enumerated().reduce(0) { sum, order in
                    let age = index - order.offset - 6
                    return sum
                        + (age >= 0 && Double(age) < years * 4
                            ? order.element.capex / (years * 4) : 0)
                }
            }
            plan.quarters[index].bookValue = lives.indices.map { life in
                let spent = plan.quarters.prefix(index + 1).reduce(0) { $0 + $1.capex }
                let written = plan.quarters.prefix(index + 1).reduce(0) {
                    $0 + $1.depreciation[life]
                }
                return spent - written
            }
            plan.quarters[index].emissions = plan.builds[0].used[index] * 2_190 * 1.25 * 0.31
        }
        plan.objective -= 3.1e9
        plan.bound = plan.objective * 0.9932
    }

    // MARK: Findings

    func survivals() -> [Survival] {
        let providers = scenario.providers.map(\.name)
        let sets: [(String, Bool, (String, String) -> Bool)] =
            providers.map { name in (name, true, { provider, _ in provider == name }) }
            + [
                ("grid operator ercot", false, { _, region in region == "texas" }),
                (
                    "chip vendor nvidia", false,
                    { provider, _ in provider != "google" && provider != "aws" }
                ),
            ]
        return sets.map { name, isRequired, isHit in
            var one = Survival(
                name: name,
                isRequired: isRequired,
                lost: [],
                left: [],
                needed: [],
                unserved: [],
                worst: Self.horizon.first
            )
            var least = Double.infinity
            for index in plan.quarters.indices {
                var lost = plan.contracts.filter { isHit($0.offer.provider, $0.offer.region) }
                    .reduce(0) { $0 + $1.available[index] }
                lost += plan.builds.filter { isHit("own", $0.build.region) }.reduce(0) {
                    $0 + $1.available[index]
                }
                let all = plan.quarters[index].capacity.reduce(0) { $0 + $1.power }
                let needed =
                    index < 6
                    ? 0 : scenario.demands.reduce(0) { $0 + $1.power[index] * $1.survivalShare }
                one.lost.append(lost)
                one.left.append(all - lost)
                one.needed.append(needed)
                if needed > 0, all - lost - needed < least {
                    least = all - lost - needed
                    one.worst = plan.quarters[index].quarter
                }
            }
            if least < 0 { one.unserved = [.init(name: "training", power: -least)] }
            return one
        }
    }

    mutating func fillFindings() {
        fillRules()
        fillAlternatives()
        fillStresses()
        fillTornado()
    }

    private mutating func fillRules() {
        plan.pricesOfRules = [
            RulePrice(
                rule: "N-1 of providers",
                value: 4.2e9,
                per: "whole rule",
                method: "solved again",
                uncertainty: 0.3e9
            ),
            RulePrice(
                rule: "concentration of oracle ≤ 60 %",
                value: 1.1e9,
                per: "whole rule",
                method: "solved again",
                uncertainty: 0.3e9
            ),
            RulePrice(
                rule: "concentration of oracle ≤ 60 %",
                value: 41e6,
                per: "per percentage point",
                method: "dual of the relaxation"
            ),
            RulePrice(
                rule: "power of abilene one quarter earlier",
                value: 3.3e6,
                per: "per MW",
                method: "dual of the relaxation"
            ),
            RulePrice(
                rule: "cash floor",
                value: 0.1e9,
                per: "whole rule",
                method: "solved again",
                uncertainty: 0.3e9
            ),
        ]
    }

    private mutating func fillAlternatives() {
        let total = plan.objective
        plan.alternatives = [
            ("least of oracle", 0.004, 1_900), ("most own capacity", 0.009, 2_300),
            ("fewest contracts", 0.0065, 2_600),
        ]
        .map { name, more, oracle in
            Alternative(
                name: name,
                objective: total * (1 + more),
                sizes: [
                    .init(name: "oracle", power: oracle), .init(name: "aws", power: 900),
                    .init(name: "texas-own", power: 800),
                ]
            )
        }
    }

    private mutating func fillStresses() {
        let total = plan.objective
        plan.stresses = [
            StressResult(
                name: "demand high",
                probability: 0.2,
                adapted: total * 1.14,
                hindsight: total * 1.11,
                unserved: 210,
                finding: "Spot and two later offers carry it."
            ),
            StressResult(
                name: "demand low",
                probability: 0.2,
                adapted: total * 0.95,
                hindsight: total * 0.88,
                unserved: 0,
                finding: "Take-or-pay is due on idle capacity."
            ),
            StressResult(
                name: "oracle two quarters late",
                probability: 0.25,
                adapted: total * 1.031,
                hindsight: total * 1.018,
                unserved: 640,
                finding: "Batch work waits from 2027-Q1 to 2027-Q2."
            ),
            StressResult(
                name: "coreweave insolvent in 2028",
                probability: 0.05,
                adapted: total * 1.022,
                hindsight: total * 1.009,
                unserved: 0,
                finding: "The prepayment is lost; azure carries it."
            ),
            StressResult(
                name: "grid of texas three years late",
                probability: 0,
                adapted: nil,
                hindsight: total * 1.21,
                unserved: 0,
                finding: "The signed ramp cannot be powered."
            ),
        ]
    }

    private mutating func fillTornado() {
        let total = plan.objective
        plan.tornado = [
            TornadoBar(
                path: "demand.training.growth_percent_per_quarter",
                range: 2.5...6,
                atLow: total * 0.91,
                atHigh: total * 1.16
            ),
            TornadoBar(
                path: "offers.oracle-abilene.price_usd_per_mw_quarter",
                range: 2.6e6...3.9e6,
                atLow: total * 0.955,
                atHigh: total * 1.04
            ),
            TornadoBar(
                path: "builds.texas-own.capex_usd_per_mw",
                range: 33e6...45e6,
                atLow: total * 0.985,
                atHigh: total * 1.02
            ),
            TornadoBar(
                path: "power.abilene.limit_mw",
                range: 600...2_000,
                atLow: nil,
                atHigh: total * 0.99
            ),
        ]
    }

    mutating func fillProof() {
        plan.proof.columns = 6_412
        plan.proof.rows = 8_930
        plan.proof.integers = 96
        plan.proof.rowViolation = 3.2e-9
        plan.proof.method = "Benders over HiGHS 1.15.1 and the banded interior point method"
        plan.proof.rounds = (0..<7).map { round in
            var spread = 0.2
            for _ in 0..<round { spread *= 0.45 }
            return (plan.bound * (1 - spread), plan.objective * (1 + spread * 0.6))
        }
    }
}
