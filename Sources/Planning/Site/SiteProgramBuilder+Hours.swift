import Optimization

extension SiteProgramBuilder {
    /// The rows and columns of one year.
    mutating func year(_ year: inout SiteYearLayout) {
        prepare(&year)
        year.firstRow = Int32(program.rowCount)
        if isWholeYear { adequacy(&year) }
        for h in year.steps {
            year.firstRows.append(Int32(program.rowCount))
            outputColumns(&year, h)
            commitmentColumns(&year, h)
            storageColumns(&year, h)
            otherColumns(&year, h)
            // What reaches back to the hour before comes first, so that the band is as narrow as an
            // hour has rows.
            islanding(&year, h)
            reserveRows(year, h)
            commitmentRows(year, h)
            rampRows(year, h)
            contentRows(year, h)
            training(&year, h)
            balance(&year, h)
            outputRows(year, h)
            storageRows(year, h)
            connectionRows(&year, h)
            matching(&year, h)
            spinning(year, h)
        }
        year.firstRows.append(Int32(program.rowCount))
        if isWholeYear { annualRows(&year) }
    }

    /// What holds for a whole year is reckoned once.
    private mutating func prepare(_ year: inout SiteYearLayout) {
        let unit = year.weight * step
        let carbonPrice = site.rules.carbonPrice
        outputCosts = site.generators.map { unit * ($0.marginalCost + carbonPrice * $0.carbon) }
        purchaseCosts = site.agreements.map { unit * carbonPrice * $0.carbon }
        year.purchases = site.agreements.enumerated().map { place, purchase in
            .init(
                purchase: purchase,
                place: place,
                from: year.calendar.firstStep(from: purchase.available),
                used: StepColumns(year.steps)
            )
        }
        connectionLimits = site.grid.map { $0.limits(year.calendar, year.steps).map(\.power) } ?? []
        islandingWindow = site.rules.islandingHours.map { IslandingWindow(site, year, hours: $0) }
        if isWholeYear {
            // The energy that closes the circle of the year has to be there before its first row.
            for place in year.storages.indices { content(&year, place, year.steps.upperBound - 1) }
            if let grid = site.grid {
                program.offset += year.weight * grid.charge(year.calendar)
            }
        }
    }

    // MARK: Columns of an hour

    private mutating func outputColumns(_ year: inout SiteYearLayout, _ h: Int) {
        for place in year.generators.indices {
            // Parts are read in place: a copy would make the arrays in them be copied on writing.
            let availability = year.generators[place].availability(at: h)
            guard availability > 0 else { continue }
            let size = year.generators[place].size
            let constant = size.constant(at: h)
            var lower = 0.0
            var upper = Double.infinity
            if size.column(at: h) == nil {
                guard constant > 0 else { continue }
                upper = availability * constant
                lower = min(year.generators[place].generator.mustRun, availability) * constant
            }
            year.generators[place].output[h] = program.variable(
                labels.output[place],
                cost: outputCosts[place],
                lower: lower,
                upper: upper
            )
        }
    }

    private mutating func storageColumns(_ year: inout SiteYearLayout, _ h: Int) {
        for place in year.storages.indices where year.storages[place].power.stands(at: h) {
            let cost = year.weight * step * year.storages[place].storage.marginalCost
            year.storages[place].charge[h] = program.variable(labels.charge[place])
            year.storages[place].discharge[h] =
                program.variable(labels.discharge[place], cost: cost)
            if year.storages[place].content[h] == nil { content(&year, place, h) }
            if site.rules.spinningReserve != nil {
                year.storages[place].reserve[h] = program.variable(labels.reserve[place])
            }
        }
    }

    /// The energy that a storage holds at the end of an hour.
    private mutating func content(_ year: inout SiteYearLayout, _ place: Int, _ h: Int) {
        let power = year.storages[place].power
        guard power.stands(at: h) else { return }
        var upper = Double.infinity
        if let energy = year.storages[place].energy {
            if energy.column(at: h) == nil { upper = energy.constant(at: h) }
        } else if power.column(at: h) == nil {
            upper = year.storages[place].storage.hours * power.constant(at: h)
        }
        year.storages[place].content[h] = program.variable(labels.content[place], upper: upper)
    }

