/// The figures of a window sticker, as the rules make them from a city and a highway cycle.
///
/// An estimate of a certification, by named methods; a certification itself repeats to about 1 %.
package struct LabelOutlook: Sendable, Hashable {
    package var vehicle: String
    /// As it was driven.
    package var city: RangeOutlook
    package var highway: RangeOutlook
    /// On the battery; nothing for a vehicle without a plug.
    package var electric: Electric?
    /// On fuel, the charge sustained; nothing for an electric vehicle.
    package var burning: Burning?
    /// Nothing unless both are there.
    package var blend: Blend?

    /// As measured on the dynamometer, unadjusted.
    package struct Electric: Sendable, Hashable {
        /// From full to the bottom of the window, in m.
        package var range: CityHighway
        /// At the terminals of the battery, in J/m.
        package var terminals: CityHighway
        /// At the wall, charger included, in J/m.
        package var wall: CityHighway

        /// In m.
        package func range(_ method: LabelMethod) -> CityHighway {
            method == .unadjusted ? range : range * LabelFactors.ofBattery
        }

        /// In J/m.
        package func wall(_ method: LabelMethod) -> CityHighway {
            method == .unadjusted ? wall : wall / LabelFactors.ofBattery
        }

        /// At the terminals of the battery, in J/m.
        package func terminals(_ method: LabelMethod) -> CityHighway {
            method == .unadjusted ? terminals : terminals / LabelFactors.ofBattery
        }

        /// Miles for 33.705 kWh at the wall.
        package func milesPerGallon(_ method: LabelMethod) -> CityHighway {
            wall(method).map { Self.gallon / ($0 * SI.mile) }
        }

        /// In J: the energy of a gallon of gasoline (40 CFR 600.002).
        package static let gallon = 33.705 * SI.kilowattHour
    }

    /// As measured on the dynamometer, unadjusted, the battery ending as it began.
    package struct Burning: Sendable, Hashable {
        package var fuel: Fuel
        /// In J/m; in the city of 43 % cold and 57 % warm starts, as the bags of the FTP weigh.
        package var energy: CityHighway
        /// In J/m, every start warm.
        package var warm: CityHighway
        /// In J/m on US06, every start warm; nothing where that was not driven.
        package var aggressive: Double?
        /// Of a full tank what the engine does not help the battery with while that is used, in J.
        package var tank: Double
        /// False where the generator cannot sustain the charge.
        package var isBalanced: Bool

        /// Of this fuel; its combined value is that of ``combined(_:)``.
        package func milesPerGallon(_ method: LabelMethod) -> CityHighway {
            let measured = energy.map { fuel.gallon / ($0 * SI.mile) }
            return CityHighway(
                city: method.city(measured.city),
                highway: method.highway(measured.highway)
            )
        }

        /// Miles a gallon, 55 % of the miles in the city.
        package func combined(_ method: LabelMethod) -> Double {
            1 / milesPerGallon(method).map { 1 / $0 }.combined
        }

        /// In J/m, 55 % of the way in the city.
        package func energyPerMeter(_ method: LabelMethod) -> Double {
            fuel.gallon / combined(method) / SI.mile
        }

        /// On a full tank, in m.
        package func range(_ method: LabelMethod) -> Double { tank / energyPerMeter(method) }
    }

    /// How far it goes on a full battery, on a full tank and on both, in m.
    package struct Reach: Sendable, Hashable {
        /// Zero without a plug.
        package var electric: Double
        /// Zero without a tank.
        package var fuel: Double
        package var method: String

        package var total: Double { electric + fuel }
    }

    /// Unadjusted, by 0.7 for both, and as a label would have it: each by the method of its own.
    package var reaches: [Reach] {
        var reaches = [reach(.unadjusted, .unadjusted, named: LabelMethod.unadjusted.rawValue)]
        if burning != nil { reaches.append(reach(fuelBy: .seventyPercent)) }
        reaches.append(reach(fuelBy: .derived2017))
        return reaches
    }

    /// By 0.7 on the battery, and by a rule on fuel.
    func reach(fuelBy rule: LabelMethod) -> Reach {
        reach(.seventyPercent, rule, named: names(rule.nameOfFuel))
    }

    /// Of the methods for what there is, battery and tank.
    private func names(_ fuel: String) -> String {
        [
            electric == nil ? nil : LabelMethod.seventyPercent.rawValue,
            burning == nil ? nil : fuel,
        ].compactMap(\.self).joined(separator: " and ")
    }

    private func reach(
        _ charge: LabelMethod,
        _ fuel: LabelMethod,
        named method: String
    ) -> Reach {
        Reach(
            electric: electric?.range(charge).combined ?? 0,
            fuel: burning?.range(fuel) ?? 0,
            method: method
        )
    }

    /// Both ways of driving, by what owners do.
    package struct Blend: Sendable, Hashable {
        /// How the shares were found.
        package var use: String
        package var method: LabelMethod
        /// In the order given.
        package var points: [Point]

        package struct Point: Sendable, Hashable {
            package var share: UtilityUse.Share
            /// In J/m.
            package var fuel: Double
            /// At the wall, in J/m.
            package var wall: Double
            /// From the exhaust, in kg/m.
            package var carbon: Double
        }
    }

    /// `city`, `highway`: UDDS and HWFET, or what stands for them; a label has no `trailer`, and begins
    /// with a full battery where there is a plug.
    ///
    /// `aggressive`: US06, for what is published of it. `method`: for the fuel in the blend; electric
    /// driving is always adjusted by 0.7.
    package init(
        _ sheet: VehicleSheet,
        trailer: Trailer? = nil,
        city: Cycle,
        highway: Cycle,
        aggressive: Cycle? = nil,
        control: ControlName? = nil,
        conditions: Conditions = Conditions(),
        startSOC: Double? = nil,
        use: UtilityUse = .curve(.individual),
        method: LabelMethod = .derived2017
    ) throws(DriveCaseFaults) {
        vehicle = sheet.id
        var drive = DriveCase(
            sheet: sheet,
            trailer: trailer,
            cycle: city,
            conditions: conditions,
            control: control,
            startSOC: startSOC
        )
        let inCity = try LabelRun(drive)
        drive.cycle = highway
        let onHighway = try LabelRun(drive)
        self.city = inCity.outlook
        self.highway = onHighway.outlook
        electric = Electric(inCity, onHighway)
        burning = drive.fuel.flatMap {
            Burning($0, tank: drive.vehicle.tankEnergy, inCity, onHighway)
        }
        if let aggressive, burning != nil {
            drive.cycle = aggressive
            burning?.aggressive = try RangeOutlook(drive).sustaining?.fuelPerMeter
        }
        blend = electric.flatMap { electric in
            burning.map { Blend(electric, $0, use, method) }
        }
    }
}

