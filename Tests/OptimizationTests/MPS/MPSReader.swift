import Foundation
import Glibc
import Testing

/// Reads an MPS file with HiGHS's own reader and solves it: a second opinion on what we write.
enum MPSReader {
    struct Answer {
        var columns: Int
        var rows: Int
        /// 7: optimal.
        var status: Int
        var objective: Double
    }

    static func solve(_ text: [UInt8]) throws -> Answer {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "busbar-\(UInt64.random(in: 0...UInt64.max)).mps")
        try Data(text).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let path = try #require(HiGHSFixture.installed.first, "make setup installs HiGHS in .venv")
        let library = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL)
        let handle = try unsafe #require(library, "\(path) does not open")
        func call<Call>(_ name: String, as: Call.Type = Call.self) throws -> Call {
            let address = unsafe dlsym(handle, name)
            return try unsafe unsafeBitCast(#require(address, "\(name) is missing"), to: Call.self)
        }
        typealias Model = UnsafeMutableRawPointer
        typealias Ask = @convention(c) (Model) -> Int32
        let create: @convention(c) () -> Model? = try unsafe call("Highs_create")
        let destroy: @convention(c) (Model) -> Void = try unsafe call("Highs_destroy")
        let setBool: @convention(c) (Model, UnsafePointer<CChar>, Int32) -> Int32 =
            try unsafe call("Highs_setBoolOptionValue")
        let read: @convention(c) (Model, UnsafePointer<CChar>) -> Int32 =
            try unsafe call("Highs_readModel")
        let objective: @convention(c) (Model) -> Double =
            try unsafe call("Highs_getObjectiveValue")
        let model = try unsafe #require(create())
        defer { unsafe destroy(model) }
        try #require(unsafe setBool(model, "output_flag", 0) == 0)
        try #require(unsafe read(model, file.path) == 0, "HiGHS reads it without a warning")
        func ask(_ name: String) throws -> Int {
            Int(unsafe try call(name, as: Ask.self)(model))
        }
        try #require(try ask("Highs_run") == 0)
        return Answer(
            columns: try ask("Highs_getNumCol"),
            rows: try ask("Highs_getNumRow"),
            status: try ask("Highs_getModelStatus"),
            objective: unsafe objective(model)
        )
    }
}
