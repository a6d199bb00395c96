import Bus

/// The vehicles, trailers, cycles, routes, missions and prices that are shipped with Busbar.
///
/// Each is a file of the same kind that a user would write, built into the program.
package enum DriveLibrary {
    /// The text of a file and the name it is chosen by.
    struct Entry: Sendable {
        let name: String
        let bytes: [UInt8]

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    static let vehicleFiles = [
        Entry("ram-1500-rev", PackageResources.ram_1500_rev_yaml),
        Entry("ram-1500-rev-electric", PackageResources.ram_1500_rev_electric_yaml),
        Entry("ram-1500-rev-electric-168", PackageResources.ram_1500_rev_electric_168_yaml),
        Entry("ram-1500-gas", PackageResources.ram_1500_gas_yaml),
        Entry("f-150-lightning", PackageResources.f_150_lightning_yaml),
        Entry("silverado-ev", PackageResources.silverado_ev_yaml),
        Entry("bmw-i3-rex", PackageResources.bmw_i3_rex_yaml),
        Entry("prius", PackageResources.prius_yaml),
    ]

    static let trailerFiles = [
        Entry("box-3500lb", PackageResources.box_3500lb_yaml),
        Entry("box-7000lb", PackageResources.box_7000lb_yaml),
        Entry("box-10000lb", PackageResources.box_10000lb_yaml),
        Entry("box-14000lb", PackageResources.box_14000lb_yaml),
        Entry("travel-trailer", PackageResources.travel_trailer_yaml),
        Entry("boat", PackageResources.boat_yaml),
        Entry("flatbed", PackageResources.flatbed_yaml),
    ]

    static let cycleFiles = [
        Entry("UDDS", PackageResources.udds_csv),
        Entry("HWFET", PackageResources.hwfet_csv),
        Entry("US06", PackageResources.us06_csv),
        Entry("WLTC", PackageResources.wltc_csv),
    ]

    static let routeFiles = [
        Entry("mountain-tow-800", PackageResources.mountain_tow_800_yaml)
    ]

    static let missionFiles = [Entry("pickup", PackageResources.pickup_yaml)]

    package static var vehicles: [String] { vehicleFiles.map(\.name) }
    package static var trailers: [String] { trailerFiles.map(\.name) }
    /// The regulation cycles; WLTC is that of class 3b.
    package static var cycles: [String] { cycleFiles.map(\.name) }
    package static var routes: [String] { routeFiles.map(\.name) }
    package static var missions: [String] { missionFiles.map(\.name) }
    /// Prices, grid and use: there is one.
    package static var economies: [String] { [economyFile.name] }

    static let economyFile = Entry("economy", PackageResources.economy_yaml)

    /// The file of a vehicle, trailer, cycle, route or missions, or the `economy`, as it is shipped.
    package static func text(of name: String) -> String? {
        let others = trailerFiles + cycleFiles + routeFiles + missionFiles + [economyFile]
        return
            (entry(name, in: vehicleFiles, also: VehicleFile.otherNames)
            ?? entry(name, in: others))?.text
    }

    /// What someone who wrote a name that there is not may have meant.
    package static func near(_ name: String) -> String? {
        let names = vehicles + trailers + cycles + routes + missions + economies
        let others = vehicleFiles.flatMap(VehicleFile.otherNames)
        return nearNames(to: name, among: names, most: 1).first
            ?? nearNames(to: name, among: others, most: 1).first
    }

    /// The one that is called so: by its own name, or else by another one.
    static func entry(
        _ name: String,
        in library: [Entry],
        also: (Entry) -> [String] = { _ in [] }
    ) -> Entry? {
        let wanted = plain(name)
        return library.first { plain($0.name) == wanted }
            ?? library.first { also($0).contains { plain($0) == wanted } }
    }

    /// Letters and digits, all small: `F150 Lightning` is `f-150-lightning`.
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
