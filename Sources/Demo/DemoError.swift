/// Why the demo ended otherwise than asked.
package enum DemoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file that the demo runs with is not where it should be.
    case missing(what: String, remedy: String)
    case portTaken(Int)
    case noFreePort
    /// A file or a process could not be made.
    case system(doing: String, reason: String)
    /// A server or the gateway did not answer in time.
    case silent(who: String, seconds: Int, hint: String)
    /// Something that Busbar promises did not happen.
    case promise(String)

    package var description: String {
        switch self {
        case .missing(let what, let remedy): "\(what) is missing: \(remedy)"
        case .portTaken(let port): "port \(port) is taken: choose another one, or 0 for any"
        case .noFreePort: "no free port on 127.0.0.1"
        case .system(let doing, let reason): "\(doing): \(reason)"
        case .silent(let who, let seconds, let hint):
            "\(who) did not answer within \(seconds) s\(hint.isEmpty ? "" : ": \(hint)")"
        case .promise(let what): "a promise was broken: \(what)"
        }
    }
}
