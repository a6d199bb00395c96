/// What a YAML document is to be, for what is said about it as a whole.
struct DocumentKind {
    static let site = Self(name: "site file", starter: "`busbar init` writes a site file")
    static let faults = Self(
        name: "faults file",
        starter: "Examples/simulate/faults.yaml is one to begin with"
    )
    static let plan = Self(
        name: "scenario",
        starter: "Examples/plan/lab-10mw.yaml is one to begin with"
    )

    let name: String
    /// What whoever has none can do.
    let starter: String
}
