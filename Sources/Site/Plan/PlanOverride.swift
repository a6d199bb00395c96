import Bus
import Yams

/// One step of a path into a YAML document.
private enum Step {
    case key(String), index(Int)

    /// Takes `offers.oracle[0]."a.b"` apart; nil when it is no path.
    static func steps(of path: String) -> [Self]? {
        var steps: [Self] = []
        var rest = path[...]
        while !rest.isEmpty {
            if rest.first == "[" {
                guard !steps.isEmpty, let end = rest.firstIndex(of: "]"),
                    let index = Int(rest[rest.index(after: rest.startIndex)..<end]), index >= 0
                else { return nil }
                steps.append(.index(index))
                rest = rest[rest.index(after: end)...]
            } else {
                if !steps.isEmpty {
                    guard rest.first == "." else { return nil }
                    rest = rest.dropFirst()
                }
                guard let key = key(at: &rest) else { return nil }
                steps.append(.key(key))
            }
        }
        return steps.isEmpty ? nil : steps
    }

    private static func key(at rest: inout Substring) -> String? {
        if rest.first == "\"" {
            let inside = rest.dropFirst()
            guard let end = inside.firstIndex(of: "\""), end > inside.startIndex else { return nil }
            rest = inside[inside.index(after: end)...]
            return String(inside[..<end])
        }
        let key = rest.prefix { $0 != "." && $0 != "[" }
        guard !key.isEmpty else { return nil }
        rest = rest[key.endIndex...]
        return String(key)
    }
}

extension SiteReader {
    /// The document with other values at some of its places.
    ///
    /// Of a figure with a source only its `value` is replaced, and of a cap only its `share`. A last
    /// key that is not there yet is added; whether it is a valid one is checked with the rest.
    mutating func applying(_ overrides: [PlanFile.Override], to root: Field) -> Field {
        var node = root.node
        for (path, text) in overrides {
            guard let steps = Step.steps(of: path) else {
                rejectOverride(path, "is not a path; write it like power.abilene.date")
                continue
            }
            guard let value = value(text, for: path) else { continue }
            let isFixed = plan.overridden.insert(normal(steps)).inserted
            guard isFixed else {
                rejectOverride(path, "is set twice; keep one")
                continue
            }
            if let edited = replacing(node, at: steps[...], by: value, within: "", path) {
                node = edited
            }
        }
        return Field(path: root.path, name: root.name, line: root.line, node: node)
    }

    private mutating func rejectOverride(_ path: String, _ message: String) {
        plan.overridden.insert(path)
        reject(path, line: nil, message)
    }

    private func normal(_ steps: [Step]) -> String {
        steps.reduce("") { path, step in
            switch step {
            case .key(let key): Site.path(path, key)
            case .index(let index): "\(path)[\(index)]"
            }
        }
    }

    private mutating func value(_ text: String, for path: String) -> Node? {
        do {
            if let node = try Yams.compose(yaml: text, .basic, .default, .utf8) {
                return withoutMarks(node)
            }
            rejectOverride(path, "is set to nothing; write \(path)=VALUE")
        } catch {
            rejectOverride(path, "\(quoted(text)) is not YAML")
        }
        return nil
    }

    /// A line of the command line is none of the file.
    private func withoutMarks(_ node: Node) -> Node {
        switch node {
        case .scalar(let scalar): .scalar(.init(scalar.string, scalar.tag, scalar.style))
        case .mapping(let mapping):
            .mapping(.init(mapping.map { (withoutMarks($0.key), withoutMarks($0.value)) }))
        case .sequence(let sequence): .sequence(.init(sequence.map { withoutMarks($0) }))
        case .alias: node
        }
    }

    /// `null` or `~` takes a key away: a cap, a rule.
    private func isNothing(_ node: Node) -> Bool {
        Field(path: "", name: "", line: nil, node: node).isNull
    }

    /// nil after a mistake.
    private mutating func replacing(
        _ node: Node,
        at steps: ArraySlice<Step>,
        by value: Node,
        within parent: String,
        _ whole: String
    ) -> Node? {
        guard let step = steps.first else {
            guard value.scalar != nil, !isNothing(value),
                let inner = ["value", "share"].first(where: { (word: String) in
                    node.mapping?.contains { $0.key.string == word } ?? false
                })
            else { return value }
            plan.overridden.insert(Site.path(parent, inner))
            return replacing(node, at: [.key(inner)], by: value, within: parent, whole)
        }
        let rest = steps.dropFirst()
        switch step {
        case .index(let index):
            guard var sequence = node.sequence, sequence.indices.contains(index) else {
                let count = node.sequence?.count ?? 0
                rejectOverride(whole, "\(parent) has no entry \(index); it has \(count)")
                return nil
            }
            let place = "\(parent)[\(index)]"
            guard let new = replacing(sequence[index], at: rest, by: value, within: place, whole)
            else { return nil }
            sequence[index] = new
            return .sequence(sequence)
        case .key(let key):
            return replacing(node, key: key, rest, by: value, within: parent, whole)
        }
    }

    private mutating func replacing(
        _ node: Node,
        key: String,
        _ rest: ArraySlice<Step>,
        by value: Node,
        within parent: String,
        _ whole: String
    ) -> Node? {
        let place = Site.path(parent, key)
        guard let mapping = node.mapping else {
            rejectOverride(
                whole,
                "\(parent) is a single value or a list, in which there is no \(key)"
            )
            return nil
        }
        var pairs = mapping.map { ($0.key, $0.value) }
        if let index = pairs.firstIndex(where: { $0.0.string == key }) {
            guard let new = replacing(pairs[index].1, at: rest, by: value, within: place, whole)
            else { return nil }
            if rest.isEmpty, isNothing(new) {
                pairs.remove(at: index)
            } else {
                pairs[index] = (rest.isEmpty ? Node(key) : pairs[index].0, new)
            }
        } else if rest.isEmpty {
            pairs.append((Node(key), value))
        } else if parent.isEmpty, Self.planKeys.contains(key), rest.count == 1 {
            guard let new = replacing(.mapping([:]), at: rest, by: value, within: place, whole)
            else { return nil }
            pairs.append((Node(key), new))
        } else {
            let names = pairs.compactMap(\.0.string)
            let near = nearNames(to: key, among: names, most: 1).first
            let hint =
                near.map { "did you mean \($0)?" } ?? "there are \(names.joined(separator: ", "))"
            let owner = parent.isEmpty ? "the file" : parent
            rejectOverride(whole, "\(owner) has no \(key); \(hint)")
            return nil
        }
        return .mapping(.init(pairs, mapping.tag, mapping.style, mapping.mark))
    }
}

extension SiteMistakes {
    /// Says of each mistake at one of these paths who made it.
    func marking(
        _ paths: Set<String>,
        as maker: String = "set on the command line"
    ) -> SiteMistakes {
        guard !paths.isEmpty else { return self }
        return SiteMistakes(
            file: file,
            mistakes: mistakes.map { mistake in
                let isSet = paths.contains {
                    mistake.path == $0 || mistake.path.hasPrefix($0 + ".")
                        || mistake.path.hasPrefix($0 + "[")
                }
                guard isSet else { return mistake }
                return .init(
                    path: mistake.path,
                    line: nil,
                    message: mistake.message + " (\(maker))"
                )
            }
        )
    }
}
