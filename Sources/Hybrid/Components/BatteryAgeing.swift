import Glibc

/// How a battery loses charge over the years: with the root of time, and with what passes through.
///
/// The form of the semi-empirical models of NREL's BLAST-Lite: lost = k √t + c N, k by temperature
/// (Arrhenius) and state of charge, c by depth of the cycles. A battery ages by both at once, and
/// the shares add up.
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

    package init(
        calendar: Double,
        calendarHeat: Double,
        calendarSOC: Double,
        cycle: Double,
        depthExponent: Double
    ) {
        self.calendar = calendar
        self.calendarHeat = calendarHeat
        self.calendarSOC = calendarSOC
        self.cycle = cycle
        self.depthExponent = depthExponent
    }

    /// What a battery is used for.
    package struct Duty: Sendable, Hashable {
        /// Mean temperature over the year, in °C.
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

    /// The years until a share of the charge is left: the root of c t + k √t = lost.
    package func years(untilLeft share: Double, of duty: Duty) -> Double {
        let (time, use) = rates(duty)
        let lost = 1 - share
        guard lost > 0 else { return 0 }
        let root = 2 * lost / (time + (time * time + 4 * use * lost).squareRoot())
        return root * root
    }

    /// Lost per √year and per year.
    private func rates(_ duty: Duty) -> (time: Double, use: Double) {
        let heat = exp(calendarHeat * (1 / 298.15 - 1 / (duty.temperature + 273.15)))
        let time = calendar * heat * exp(calendarSOC * (duty.meanSOC - 0.5))
        return (time, cycle * pow(duty.depth, depthExponent) * duty.cyclesPerYear)
    }
}
