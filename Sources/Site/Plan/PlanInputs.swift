import Planning
import Yams

extension Field {
    /// Every single value below, with its path; of a figure with a source its value alone.
    var inputs: [Override] {
        switch node {
        case .scalar(let scalar): [Override(path: path, value: scalar.string)]
        case .mapping(let mapping):
            if let value = mapping.first(where: { $0.key.string == "value" })?.value.scalar {
                [Override(path: path, value: value.string)]
            } else {
                mapping.flatMap { key, value in
                    let name = key.string ?? ""
                    return Field(path: Site.path(path, name), name: name, line: nil, node: value)
                        .inputs
                }
            }
        case .sequence(let sequence):
            sequence.enumerated().flatMap { place, value in
                Field(path: "\(path)[\(place)]", name: name, line: nil, node: value).inputs
            }
        case .alias: []
        }
    }
}
