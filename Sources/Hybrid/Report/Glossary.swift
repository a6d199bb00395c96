/// Words that a driver need not know, with what they mean: the same on every page.
enum Glossary {
    typealias Term = (word: String, meaning: String)

    static let trace: Term = ("trace", "the speed that the cycle asks for at each time")
    static let bus: Term = (
        "bus", "where battery, drive and auxiliaries meet; power is counted there"
    )
    static let charge: Term = (
        "state of charge", "charge in the battery as a share of its whole charge"
    )
    static let window: Term = ("window", "the states of charge that the vehicle uses")
    static let reserve: Term = (
        "reserve", "what is kept in the battery at each stop and at the end"
    )
    static let generator: Term = (
        "generator", "engine and electric machine together; it drives no wheel"
    )
    static let bound: Term = (
        "bound", "fuel that no control can go below, by proof and not by trial"
    )
    static let gap: Term = ("gap", "the share by which a control burns more than the bound")
}
