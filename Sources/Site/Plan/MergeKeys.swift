import Yams

extension Field {
    /// The same value with every `<<: *name` replaced by what stands at the anchor.
    ///
    /// A key of the mapping itself goes before one that is merged in, and an earlier merge before a
    /// later one (YAML 1.1, merge key). What is not a mapping stays, and is then an unknown key.
    var merged: Field { Field(path: path, name: name, line: line, node: node.merged) }
}

extension Node {
    fileprivate var merged: Node {
        switch self {
        case .scalar, .alias: return self
        case .sequence(let sequence):
            return .sequence(
                .init(sequence.map(\.merged), sequence.tag, sequence.style, sequence.mark)
            )
        case .mapping(let mapping):
            var pairs: [(Node, Node)] = []
            var inherited: [(Node, Node)] = []
            for (key, value) in mapping {
                let value = value.merged
                let sources = value.sequence.map(Array.init) ?? [value]
                let maps = sources.compactMap(\.mapping)
                if key.string == "<<", key.scalar?.style == .plain, maps.count == sources.count {
                    inherited += maps.flatMap { $0.map { ($0.key, $0.value) } }
                } else {
                    pairs.append((key, value))
                }
            }
            for (key, value) in inherited where !pairs.contains(where: { $0.0 == key }) {
                pairs.append((key, value))
            }
            return .mapping(.init(pairs, mapping.tag, mapping.style, mapping.mark))
        }
    }
}
