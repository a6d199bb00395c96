import Inference
import NIOSSL

extension Plant.Loaded {
    /// An empty one, for a first setup.
    init(_ setup: GatewayServer.Setup) throws {
        let catalogue = Catalogue(
            models: [],
            policy: setup.policy,
            limits: setup.limits,
            keys: nil,
            registry: &registry
        )
        snapshot = Snapshot(catalogue: catalogue, limits: setup.limits, targets: [])
        snapshot = try prepare(setup)
    }

    /// Makes a snapshot of a setup; rows and pools that were given out before stay as they are.
    mutating func prepare(_ setup: GatewayServer.Setup) throws -> Snapshot {
        var changed = self
        let catalogue = Catalogue(
            models: setup.models,
            policy: setup.policy,
            limits: setup.limits,
            keys: setup.keys,
            registry: &changed.registry
        )
        var contexts: [PoolAddress: NIOSSLContext] = [:]
        var mistakes: [String] = []
        var targets = [Target?](repeating: nil, count: changed.registry.supplies.count)
        for route in catalogue.routes {
            for (place, supply) in route.model.supplies.enumerated() {
                let address: PoolAddress
                do {
                    address = try PoolAddress(supply.supplier)
                    if address.scheme == .https, contexts[address] == nil {
                        contexts[address] = try TLSFiles.clientContext(
                            authorities: address.authorities
                        )
                    }
                } catch {
                    let supplier = supply.supplier
                    let file = supplier.certificateAuthorities ?? "the system's authorities"
                    mistakes.append(
                        "suppliers.\(supplier.name).ca_file: cannot use \(file): \(error)"
                    )
                    continue
                }
                let pool = changed.pool(of: address)
                targets[route.rows[place]] = Target(
                    supply: supply,
                    row: route.rows[place],
                    pool: pool,
                    address: address,
                    tls: contexts[address]
                )
            }
        }
        guard mistakes.isEmpty else { throw SetupMistakes(mistakes: mistakes) }
        self = changed
        return Snapshot(catalogue: catalogue, limits: setup.limits, targets: targets)
    }

    private mutating func pool(of address: PoolAddress) -> Int {
        if let place = pools.firstIndex(of: address) { return place }
        pools.append(address)
        return pools.count - 1
    }
}
