import Foundation

/// Years of weather in the formats that are around, made up, with the layout of the real files.
enum WeatherSample {
    /// One hour of a made-up year.
    struct Hour {
        var month: Int
        var day: Int
        var hour: Int
        var global: Int
        var direct: Int
        var diffuse: Int
        /// Tenths of a degree, and of a meter per second.
        var temperature: Int
        var wind: Int
    }

    /// A clear sky on every day, sun from six to six.
    static func hours(leap: Bool = false) -> [Hour] {
        let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return days.indices.flatMap { month in
            (1...days[month]).flatMap { day in
                (0..<24).map { hour in
                    let height = max(0, sin((Double(hour) + 0.5 - 6) * .pi / 12))
                    return Hour(
                        month: month + 1,
                        day: day,
                        hour: hour,
                        global: Int(800 * height),
                        direct: height > 0 ? 700 : 0,
                        diffuse: Int(100 * height),
                        temperature: -50 + 10 * hour,
                        wind: 5 * hour
                    )
                }
            }
        }
    }

    private static func two(_ number: Int) -> String { String(format: "%02d", number) }

    static func solarDataBase(leap: Bool = false, zone: Int = -7) -> String {
        """
        Source,Location ID,City,State,Country,Latitude,Longitude,Time Zone,Elevation,Local Time Zone,Version
        NSRDB,146288,-,-,-,39.77,-105.22,\(zone),1879,-7,v3.0.6
        Year,Month,Day,Hour,Minute,DHI,DNI,GHI,Wind Speed,Temperature,

        """
            + hours(leap: leap).map {
                "2012,\($0.month),\($0.day),\($0.hour),30,\($0.diffuse),\($0.direct),\($0.global),"
                    + "\(Double($0.wind) / 10),\(Double($0.temperature) / 10),\n"
            }.joined()
    }

    static func typical3() -> String {
        """
        723170,"GREENSBORO PIEDMONT TRIAD INT",NC,-5.0,36.100,-79.950,273
        Date (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2),GHI source,DNI (W/m^2),DHI (W/m^2),Dry-bulb (C),Wspd (m/s)

        """
            + hours().map {
                "\(two($0.month))/\(two($0.day))/1988,\(two($0.hour + 1)):00,\($0.global),1,"
                    + "\($0.direct),\($0.diffuse),\(Double($0.temperature) / 10),"
                    + "\(Double($0.wind) / 10)\r\n"
            }.joined()
    }

    static func typical2() -> String {
        func four(_ number: Int) -> String {
            number < 0 ? "-" + String(format: "%03d", -number) : String(format: "%04d", number)
        }
        return " 12839 MIAMI                  FL  -5 N 25 48 W  80 16     2\n"
            + hours().map {
                " 62\(two($0.month))\(two($0.day))\(two($0.hour + 1))00000000"
                    + "\(four($0.global))?0\(four($0.direct))?0\(four($0.diffuse))?0"
                    + "0000?00000?00000?00000?007A703A7\(four($0.temperature))A70150A7073A71017A7158A7"
                    + String(format: "%03d", $0.wind)
                    + "A70161A777777A70999999999013F8062F8000A788E7\n"
            }.joined()
    }

    static func energyPlus() -> String {
        let head = ["DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0"]
        let tail = ["HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,made up", "COMMENTS 2,"]
        return "LOCATION,Berlin,-,DEU,IWEC Data,103840,52.47,13.4,1.0,49.0\n"
            + (head + tail + ["DATA PERIODS,1,1,Data,Sunday,1/1,12/31"]).joined(separator: "\n")
            + "\n"
            + hours().map {
                "1982,\($0.month),\($0.day),\($0.hour + 1),60,flags,\(Double($0.temperature) / 10),"
                    + "1.1,80,101300,0,0,300,\($0.global),\($0.direct),\($0.diffuse),0,0,0,0,200,"
                    + "\(Double($0.wind) / 10),5,5,10,77777,9,999999999,0,0.1,0,88,0.2,0,0\n"
            }.joined()
    }

    static func windToolkit() -> String {
        """
        SiteID,976301,Site Timezone,-6,Data Timezone,0,Longitude,-101.94092,Latitude,35.207012
        Year,Month,Day,Hour,Minute,Surface Air Pressure (Pa),Wind Speed at 80m (m/s),Wind Speed at 100m (m/s),Wind Direction at 100m (deg)

        """
            + hours().map {
                "2015,\($0.month),\($0.day),\($0.hour),0,89810,1.5,\($0.hour),208.3\n"
            }.joined()
    }
}
