import Glibc

/// The library HiGHS, opened when it is first wanted: a build needs no solver.
///
/// It stays open until the process ends.
@safe package struct HiGHSLibrary: Sendable {
    package let path: String
    /// `1.15.1`.
    package let version: String
    let calls: HiGHSCalls

    /// The names under which a system's own library is found.
    package static let systemNames = ["libhighs.so", "libhighs.so.1"]

    /// The oldest version whose calls are the ones used here.
    static let oldest = (major: 1, minor: 10)

    /// Opens the first of the libraries that can be used.
    ///
    /// `paths`: Files, and names without a slash that the system's loader looks for.
    package init(paths: [String]) throws(SolverError) {
        var refusals: [String] = []
        for path in paths where !path.isEmpty {
            do throws(Refusal) {
                unsafe (calls, version) = try Self.open(path)
                self.path = path
                return
            } catch {
                refusals.append("\(path) (\(error.reason))")
            }
        }
        let tried = refusals.isEmpty ? "no place to look at" : refusals.joined(separator: ", ")
        throw .missing(
            "the solver HiGHS is missing: tried \(tried); `make setup` installs it "
                + "(PyPI package highspy) in .venv, or set HIGHS_LIBRARY to a libhighs.so"
        )
    }

    private static func open(_ path: String) throws(Refusal) -> (HiGHSCalls, String) {
        guard let handle = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw Refusal(reason: loaderReason(for: path))
        }
        let calls = try unsafe HiGHSCalls(handle: handle)
        let version = unsafe String(cString: calls.version())
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count >= 2, parts[0] == oldest.major, parts[1] >= oldest.minor else {
            throw Refusal(reason: "is \(version); \(oldest.major).\(oldest.minor) is needed")
        }
        guard let probe = unsafe calls.create() else { throw Refusal(reason: "makes no model") }
        defer { unsafe calls.destroy(probe) }
        guard unsafe calls.sizeOfInt(probe) == 4 else {
            throw Refusal(reason: "is built for indices of 8 bytes; 4 are needed")
        }
        return unsafe (calls, version)
    }

    /// The loader's own words, without the path that they begin with.
    private static func loaderReason(for path: String) -> String {
        guard let text = unsafe dlerror() else { return "could not be opened" }
        let words = unsafe String(cString: text)
        return words.hasPrefix(path + ": ") ? String(words.dropFirst(path.count + 2)) : words
    }
}

/// The calls of the C interface (highs_c_api.h) that are used.
@unsafe struct HiGHSCalls: Sendable {
    typealias Model = UnsafeMutableRawPointer
    typealias Text = UnsafePointer<CChar>
    typealias Reals = UnsafePointer<Double>
    typealias Ints = UnsafePointer<Int32>
    typealias RealsOut = UnsafeMutablePointer<Double>
    typealias IntsOut = UnsafeMutablePointer<Int32>
    typealias Act = @convention(c) @Sendable (Model) -> Int32
    typealias Listener =
        @convention(c) @Sendable (
            Int32, Text?, UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
        ) -> Void
    /// The address of an item of what a callback is told, by its name.
    typealias Item = @convention(c) @Sendable (UnsafeRawPointer, Text) -> UnsafeRawPointer?

    let create: @convention(c) @Sendable () -> Model?
    let destroy: @convention(c) @Sendable (Model) -> Void
    let version: @convention(c) @Sendable () -> Text
    let sizeOfInt, run, status, clearSolver, zeroClocks: Act
    let runTime: @convention(c) @Sendable (Model) -> Double
    let setBool, setInt: @convention(c) @Sendable (Model, Text, Int32) -> Int32
    let setDouble: @convention(c) @Sendable (Model, Text, Double) -> Int32
    let setText: @convention(c) @Sendable (Model, Text, Text) -> Int32
    let intInfo: @convention(c) @Sendable (Model, Text, IntsOut) -> Int32
    let longInfo: @convention(c) @Sendable (Model, Text, UnsafeMutablePointer<Int64>) -> Int32
    let doubleInfo: @convention(c) @Sendable (Model, Text, RealsOut) -> Int32
    /// Columns, rows, nonzeros, format, sense, offset, cost, lower and upper bounds, lower and
    /// upper sides, starts, columns of the nonzeros, values, integrality (absent: an LP).
    let pass:
        @convention(c) @Sendable (
            Model, Int32, Int32, Int32, Int32, Int32, Double, Reals, Reals, Reals, Reals, Reals,
            Ints, Ints, Reals, Ints?
        ) -> Int32
    let solution: @convention(c) @Sendable (Model, RealsOut, RealsOut, RealsOut, RealsOut) -> Int32
    let ray: @convention(c) @Sendable (Model, IntsOut, RealsOut?) -> Int32
    let basis: @convention(c) @Sendable (Model, IntsOut, IntsOut) -> Int32
    let setBasis: @convention(c) @Sendable (Model, Ints, Ints) -> Int32
    let setSolution: @convention(c) @Sendable (Model, Int32, Ints, Reals) -> Int32
    let setCost: @convention(c) @Sendable (Model, Int32, Double) -> Int32
    let setBounds, setSides: @convention(c) @Sendable (Model, Int32, Double, Double) -> Int32
    let addRows:
        @convention(c) @Sendable (Model, Int32, Reals, Reals, Int32, Ints, Ints, Reals) -> Int32
    let addColumn:
        @convention(c) @Sendable (Model, Double, Double, Double, Int32, Ints, Reals) -> Int32
    let setInteger: @convention(c) @Sendable (Model, Int32, Int32) -> Int32
    let conflict:
        @convention(c) @Sendable (
            Model, IntsOut, IntsOut, IntsOut?, IntsOut?, IntsOut?, IntsOut?, IntsOut?, IntsOut?
        ) -> Int32
    let listen: @convention(c) @Sendable (Model, Listener, UnsafeMutableRawPointer?) -> Int32
    let startListening, stopListening: @convention(c) @Sendable (Model, Int32) -> Int32
    let item: Item

