import Bus
import Planning

/// What can be signed, bought by the hour, or built.
extension SiteReader {
    private static let offerKeys =
        [
            "provider", "region", "campus", "chip", "starts", "term_quarters", "ramp_percent",
            "kw_per_gpu", "price_change_percent_per_year", "take_or_pay_percent",
            "commitment_model",
            "prepayment_percent", "least_mw", "most_mw", "group", "extends", "premium_usd",
            "signed_mw",
        ] + offerPrices
    private static let offerPrices = [
        "price_usd_per_mw_quarter", "price_usd_per_mw_year", "price_usd_per_gpu_hour", "total_usd",
    ]
    private static let buildKeys = [
        "region", "campus", "chip", "site", "block_mw", "most_blocks", "lead_quarters",
        "earliest_order", "life_quarters", "capex_usd_per_kw", "capex_usd_per_mw",
        "opex_usd_per_mw_quarter", "power_price_usd_per_mwh", "pue", "depreciation_years",
        "residual_percent_per_year",
    ]
    /// A quarter of a year of 8,760 hours.
    private static let hoursPerQuarter = 2_190.0

    mutating func offer(_ field: Field) -> ComputeOffer? {
        guard let entity = entity(field, known: Self.offerKeys) else { return nil }
        let provider = required("provider", in: entity.fields, "say who offers it")
            .flatMap { reference($0, to: "provider", among: plan.names.providers) }
        let (region, campus) = place(entity)
        let chip = entity["chip"].flatMap { reference($0, to: "chip", among: plan.names.chips) }
        let starts = required("starts", in: entity.fields, "the first quarter: 2027-Q1")
            .flatMap { quarter($0, entity.origin) }
        let term = requiredFigure(
            "term_quarters",
            in: entity,
            .count(1...200),
            "five years are 20"
        )
        let signed = figure("signed_mw", in: entity, .positive)
        let most =
            entity["most_mw"] == nil && signed != nil
            ? signed : requiredFigure("most_mw", in: entity, .positive, "megawatts of IT: 1200")
        var offer = ComputeOffer(
            name: field.name,
            provider: provider ?? "",
            region: region ?? "",
            starts: starts ?? plan.horizon.first,
            termQuarters: Int(term ?? 1),
            price: 0,
            most: most ?? 1
        )
        offer.campus = campus
        offer.chip = chip
        offer.signed = signed
        terms(entity, &offer)
        let price = price(entity, of: offer)
        guard provider != nil, region != nil, starts != nil, term != nil, most != nil, let price
        else { return nil }
        offer.price = price
        return offer
    }

    /// The region and the campus of an offer or of a build; a campus lies in a region.
    private mutating func place(_ entity: Entity) -> (region: String?, campus: String?) {
        let campus = entity["campus"].flatMap {
            reference($0, to: "campus", among: plan.names.campuses)
        }
        let ofCampus = campus.flatMap { plan.regionOfCampus[$0] }
        guard let field = entity["region"] else {
            if entity["campus"] == nil {
                _ = required("region", in: entity.fields, "say where it runs")
            }
            // A campus with a mistake in it has been noted where it stands.
            return (ofCampus ?? (campus == nil ? nil : ""), campus)
        }
        let region = reference(field, to: "region", among: plan.names.regions)
        if let region, let campus, let ofCampus, region != ofCampus {
            reject(field, "campus \(campus) stands in \(ofCampus); leave the region out")
        }
        return (region, campus)
    }

    private mutating func terms(_ entity: Entity, _ offer: inout ComputeOffer) {
        if let value = percent("price_change_percent_per_year", in: entity, .change) {
            offer.priceChange = value
        }
        if let field = entity["ramp_percent"] { offer.ramp = ramp(field, entity.origin) }
        if let value = percent("take_or_pay_percent", in: entity) { offer.takeOrPay = value }
        if let field = entity["commitment_model"],
            let value = choice(field, ComputeOffer.CommitmentModel.self)
        {
            offer.commitmentModel = value
        }
        if let value = percent("prepayment_percent", in: entity) { offer.prepayment = value }
        if let value = figure("least_mw", in: entity, .amount) { offer.least = value }
        if let field = entity["least_mw"], offer.least > offer.most {
            reject(field, "\(offer.least) MW at least is above \(offer.most) MW at most")
        }
        if let field = entity["signed_mw"], let signed = offer.signed,
            signed > offer.most || signed < offer.least
        {
            let range = "\(offer.least) to \(offer.most) MW"
            reject(field, "\(signed) MW lies outside of what the offer allows, \(range)")
        }
        if let field = entity["group"] { offer.group = name(field, "a group's name") }
        if let field = entity["extends"] {
            offer.extends = reference(field, to: "offer", among: plan.names.offers)
            if offer.extends == offer.name { reject(field, "an offer cannot extend itself") }
        }
        if let value = figure("premium_usd", in: entity, .amount) { offer.premium = value }
        if let field = entity["commitment_model"], offer.takeOrPay == 0,
            entity["take_or_pay_percent"] == nil
        {
            reject(field, "has no effect without take_or_pay_percent; add that or remove this")
        }
    }

    /// Shares of the size by quarter, rising to the whole.
    private mutating func ramp(_ field: Field, _ origin: FigureOrigin?) -> [Double] {
        guard let items = list(field, of: "percentages by quarter") else { return [] }
        var last = 0.0
        return items.compactMap { item in
            guard let share = figure(item, origin, .percent) else { return nil }
            if share < last {
                reject(item, "\(share) is below the quarter before it; a ramp rises")
            }
            last = share
            return share / 100
        }
    }

