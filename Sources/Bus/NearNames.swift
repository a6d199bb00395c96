/// The names that someone who wrote `name` may have meant, the likeliest first.
///
/// A name is near when few edits lead to it, in proportion to its length, or when one of the two
/// contains the other.
package func nearNames(
    to name: String,
    among names: some Sequence<String>,
    most: Int = 3
) -> [String] {
    let written = String(name.lowercased().prefix(256))
    let near = names.compactMap { candidate -> (distance: Int, name: String)? in
        let other = String(candidate.lowercased().prefix(256))
        let distance = editDistance(written, other)
        let length = max(written.count, other.count)
        let few = distance <= (length < 2 ? 0 : length < 4 ? 1 : max(2, length / 3))
        let contains =
            min(written.count, other.count) >= 3
            && (other.contains(written) || written.contains(other))
        return few || contains ? (distance, candidate) : nil
    }
    let sorted = near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return sorted.prefix(most).map(\.name)
}
