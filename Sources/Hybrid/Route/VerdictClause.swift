extension JourneyVerdict {
    /// One claim about the choice that is true of the figures; its text goes on after “it”.
    ///
    /// A clause claims one thing only, so that samples can be counted in which the same is true.
    struct Clause: Sendable {
        enum Claim: String, Sendable, Hashable {
            // For it.
            case allowed, faster, electric, thriftier, greener, cheaper, stronger, charged
            case keepsSpeeds = "keeps_speeds"
            case smallerBattery = "smaller_battery"
            case thriftyWithoutCharge = "thrifty_without_charge"
            case savesEnergy = "saves_energy"
            case savesTime = "saves_time"
            case cheaperToOwn = "cheaper_to_own"
            // Against it.
            case slower, stranded, thirsty, costly, late, dearer, dirtier, oversized
            case dirtierOnWay = "dirtier_on_way"
            case unladenCostly = "unladen_costly"
            case unladenDirtier = "unladen_dirtier"
            case unladenNeedless = "unladen_needless"
            case fasterByReserve = "faster_by_reserve"
        }

        /// What it says of which vehicle: the same for other figures of the same vehicles.
        struct Key: Sendable, Hashable {
            var claim: Claim
            /// The id of the vehicle that it is set against; its own where there is none.
            var other: String
        }

        var key: Key
        var text: String
        /// What it is a figure of, where the middle of its samples is worth telling.
        var quantity: JourneyDifference.Quantity?

        /// Whether it speaks for the choice.
        var isReason: Bool {
            switch key.claim {
            case .allowed, .faster, .electric, .thriftier, .greener, .cheaper, .stronger, .charged,
                .keepsSpeeds, .smallerBattery, .thriftyWithoutCharge, .savesEnergy, .savesTime,
                .cheaperToOwn:
                true
            case .slower, .stranded, .thirsty, .costly, .late, .dearer, .dirtier,
                .oversized, .dirtierOnWay,
                .unladenCostly, .unladenDirtier, .unladenNeedless, .fasterByReserve:
                false
            }
        }

        /// Whether samples say in how many of them it is true: ratings, other sizes and reserves are not drawn.
        var isSampled: Bool {
            switch key.claim {
            case .allowed, .smallerBattery, .stronger, .charged, .oversized, .fasterByReserve: false
            default: true
            }
        }

        init(
            _ claim: Claim,
            against other: Entry,
            _ text: String,
            of quantity: JourneyDifference.Quantity? = nil
        ) {
            key = Key(claim: claim, other: other.journey.vehicle)
            self.text = text
            self.quantity = quantity
        }
    }
}