    private mutating func otherColumns(_ year: inout SiteYearLayout, _ h: Int) {
        let unit = year.weight * step
        for place in year.purchases.indices {
            let share = year.purchases[place].purchase.profile[h]
            let contract = contracts[place]
            guard h >= year.purchases[place].from, share > 0, contract.stands(at: h) else {
                continue
            }
            let most = contract.column == nil ? share * contract.fixed : Double.infinity
            year.purchases[place].used[h] = program.variable(
                labels.used[place],
                cost: purchaseCosts[place],
                upper: most
            )
        }
        if let grid = site.grid, connectionLimits[h - year.steps.lowerBound] > 0 {
            let limit = connectionLimits[h - year.steps.lowerBound]
            var price = grid.price[h]
            if site.rules.carbonPrice > 0 {
                price += site.rules.carbonPrice * grid.carbon(site.rules.carbonKind, h)
            }
            year.imports[h] = program.variable(labels.imports, cost: unit * price, upper: limit)
            if grid.exportLimit > 0 {
                year.exports[h] = program.variable(
                    labels.exports,
                    cost: -unit * grid.exportPrice(at: h),
                    upper: min(grid.exportLimit, grid.connection(in: year.calendar.quarter(of: h)))
                )
            }
        }
        if site.rules.unservedCost.isFinite {
            year.unserved[h] = program.variable(
                labels.unserved,
                cost: unit * site.rules.unservedCost,
                upper: year.load(at: h, site) + (year.flexible?.most ?? 0)
            )
        }
    }

    // MARK: Rows of an hour

    private mutating func balance(_ year: inout SiteYearLayout, _ h: Int) {
        for place in year.generators.indices { term(1, year.generators[place].output[h]) }
        for place in year.storages.indices {
            term(1, year.storages[place].discharge[h])
            term(-1, year.storages[place].charge[h])
        }
        for place in year.purchases.indices { term(1, year.purchases[place].used[h]) }
        term(1, year.imports[h])
        term(-1, year.exports[h])
        term(1, year.unserved[h])
        term(-1, year.training[h])
        let load = year.load(at: h, site)
        year.balance[h] = program.close(labels.balance, lower: load, upper: load)
    }

