/// What units of drivers and files are in those of the program, and where its scales begin.
///
/// The room counts in SI: W, J, s, m, kg and °C. All here is exact by definition (NIST Special
/// Publication 811, 2008, appendix B) but what is a convention of the room.
package enum SI {
    /// In m.
    package static let mile = 1609.344
    /// In m.
    package static let foot = 0.3048
    /// In m/s.
    package static let mph = 0.447_04
    /// In m/s.
    package static let kmh = 1 / 3.6
    /// In kg.
    package static let pound = 0.453_592_37
    /// In N.
    package static let poundForce = 4.448_221_615_260_5
    /// Of the United States, in l.
    package static let gallon = 3.785_411_784
    /// In J.
    package static let kilowattHour = 3.6e6
    /// 0 °C in K.
    package static let zeroCelsius = 273.15
    /// Standard acceleration of free fall, in m/s².
    package static let gravity = 9.80665
    /// In °C: at which figures hold when nothing else is said, and a vehicle needs no heat.
    ///
    /// That of a certification's laboratory is 20 to 30 °C (40 CFR 1066.420), that of batteries'
    /// sheets 20 or 25 °C; a convention of ours.
    package static let roomTemperature = 20.0
}
