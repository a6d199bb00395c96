import Bus

/// Everything a loaded site says about models and keys, ready for requests.
package struct Catalogue: Sendable {
    package let routes: [Route]
    private let placeByName: [String: Int]
    /// nil: no keys are asked for.
    package let keys: [ClientKey]?

    /// `registry`: Gives the rows; it outlives the catalogue, so that breakers and
    /// counters survive when the site is loaded again.
    package init(
        models: [Model],
        policy: Policy,
        limits: Limits,
        keys: [ClientKey]?,
        registry: inout Registry
    ) {
        var routes: [Route] = []
        for model in models {
            routes.append(
                Route(
                    model: model,
                    rows: model.supplies.map { registry.row(of: $0) },
                    credentials: model.supplies.map { registry.credential(of: $0.supplier) },
                    policy: policy,
                    limits: limits
                )
            )
        }
        self.routes = routes
        self.keys = keys
        placeByName = Dictionary(
            routes.enumerated().map { ($1.model.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package subscript(_ model: String) -> Route? { placeByName[model].map { routes[$0] } }

    /// The names of models that are spelled almost like `name`, the nearest first, at most three.
    package func names(near name: String) -> [String] {
        // The comparison takes time that grows with the length, which a client chooses.
        guard name.utf8.count <= ClientError.longestName else { return [] }
        return nearNames(to: name, among: routes.map(\.model.name))
    }
}

/// Which row of the switchboard belongs to which supply.
///
/// Rows are never taken away.
package struct Registry: Sendable {
    package private(set) var supplies: [Supply] = []
    package private(set) var suppliers: [String] = []
    private var rowByID: [SupplyID: Int] = [:]
    private var credentialByName: [String: Int] = [:]

    package init() {}

    /// The row of a supply; a new one when it has none yet.
    ///
    /// The supply's data are brought up to date.
    package mutating func row(of supply: Supply) -> Int {
        if let row = rowByID[supply.id] {
            supplies[row] = supply
            return row
        }
        rowByID[supply.id] = supplies.count
        supplies.append(supply)
        return supplies.count - 1
    }

    package mutating func credential(of supplier: Supplier) -> Int {
        if let place = credentialByName[supplier.name] { return place }
        credentialByName[supplier.name] = suppliers.count
        suppliers.append(supplier.name)
        return suppliers.count - 1
    }

    package func credential(named supplier: String) -> Int? { credentialByName[supplier] }

    /// The rows of all supplies of a supplier.
    package func rows(ofSupplier name: String) -> [Int] {
        supplies.indices.filter { supplies[$0].supplier.name == name }
    }
}
