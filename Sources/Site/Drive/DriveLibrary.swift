/// The vehicles, trailers, cycles and routes that are shipped with Busbar.
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
        Entry("f-150-lightning", PackageResources.f_150_lightning_yaml),
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

    package static var vehicles: [String] { vehicleFiles.map(\.name) }
    package static var trailers: [String] { trailerFiles.map(\.name) }
    /// The regulation cycles; WLTC is that of class 3b.
    package static var cycles: [String] { cycleFiles.map(\.name) }
}
