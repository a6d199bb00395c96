import Bus

/// Seeds for the parts of a run, so that each draws its own numbers: a request has the same length
/// and meets the same luck whatever the policy does, and whether or not others are left out.
enum Seeds {
    /// One seed out of three numbers.
    @inline(__always)
    static func mix(_ first: UInt64, _ second: UInt64, _ third: UInt64 = 0) -> UInt64 {
        var mixed = first &+ second &* 0x9E37_79B9_7F4A_7C15 &+ third &* 0xD1B5_4A32_D192_ED03
        mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        mixed = (mixed ^ (mixed >> 29)) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }

    /// What a share of all 64-bit numbers stays below.
    static func threshold(_ share: Double) -> UInt64 {
        share >= 1 ? .max : UInt64(max(0, share) * 18_446_744_073_709_551_616)
    }
}
