/// Slots of equal width along an axis, in groups that carry the labels: quarters in their years.
package struct Steps: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package var label: String
        /// Slots.
        package var count: Int

        package init(_ label: String, _ count: Int) {
            self.label = label
            self.count = count
        }
    }

    /// One name per slot, for whoever points at it.
    package let names: [String]
    /// Their counts add up to the number of names.
    package let groups: [Group]

    package init(names: [String], groups: [Group]) {
        precondition(groups.reduce(0) { $0 + $1.count } == names.count, "every slot in a group")
        self.names = names
        self.groups = groups
    }

    /// Every slot is a group of its own.
    package init(_ names: [String]) {
        self.init(names: names, groups: names.map { Group($0, 1) })
    }

    /// Slots with labels for some of them: neighbors of one label are a group.
    package init(names: [String], labels: [String]) {
        var groups: [Group] = []
        for label in labels {
            if groups.last?.label == label {
                groups[groups.count - 1].count += 1
            } else {
                groups.append(Group(label, 1))
            }
        }
        self.init(names: names, groups: groups)
    }

    package var count: Int { names.count }
}