    private mutating func outputRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.generators.indices {
            let size = year.generators[place].size
            guard let output = year.generators[place].output[h], let built = size.column(at: h)
            else { continue }
            let availability = year.generators[place].availability(at: h)
            program.term(1, output)
            program.term(-availability, built)
            program.close(labels.limit[place], upper: availability * size.constant(at: h))
            let mustRun = min(year.generators[place].generator.mustRun, availability)
            guard mustRun > 0 else { continue }
            program.term(1, output)
            program.term(-mustRun, built)
            program.close(labels.mustRun[place], lower: mustRun * size.constant(at: h))
        }
    }

    /// `|g − g[h−1]| ≤ ramp · G`, with what stands in both hours.
    private mutating func rampRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.generators.indices {
            let size = year.generators[place].size
            guard let ramp = ramps[place], h != size.from else { continue }
            let constant = ramp * size.constant(at: h)
            let output = year.generators[place].output[h]
            guard h > year.steps.lowerBound else {
                firstRamp(output, constant, place, h)
                continue
            }
            let before = year.generators[place].output[h - 1]
            guard output != nil || before != nil else { continue }
            let built = size.column(at: h)
            term(1, output)
            term(-1, before)
            guard let built else {
                program.close(labels.ramp[place], lower: -constant, upper: constant)
                continue
            }
            program.term(-ramp, built)
            program.close(labels.ramp[place], upper: constant)
            term(1, output)
            term(-1, before)
            program.term(ramp, built)
            program.close(labels.ramp[place], lower: -constant)
        }
    }

    /// The first step of a window goes on from what ran before it.
    private mutating func firstRamp(
        _ output: Program.Variable?,
        _ most: Double,
        _ place: Int,
        _ h: Int
    ) {
        guard let outputs = scope.window?.outputs, !outputs.isEmpty, let output else { return }
        let before = outputs[place]
        program.term(1, output)
        program.close(labels.ramp[place], lower: before - most, upper: before + most)
    }

    /// `s = (1 − loss) s[h−1] + η cha − dis/η`.
    private mutating func contentRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.storages.indices {
            guard let content = year.storages[place].content[h] else { continue }
            let kept = efficiencies[place].kept
            var side = 0.0
            if h > year.steps.lowerBound {
                program.term(1, content)
                term(-kept, year.storages[place].content[h - 1])
            } else if let window = scope.window {
                program.term(1, content)
                side = kept * window.stored[place]
            } else if year.steps.count == 1 {
                program.term(1 - kept, content)
            } else {
                program.term(1, content)
                term(-kept, year.storages[place].content[year.steps.upperBound - 1])
            }
            let storage = efficiencies[place]
            term(-storage.charge * step, year.storages[place].charge[h])
            term(step / storage.discharge, year.storages[place].discharge[h])
            program.close(labels.stored[place], lower: side, upper: side)
        }
    }

    private mutating func storageRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.storages.indices {
            guard let content = year.storages[place].content[h],
                let charge = year.storages[place].charge[h]
            else { continue }
            let power = year.storages[place].power
            if let energy = year.storages[place].energy {
                if let built = energy.column(at: h) {
                    program.term(1, content)
                    program.term(-1, built)
                    program.close(labels.energy[place], upper: energy.constant(at: h))
                }
            } else if let built = power.column(at: h) {
                let hours = year.storages[place].storage.hours
                program.term(1, content)
                program.term(-hours, built)
                program.close(labels.energy[place], upper: hours * power.constant(at: h))
            }
            program.term(1, charge)
            term(1, year.storages[place].discharge[h])
            term(-1, power.column(at: h))
            program.close(labels.power[place], upper: power.constant(at: h))
        }
    }

    /// What is bought elsewhere comes through the connection, beside the imports.
    private mutating func connectionRows(_ year: inout SiteYearLayout, _ h: Int) {
        var through = false
        for place in year.purchases.indices {
            guard let used = year.purchases[place].used[h] else { continue }
            if let size = contracts[place].column {
                program.term(1, used)
                program.term(-year.purchases[place].purchase.profile[h], size)
                program.close(labels.purchase[place], upper: 0)
            }
            if !year.purchases[place].purchase.isBehindTheMeter { through = true }
        }
        guard through else { return }
        for place in year.purchases.indices
        where !year.purchases[place].purchase.isBehindTheMeter {
            term(1, year.purchases[place].used[h])
        }
        term(1, year.imports[h])
        let limit = connectionLimits.isEmpty ? 0 : connectionLimits[h - year.steps.lowerBound]
        year.connection[h] = program.close(labels.connection, upper: limit)
    }

    /// Work that may move within its window: a running sum that reaches the window's total.
    private mutating func training(_ year: inout SiteYearLayout, _ h: Int) {
        guard let flexible = year.flexible, flexible.most > 0 else { return }
        let part = flexible.part(at: h, year, trained: scope.window?.trained ?? 0)
        if part.steps.count == 1 {
            let power = part.energy / step
            year.training[h] = program.variable(labels.training, lower: power, upper: power)
            return
        }
        let training = program.variable(labels.training, upper: flexible.most)
        year.training[h] = training
        if h == part.steps.lowerBound { return }
        program.term(step, training)
        if h == part.steps.lowerBound + 1 {
            term(step, year.training[h - 1])
        } else {
            term(1, year.trainingSum[h - 1])
        }
        if h == part.steps.upperBound - 1 {
            program.close(labels.flexible, lower: part.energy, upper: part.energy)
        } else {
            let sum = program.variable(labels.trainingSum)
            year.trainingSum[h] = sum
            program.term(-1, sum)
            program.close(labels.flexible, lower: 0, upper: 0)
        }
    }

    mutating func term(_ coefficient: Double, _ variable: Program.Variable?) {
        if let variable { program.term(coefficient, variable) }
    }
}
