// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// `BUSBAR_CORE=1` leaves out everything that needs a third-party package: seconds instead of minutes.
let coreOnly = ProcessInfo.processInfo.environment["BUSBAR_CORE"] == "1"

/// Every target compiles under the same strict rules.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    // The data plane's scanners live in Wire and must be inlined into their callers.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// With `BUSBAR_MUTATIONS=1` the relay has bugs that can be switched on.
///
/// For the tests that show that the simulator finds them; no other build has them. Of a core-only
/// build only what they need is left.
let hasMutations = ProcessInfo.processInfo.environment["BUSBAR_MUTATIONS"] == "1"
let mutations: [SwiftSetting] = hasMutations ? [.define("BUSBAR_MUTATIONS")] : []

func room(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    _ settings: [SwiftSetting] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        resources: resources,
        swiftSettings: strict + settings
    )
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    _ settings: [SwiftSetting] = [],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        swiftSettings: strict + settings
    )
}

/// The files that `busbar drive` knows by name, in Sources/Site/Drive.
let driveLibrary = [
    "vehicles/ram-1500-rev.yaml", "vehicles/ram-1500-rev-electric.yaml",
    "vehicles/ram-1500-rev-electric-168.yaml", "vehicles/ram-1500-gas.yaml",
    "vehicles/f-150-lightning.yaml", "vehicles/silverado-ev.yaml", "vehicles/bmw-i3-rex.yaml",
    "vehicles/prius.yaml",
    "trailers/box-3500lb.yaml", "trailers/box-7000lb.yaml", "trailers/box-10000lb.yaml",
    "trailers/box-14000lb.yaml", "trailers/travel-trailer.yaml", "trailers/boat.yaml",
    "trailers/flatbed.yaml",
    "cycles/udds.csv", "cycles/hwfet.csv", "cycles/us06.csv", "cycles/wltc.csv",
    "routes/mountain-tow-800.yaml", "missions/pickup.yaml", "economy.yaml",
]

/// The pure half: no third-party code, no I/O.
var targets: [Target] = [
    room("Bus"),
    room("Wire"),
    room("Inference", ["Bus", "Wire"], mutations),
    room("Simulation", ["Bus", "Wire", "Inference"], mutations),
    room("Charts"),
    room("Pages", ["Charts"]),
    room("Optimization"),
    room("Planning", ["Bus", "Charts", "Pages", "Optimization"]),
    room("Hybrid", ["Bus", "Charts", "Pages"]),
    // What `make bench` times beside FASTSim; no part of the product.
    .executableTarget(
        name: "DriveBenchmark",
        dependencies: ["Hybrid"],
        path: "Benchmarks/hybrid/DriveBenchmark",
        swiftSettings: strict
    ),
    tests("BusTests", ["Bus"]),
    tests("WireTests", ["Wire", "Bus"]),
    tests("InferenceTests", ["Inference", "Bus", "Wire"]),
    tests("SimulationTests", ["Simulation", "Inference", "Bus", "Wire"], mutations),
    tests("OptimizationTests", ["Optimization"]),
    tests("ChartsTests", ["Charts"]),
    tests("PlanningTests", ["Planning", "Optimization", "Charts", "Pages", "Bus"]),
    // The facts of certification tests are read from the checkout.
    tests("HybridTests", ["Hybrid", "Charts", "Pages", "Bus"], exclude: ["Fixtures"]),
    tests("TidyTests", []),
]
var dependencies: [Package.Dependency] = []

if coreOnly, hasMutations {
    let needed = ["Bus", "Wire", "Inference", "Simulation", "SimulationTests"]
    targets.removeAll { !needed.contains($0.name) }
}

if !coreOnly {
    let nio: [Target.Dependency] = [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
    ]
    let ssl: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
    let client: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
    let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
    let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
    let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
    let lifecycle: Target.Dependency = .product(
        name: "ServiceLifecycle",
        package: "swift-service-lifecycle"
    )

    dependencies = [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ]
    targets += [
        room(
            "Site",
            [
                "Bus", "Inference", "Planning", "Hybrid", "Simulation", crypto,
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.embedInCode("Plan/technologies.yaml")]
                + driveLibrary.map { .embedInCode("Drive/\($0)") }
        ),
        room(
            "Gateway",
            [
                "Bus", "Wire", "Inference", crypto, ssl, logging, lifecycle,
                .product(name: "NIOTLS", package: "swift-nio"),
            ] + nio
        ),
        room("Console", ["Bus", "Inference", hummingbird, logging, lifecycle] + nio),
        room("Demo", ["Bus", client, .product(name: "NIOHTTP1", package: "swift-nio")] + nio),
        .executableTarget(
            name: "busbar",
            dependencies: [
                "Bus", "Inference", "Simulation", "Optimization", "Planning", "Hybrid", "Pages",
                "Site",
                "Gateway", "Console", "Demo", client,
                logging,
                lifecycle,
                ssl, .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + nio,
            swiftSettings: strict
        ),
        tests("DemoTests", ["Demo", "Bus"]),
        tests("SiteTests", ["Site", "Planning", "Hybrid", "Simulation", "Inference", "Bus"]),
        tests(
            "GatewayTests",
            ["Gateway", "Site", "Inference", "Wire", "Bus", logging, ssl]
                + [
                    .product(name: "NIOHTTP1", package: "swift-nio"),
                    .product(name: "NIOEmbedded", package: "swift-nio"),
                ] + nio
        ),
        tests(
            "ConsoleTests",
            [
                "Console", "Inference", "Bus", hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]
        ),
    ]
}

let package = Package(name: "busbar", dependencies: dependencies, targets: targets)