    /// Dollars per megawatt and quarter, from whichever way it is written.
    private mutating func price(_ entity: Entity, of offer: ComputeOffer) -> Double? {
        guard let field = alternative(Self.offerPrices, in: entity) else {
            _ = required(Self.offerPrices[0], in: entity.fields, "or a price_usd_per_gpu_hour")
            return nil
        }
        if let unused = entity["kw_per_gpu"], field.name != "price_usd_per_gpu_hour" {
            reject(unused, "has no effect beside \(field.name); remove it")
        }
        guard let price = figure(field, entity.origin, .amount) else { return nil }
        switch field.name {
        case "price_usd_per_mw_year": return price / 4
        case "price_usd_per_gpu_hour": return hourly(price, field, entity, chip: offer.chip)
        case "total_usd":
            var unit = offer
            unit.price = 1
            let term = (0..<offer.termQuarters).map { offer.starts.advanced(by: $0) }
            let sum = term.reduce(0) { $0 + unit.availability(in: $1) * unit.price(in: $1) }
            return sum > 0 ? price / (sum * offer.most) : nil
        default: return price
        }
    }

    /// Dollars per megawatt and quarter of a price per GPU and hour.
    private mutating func hourly(
        _ price: Double,
        _ field: Field,
        _ entity: Entity,
        chip: String?
    ) -> Double? {
        let own = figure("kw_per_gpu", in: entity, .positive)
        guard let power = own ?? chip.flatMap({ plan.kilowattsPerGPU[$0] }) else {
            if entity["kw_per_gpu"] == nil {
                reject(field, "how many kW does a GPU take? write kw_per_gpu here or at the chip")
            }
            return nil
        }
        return price * Self.hoursPerQuarter * 1_000 / power
    }

    mutating func spot(_ field: Field) -> SpotMarket? {
        let prices = ["price_usd_per_mw_quarter", "price_usd_per_gpu_hour"]
        guard known(field.name, as: "region", among: plan.names.regions, field),
            let entity = entity(field, known: ["limit_mw", "kw_per_gpu"] + prices)
        else { return nil }
        let limit = requiredFigure("limit_mw", in: entity, .amount, "megawatts of IT: 80")
        guard let price = alternative(prices, in: entity) else {
            _ = required(prices[0], in: entity.fields, "or a price_usd_per_gpu_hour")
            return nil
        }
        guard var value = figure(price, entity.origin, .amount) else { return nil }
        if price.name == "price_usd_per_gpu_hour" {
            guard let converted = hourly(value, price, entity, chip: nil) else { return nil }
            value = converted
        } else if let unused = entity["kw_per_gpu"] {
            reject(unused, "has no effect beside \(price.name); remove it")
        }
        return limit.map { SpotMarket(region: field.name, limit: $0, price: value) }
    }

    mutating func build(_ field: Field) -> OwnBuild? {
        guard let entity = entity(field, known: Self.buildKeys) else { return nil }
        let (region, campus) = place(entity)
        let block = requiredFigure("block_mw", in: entity, .positive, "megawatts of IT: 100")
        let most = requiredFigure("most_blocks", in: entity, .count(1...10_000), "blocks: 10")
        let lead = requiredFigure(
            "lead_quarters",
            in: entity,
            .count(0...80),
            "from the order to the first work: 6"
        )
        let life = requiredFigure("life_quarters", in: entity, .count(1...200), "five years: 20")
        let opex = requiredFigure(
            "opex_usd_per_mw_quarter",
            in: entity,
            .amount,
            "what running it costs, without power: 250e3"
        )
        let capex = capex(entity)
        guard let region, let block, let most, let lead, let life, let opex, let capex else {
            return nil
        }
        var build = OwnBuild(
            name: field.name,
            region: region,
            block: block,
            mostBlocks: Int(most),
            leadQuarters: Int(lead),
            lifeQuarters: Int(life),
            capex: capex,
            opex: opex
        )
        build.campus = campus
        build.chip = entity["chip"].flatMap { reference($0, to: "chip", among: plan.names.chips) }
        build.site = entity["site"].flatMap { reference($0, to: "site", among: plan.names.sites) }
        build.earliestOrder = quarter("earliest_order", in: entity)
        power(entity, &build)
        return build
    }

    private mutating func capex(_ entity: Entity) -> Double? {
        let names = ["capex_usd_per_kw", "capex_usd_per_mw"]
        guard let field = alternative(names, in: entity) else {
            _ = required(names[0], in: entity.fields, "dollars per kW of IT, with chips: 38000")
            return nil
        }
        let scale = field.name == names[0] ? 1_000.0 : 1
        return figure(field, entity.origin, .amount).map { $0 * scale }
    }

    private mutating func power(_ entity: Entity, _ build: inout OwnBuild) {
        let price = figure("power_price_usd_per_mwh", in: entity, .amount)
        if let field = entity["power_price_usd_per_mwh"], entity["site"] != nil {
            reject(field, "has no effect beside site, which makes the price; keep one of the two")
        } else if entity["power_price_usd_per_mwh"] == nil, entity["site"] == nil {
            let missing = "missing; write what power costs: 60, or the site: that feeds it"
            reject(
                path(entity.fields.path, "power_price_usd_per_mwh"),
                line: entity.fields.line,
                missing
            )
        }
        if let price { build.powerPrice = price }
        let pue = figure(
            "pue",
            in: entity,
            Bounds("site power per IT power, 1 to 3") { (1...3).contains($0) }
        )
        if let field = entity["pue"], entity["site"] != nil {
            reject(field, "has no effect beside site, whose hours carry it; remove it")
        }
        if let pue { build.pue = pue }
        if let value = figure("depreciation_years", in: entity, .positive) {
            build.depreciationYears = value
        }
        if let value = percent("residual_percent_per_year", in: entity) {
            build.residualPerYear = value
        }
    }
}
