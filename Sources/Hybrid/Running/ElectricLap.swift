extension ElectricRun {
    /// Drives a lap of a cycle; the steps of all laps are numbered in a row.
    @inline(__always)
    func drive<C: Control>(
        _ cycle: Cycle,
        lap: Int,
        _ state: inout ElectricState,
        _ control: inout C,
        _ records: inout [StepRecord]?
    ) {
        let count = cycle.moments.count
        if let warming {
            drive(cycle, from: lap * count, warming, &state, &control, &records)
            return
        }
        for index in 0..<count {
            state.step(cycle.moments[index], lap * count + index, &control, self, &records)
        }
    }

    /// The same for a vehicle that gets warm, block by block.
    @inline(never)
    private func drive<C: Control>(
        _ cycle: Cycle,
        from first: Int,
        _ warming: Warming,
        _ state: inout ElectricState,
        _ control: inout C,
        _ records: inout [StepRecord]?
    ) {
        var block = WarmBlock(self, warming)
        for (index, moments) in cycle.moments.enumerated() {
            block.begins(before: moments, &state)
            state.step(moments, first + index, &control, block.run, &records)
            block.endsIfOver(&state)
        }
        block.ends(&state)
    }
}
