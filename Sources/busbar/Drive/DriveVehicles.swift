import ArgumentParser
import Hybrid
import Pages
import Planning
import Site

/// What is shipped with Busbar.
struct DriveVehicles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vehicles",
        abstract: "The vehicles, trailers, cycles, routes, missions and prices that are shipped.",
        discussion: """
            kWh: all that the battery holds, and what of it is used. Status: whether it can be bought, \
            and what its published figures are: targets of the maker, certified or measured. Assumed: \
            the share of the figures of its file that nobody has published. Engine: a generator at the bus, \
            an engine with gears at its shaft.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Print the file of this vehicle, trailer, cycle, route, missions or `economy`.",
            discussion: "To begin one of your own with: busbar drive vehicles prius > mine.yaml"
        )
    )
    var name: String?

    func run() async throws {
        if let name {
            guard let text = DriveLibrary.text(of: name) else {
                let near = DriveLibrary.near(name)
                let hint = near.map { "did you mean \($0)? " } ?? ""
                throw ValidationError(
                    "there is no \(name); \(hint)`busbar drive vehicles` lists what there is"
                )
            }
            Terminal.output.write(text, terminator: "")
            return
        }
        let files = try DriveLibrary.vehicles.map { name in
            try DriveFiles.read { () throws(SiteMistakes) in try VehicleFile.open(name) }
        }
        Terminal.output.show([Self.sizes(files), Self.names(files)], [])
        let lists = [
            ("Trailers", DriveLibrary.trailers), ("Cycles", DriveLibrary.cycles),
            ("Routes", DriveLibrary.routes), ("Missions", DriveLibrary.missions),
            ("Prices, grid and components", DriveLibrary.economies),
        ]
        for (title, names) in lists {
            Terminal.output.write("\n\(Terminal.output.styled(title, .strong))")
            Terminal.output.show([names.joined(separator: ", ")])
        }
        Terminal.output.write("")
        Terminal.output.show(["`busbar drive vehicles NAME` prints the file of any of these."])
    }

    private static func sizes(_ files: [VehicleFile]) -> ReportTable {
        var table = ReportTable(
            "Vehicles",
            [
                .init("Name"), .number("kg"), .number("kWh"), .number("Usable kWh"),
                .number("Engine kW"), .number("Tank l"), .number("Tow kg"), .init("Status"),
                .number("Assumed"),
            ]
        )
        func cell(_ value: Double?) -> ReportTable.Cell {
            .init(value.map(Prose.number) ?? "–")
        }
        for file in files {
            let vehicle = file.sheet.vehicle
            let battery = vehicle.battery
            let assumed = file.figures.count(where: \.isAssumed)
            table.append([
                .init(file.sheet.id), cell(file.sheet.curbMass.rounded()),
                cell(battery.map { $0.wholeEnergy / SI.kilowattHour }),
                cell(battery.map { $0.usableEnergy / SI.kilowattHour }),
                cell(vehicle.enginePower.map { $0 / 1e3 }), cell(vehicle.tank),
                cell(file.sheet.towRating?.rounded()), .init(file.evidence),
                .init(Prose.percent(Double(assumed) / Double(max(1, file.figures.count)))),
            ])
        }
        return table
    }

    private static func names(_ files: [VehicleFile]) -> ReportTable {
        var table = ReportTable(
            "Names",
            [.init("Name"), .init("What"), .number("Year"), .init("Also")]
        )
        for file in files {
            table.append([
                .init(file.sheet.id), .init(file.sheet.vehicle.name),
                .init(file.modelYear.map(String.init) ?? "–"),
                .init(file.also.joined(separator: ", ")),
            ])
        }
        return table
    }
}

extension VehicleFile {
    /// `production, certified`: whether it can be bought, and the best that is published of it.
    fileprivate var evidence: String {
        let order: [PublishedFigure.Status] = [.certified, .measured, .target, .derived]
        let best = order.first { one in sheet.published.contains { $0.status == one } }
        let words = [status.rawValue, best?.rawValue].compactMap(\.self)
        return words.first == words.last ? words[0] : words.joined(separator: ", ")
    }
}