extension Fuel {
    /// In J.
    var gallon: Double { heat * SI.gallon }
}

extension LabelOutlook.Electric {
    fileprivate init?(_ city: LabelRun, _ highway: LabelRun) {
        guard let inCity = city.outlook.electric, let onHighway = highway.outlook.electric,
            let cityWall = city.outlook.wallPerMeter,
            let highwayWall = highway.outlook.wallPerMeter
        else { return nil }
        range = CityHighway(city: inCity.distance, highway: onHighway.distance)
        terminals = CityHighway(
            city: inCity.ledger.terminals / inCity.distance,
            highway: onHighway.ledger.terminals / onHighway.distance
        )
        wall = CityHighway(city: cityWall, highway: highwayWall)
    }
}

extension LabelOutlook.Burning {
    /// The share of cold starts in the bags of the FTP (40 CFR 1066.820).
    private static let coldShare = 0.43

    fileprivate init?(_ fuel: Fuel, tank: Double, _ city: LabelRun, _ highway: LabelRun) {
        guard let inCity = city.outlook.sustaining, let onHighway = highway.outlook.sustaining
        else { return nil }
        self.fuel = fuel
        let helped = CityHighway(
            city: city.outlook.electric?.fuel ?? 0,
            highway: highway.outlook.electric?.fuel ?? 0
        )
        self.tank = max(0, tank - helped.combined)
        warm = CityHighway(city: inCity.fuelPerMeter, highway: onHighway.fuelPerMeter)
        energy = warm
        energy.city += Self.coldShare * city.coldPerMeter
        isBalanced = inCity.isBalanced && onHighway.isBalanced
    }
}

extension LabelOutlook.Blend {
    fileprivate init(
        _ electric: LabelOutlook.Electric,
        _ burning: LabelOutlook.Burning,
        _ use: UtilityUse,
        _ method: LabelMethod
    ) {
        self.use = use.name
        self.method = method
        let range = electric.range(.seventyPercent).combined
        points = use.shares(atRange: range).map { share in
            let fuel = (1 - share.electric) * burning.energyPerMeter(method)
            return Point(
                share: share,
                fuel: fuel,
                wall: share.electric * electric.wall(.seventyPercent).combined,
                carbon: burning.fuel.carbon(fuel)
            )
        }
    }
}
