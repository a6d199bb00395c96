import Optimization

/// The labels of a site's program, made once.
struct SiteLabels {
    var balance, flexible, connection, matching, islanding, spinning: Program.Label
    var largestUnit, islandingPower, matchingTotal, carbonCap: Program.Label
    var imports, exports, unserved, training, trainingSum, unmatched: Program.Label
    // By place of the generator.
    var limit: [Program.Label] = []
    var mustRun: [Program.Label] = []
    var ramp: [Program.Label] = []
    var output: [Program.Label] = []
    var built: [Program.Label] = []
    var growth: [Program.Label] = []
    var units: [Program.Label] = []
    var running: [Program.Label] = []
    var starts: [Program.Label] = []
    // By place of the storage.
    var stored: [Program.Label] = []
    var energy: [Program.Label] = []
    var power: [Program.Label] = []
    var reserve: [Program.Label] = []
    var charge: [Program.Label] = []
    var discharge: [Program.Label] = []
    var content: [Program.Label] = []
    var builtStorage: [Program.Label] = []
    var builtEnergy: [Program.Label] = []
    var growthStorage: [Program.Label] = []
    // By place of the agreement.
    var purchase: [Program.Label] = []
    var used: [Program.Label] = []
    var contracted: [Program.Label] = []

    init(_ site: PowerSite, _ program: inout Program, _ members: inout [String: SiteMember]) {
        func label(_ member: SiteMember) -> Program.Label {
            let text = member.description
            members[text] = member
            return program.label(text)
        }
        balance = label(.balance)
        flexible = label(.flexible)
        connection = label(.connection)
        matching = label(.matching)
        islanding = label(.islanding)
        spinning = label(.spinning)
        largestUnit = label(.largestUnit)
        islandingPower = label(.islandingPower)
        matchingTotal = label(.matchingTotal)
        carbonCap = label(.carbonCap)
        imports = label(.imports)
        exports = label(.exports)
        unserved = label(.unserved)
        training = label(.training)
        trainingSum = label(.trainingSum)
        unmatched = label(.unmatched)
        for name in site.generators.map(\.name) {
            limit.append(label(.limit(name)))
            mustRun.append(label(.mustRun(name)))
            ramp.append(label(.ramp(name)))
            output.append(label(.output(name)))
            built.append(label(.built(name)))
            growth.append(label(.growth(name)))
            units.append(label(.units(name)))
            running.append(label(.running(name)))
            starts.append(label(.starts(name)))
        }
        for name in site.storages.map(\.name) {
            stored.append(label(.stored(name)))
            energy.append(label(.energy(name)))
            power.append(label(.power(name)))
            reserve.append(label(.reserve(name)))
            charge.append(label(.charge(name)))
            discharge.append(label(.discharge(name)))
            content.append(label(.content(name)))
            builtStorage.append(label(.built(name)))
            builtEnergy.append(label(.builtEnergy(name)))
            growthStorage.append(label(.growth(name)))
        }
        for name in site.agreements.map(\.name) {
            purchase.append(label(.purchase(name)))
            used.append(label(.used(name)))
            contracted.append(label(.contracted(name)))
        }
    }
}