    fileprivate init(handle: UnsafeMutableRawPointer) throws(Refusal) {
        func find<Call>(_ name: String) throws(Refusal) -> Call {
            guard let address = unsafe dlsym(handle, "Highs_" + name) else {
                throw Refusal(reason: "lacks the call Highs_\(name)")
            }
            return unsafe unsafeBitCast(address, to: Call.self)
        }
        unsafe create = try find("create")
        unsafe destroy = try find("destroy")
        unsafe version = try find("version")
        unsafe sizeOfInt = try find("getSizeofHighsInt")
        unsafe run = try find("run")
        unsafe status = try find("getModelStatus")
        unsafe clearSolver = try find("clearSolver")
        unsafe zeroClocks = try find("zeroAllClocks")
        unsafe runTime = try find("getRunTime")
        unsafe setBool = try find("setBoolOptionValue")
        unsafe setInt = try find("setIntOptionValue")
        unsafe setDouble = try find("setDoubleOptionValue")
        unsafe setText = try find("setStringOptionValue")
        unsafe intInfo = try find("getIntInfoValue")
        unsafe longInfo = try find("getInt64InfoValue")
        unsafe doubleInfo = try find("getDoubleInfoValue")
        unsafe pass = try find("passMip")
        unsafe solution = try find("getSolution")
        unsafe ray = try find("getDualRay")
        unsafe basis = try find("getBasis")
        unsafe setBasis = try find("setBasis")
        unsafe setSolution = try find("setSparseSolution")
        unsafe setCost = try find("changeColCost")
        unsafe setBounds = try find("changeColBounds")
        unsafe setSides = try find("changeRowBounds")
        unsafe setInteger = try find("changeColIntegrality")
        unsafe addRows = try find("addRows")
        unsafe addColumn = try find("addCol")
        unsafe conflict = try find("getIis")
        unsafe listen = try find("setCallback")
        unsafe startListening = try find("startCallback")
        unsafe stopListening = try find("stopCallback")
        unsafe item = try find("getCallbackDataOutItem")
    }
}

private struct Refusal: Error { var reason: String }

// MARK: Being called from C

/// What HiGHS calls many times a second while it runs; nothing can be thrown from here.
let highsListener: HiGHSCalls.Listener = { kind, _, told, reply, context in
    guard let told = unsafe told, let context = unsafe context else { return }
    let listening = unsafe Unmanaged<HiGHSListening>.fromOpaque(context).takeUnretainedValue()
    guard unsafe listening.answer(to: kind, told) == .stop else { return }
    // The first member of what HiGHS takes back is `int user_interrupt`.
    if let reply = unsafe reply { unsafe reply.storeBytes(of: 1, as: Int32.self) }
}

/// Hands what HiGHS tells to the user's `watch`.
@safe final class HiGHSListening {
    /// What is listened to: a step of simplex, interior point or branch and bound, and a better
    /// solution.
    static let kinds: [Int32] = [
        simplexStep, interiorStep, searchStep, betterSolution,
    ]

    private static let simplexStep: Int32 = 1
    private static let interiorStep: Int32 = 2
    private static let betterSolution: Int32 = 4
    private static let searchStep: Int32 = 6

    private let watch: Watch
    private let item: HiGHSCalls.Item
    private var answer = WatchAnswer.goOn

    init(watch: @escaping Watch, item: HiGHSCalls.Item) {
        self.watch = watch
        unsafe self.item = item
    }

    /// A `stop` is given again to every later call: a better solution cannot end a search.
    func answer(to kind: Int32, _ told: UnsafeRawPointer) -> WatchAnswer {
        guard answer == .goOn else { return answer }
        answer = watch(unsafe progress(of: kind, told))
        return answer
    }

    private func progress(of kind: Int32, _ told: UnsafeRawPointer) -> SolveProgress {
        if kind == Self.simplexStep || kind == Self.interiorStep {
            let counter = kind == Self.simplexStep ? "simplex" : "ipm"
            let count: Int32? = unsafe read(counter + "_iteration_count", of: told)
            return SolveProgress(incumbent: nil, bound: nil, iterations: Int(max(0, count ?? 0)))
        }
        let count: Int64? = unsafe read("mip_total_lp_iterations", of: told)
        return SolveProgress(
            incumbent: unsafe bound("mip_primal_bound", of: told),
            bound: unsafe bound("mip_dual_bound", of: told),
            iterations: Int(max(0, count ?? 0))
        )
    }

    private func read<Value>(_ name: String, of told: UnsafeRawPointer) -> Value? {
        unsafe item(told, name).map { unsafe $0.loadUnaligned(as: Value.self) }
    }

    /// HiGHS says infinity for a bound that it does not have.
    private func bound(_ name: String, of told: UnsafeRawPointer) -> Double? {
        unsafe read(name, of: told).flatMap { (value: Double) in
            abs(value) < 1e200 ? value : nil
        }
    }
}
