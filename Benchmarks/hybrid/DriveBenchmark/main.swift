import Hybrid

// Times what Benchmarks/drive compares with FASTSim: DriveBenchmark FOLDER-OF-CYCLES [times | laps N]
// Prints a JSON object a line. `laps N` drives N times and measures nothing: what is counted outside.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { CycleText.stop("FOLDER times | laps N") }
let names = ["udds", "hwfet", "us06"]
let cycles = names.map { CycleText.read($0, in: arguments[1]) }

func electricRun(_ vehicle: Vehicle) -> ElectricRun {
    guard let run = ElectricRun(vehicle, conditions: Conditions()) else {
        CycleText.stop("\(vehicle.name) has no electric drive")
    }
    return run
}

func combustionRun(_ vehicle: Vehicle) -> CombustionRun {
    guard let run = CombustionRun(vehicle, conditions: Conditions()) else {
        CycleText.stop("\(vehicle.name) has no engine")
    }
    return run
}

let benchmark = Benchmark(
    electric: electricRun(Vehicles.electric),
    smooth: electricRun(Vehicles.smoothElectric),
    hybrid: electricRun(Vehicles.hybrid),
    series: electricRun(Vehicles.series),
    conventional: combustionRun(Vehicles.conventional),
    cycles: cycles
)
if arguments[2] == "laps", arguments.count == 4, let laps = Int(arguments[3]) {
    benchmark.drive(laps: laps)
} else {
    benchmark.times()
}
