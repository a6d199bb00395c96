import Glibc

/// How a battery loses charge over the years: with the root of time, and with what passes through.
///
/// The form of the semi-empirical models of NREL's BLAST-Lite: lost = k √t + c N, k by temperature
/// (Arrhenius) and state of charge, c by depth of the cycles. A battery ages by both at once, and
/// the shares add up. No knee is foreseen: past some 30 % lost it may go faster.
///
/// What the cells with nickel of BLAST-Lite lose in ten years at 25 °C and half charge without being
/// used is between 0.3 % (NMC 75 Ah) and 12.4 % (NCA Panasonic), 8.3 % for NMC 622 of DENSO with 37
/// kJ/mol, which is `calendarHeat` = 4450 K. Fleets lose more: 2.3 % a year in the mean of 22,700
/// vehicles, 81.6 % left after eight years, 1.5 % where little and 3.0 % where much is charged fast
/// (Geotab, 2025), 1.8 % of 5,000 vehicles (Geotab, 2024), 0.8 % a year more where they are driven
/// most. ``fleet`` is set to these.
package struct BatteryAgeing: Sendable, Hashable {
    /// The share lost in the first year at 25 °C and half charge.
    package var calendar: Double
    /// Of the calendar loss, in K: the rate is multiplied by exp(b (1/298.15 - 1/T)).
    package var calendarHeat: Double
    /// The rate is multiplied by exp(this (soc - 1/2)).
    package var calendarSOC: Double
    /// The share lost in a full cycle of the whole charge.
    package var cycle: Double
    /// The loss of a cycle is multiplied by its depth to this power.
    package var depthExponent: Double
    /// How much warmer the cells are than the mean air of the year, in K: the sun, driving and charging
    /// warm them, and warm months count more than cold ones.
    package var aboveAir: Double
    /// How far off what is lost by time may be, as factors around 1.
    package var band: ClosedRange<Double>

    package init(
        calendar: Double,
        calendarHeat: Double,
        calendarSOC: Double,
        cycle: Double,
        depthExponent: Double,
        aboveAir: Double = 0,
        band: ClosedRange<Double> = 1...1
    ) {
        self.calendar = calendar
        self.calendarHeat = calendarHeat
        self.calendarSOC = calendarSOC
        self.cycle = cycle
        self.depthExponent = depthExponent
        self.aboveAir = aboveAir
        self.band = band
    }

    /// Cells with nickel, as fleets have them: 2 % a year over the first eight in ordinary use, from 1.3
    /// to 2.7 % by the band.
    package static let fleet = BatteryAgeing(
        calendar: 0.04,
        calendarHeat: 4500,
        calendarSOC: 1,
        cycle: 1.2e-4,
        depthExponent: 0.5,
        aboveAir: 7,
        band: 0.6...1.5
    )

    /// What a battery is used for.
    package struct Duty: Sendable, Hashable {
        /// Mean of the air over the year, in °C.
        package var temperature: Double
        /// Mean state of charge over the year.
        package var meanSOC: Double
        /// Charge out of the battery a year, in whole charges.
        package var cyclesPerYear: Double
        /// Of one such cycle, above zero.
        package var depth: Double

        package init(
            temperature: Double,
            meanSOC: Double,
            cyclesPerYear: Double,
            depth: Double
        ) {
            self.temperature = temperature
            self.meanSOC = meanSOC
            self.cyclesPerYear = cyclesPerYear
            self.depth = depth
        }
    }

    /// The share of the charge that is left; zero or more.
    package func chargeLeft(afterYears years: Double, of duty: Duty) -> Double {
        let (time, use) = rates(duty)
        return max(0, 1 - time * years.squareRoot() - use * years)
    }

    /// The same at both ends of the band.
    package func chargeLeftRange(
        afterYears years: Double,
        of duty: Duty
    ) -> ClosedRange<Double> {
        let least = scaled(by: band.upperBound).chargeLeft(afterYears: years, of: duty)
        let most = scaled(by: band.lowerBound).chargeLeft(afterYears: years, of: duty)
        return min(least, most)...max(least, most)
    }

    /// The years until a share of the charge is left: the root of c t + k √t = lost.
    package func years(untilLeft share: Double, of duty: Duty) -> Double {
        let (time, use) = rates(duty)
        let lost = 1 - share
        guard lost > 0 else { return 0 }
        let root = 2 * lost / (time + (time * time + 4 * use * lost).squareRoot())
        return root * root
    }

    /// The same at both ends of the band.
    package func yearsRange(untilLeft share: Double, of duty: Duty) -> ClosedRange<Double> {
        let least = scaled(by: band.upperBound).years(untilLeft: share, of: duty)
        let most = scaled(by: band.lowerBound).years(untilLeft: share, of: duty)
        return min(least, most)...max(least, most)
    }

    /// With what is lost by time multiplied.
    private func scaled(by factor: Double) -> BatteryAgeing {
        var scaled = self
        scaled.calendar *= factor
        return scaled
    }

    /// Lost per √year and per year.
    private func rates(_ duty: Duty) -> (time: Double, use: Double) {
        let cells = duty.temperature + aboveAir + SI.zeroCelsius
        let heat = exp(calendarHeat * (1 / (25 + SI.zeroCelsius) - 1 / cells))
        let time = calendar * heat * exp(calendarSOC * (duty.meanSOC - 0.5))
        return (time, cycle * pow(duty.depth, depthExponent) * duty.cyclesPerYear)
    }
}
