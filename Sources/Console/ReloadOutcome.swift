/// What came of loading the site file again.
package enum ReloadOutcome: Sendable, Equatable {
    /// The new site serves; the notices are worth reading.
    case reloaded(notices: [String])
    /// Nothing has changed; every mistake of the file, each with its path.
    case refused(mistakes: [String])
}
