/// A sentence about vehicles on a journey that follows from its figures.
package struct JourneyFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// For the choice of the vehicle.
        case strength
        /// Against it.
        case weakness
        /// Neither by itself.
        case fact
    }

    /// What it is about.
    package enum Topic: String, Sendable, Hashable {
        case arrival, stops, speed, climb, control, fuel, carbon, cost, years, battery
    }

    /// What it answers.
    package enum Question: String, Sendable, Hashable, CaseIterable {
        /// Who gets there, and when.
        case time
        /// What the way takes: energy, money and carbon.
        case way
        /// What the years take.
        case years
    }

    package var question: Question
    package var kind: Kind
    package var topic: Topic
    /// The id of the vehicle that it speaks of first.
    package var vehicle: String
    package var text: String

    package init(
        _ question: Question,
        _ kind: Kind,
        _ topic: Topic,
        _ vehicle: String,
        _ text: String
    ) {
        self.question = question
        self.kind = kind
        self.topic = topic
        self.vehicle = vehicle
        self.text = text
    }
}

/// Findings sorted for a reader who asks whether one vehicle was the right choice.
package struct JourneyAnswers: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package var title: String
        package var findings: [JourneyFinding]
    }

    /// Parts with a finding at least.
    package let parts: [Part]
    /// Whether they are sorted for and against a choice.
    package let isAboutChoice: Bool

    /// `choice`: the id of the vehicle whose choice is asked about; nothing where there is none.
    package init(_ findings: [JourneyFinding], choice: String?) {
        func isAgainst(_ one: JourneyFinding) -> Bool {
            guard let choice else { return false }
            return one.vehicle == choice ? one.kind == .weakness : one.kind == .strength
        }
        let parts = JourneyFinding.Question.allCases.map { question in
            Part(
                title: question.title,
                findings: findings.filter { $0.question == question && !isAgainst($0) }
            )
        }
        let against = Part(title: "What speaks against it", findings: findings.filter(isAgainst))
        isAboutChoice = choice != nil
        self.parts = (parts + [against]).filter { !$0.findings.isEmpty }
    }
}

extension JourneyFinding.Question {
    package var title: String {
        switch self {
        case .time: "Who arrives, and when"
        case .way: "Energy, money and CO2 on this way"
        case .years: "Over the years"
        }
    }
}
