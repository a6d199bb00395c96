import Foundation
import Optimization
import Planning
import Synchronization

/// The work on power sites, on all cores.
enum SiteWork {
    /// Solves site-years and whole sites by `solving`, and tells `watch` from every thread.
    static func sites(_ solving: SiteSolving, watch: @escaping Watch) -> Planner.Sites {
        Planner.Sites(
            years: { (questions, sites) throws(SolverError) in
                try each(questions) { (question) throws(SolverError) in
                    guard let site = sites.first(where: { $0.name == question.site }) else {
                        throw .failed("there is no site \(question.site)")
                    }
                    return try site.answer(question) { (program) throws(SolverError) in
                        try solving.outcome(of: program, watch: watch)
                    }
                }
            },
            wholes: { (questions) throws(SolverError) in
                try each(questions) { (question) throws(SolverError) in
                    try solving.plan(question.site, question.scope, watch: watch)
                }
            }
        )
    }

    /// The answers in the order of the questions; the first error in that order is thrown.
    private static func each<Question: Sendable, Answer: Sendable>(
        _ questions: [Question],
        _ work: @Sendable (Question) throws(SolverError) -> Answer
    ) throws(SolverError) -> [Answer] {
        let answers = Mutex<[Int: Result<Answer, SolverError>]>([:])
        DispatchQueue.concurrentPerform(iterations: questions.count) { place in
            let answer: Result<Answer, SolverError>
            do throws(SolverError) {
                answer = .success(try work(questions[place]))
            } catch {
                answer = .failure(error)
            }
            answers.withLock { $0[place] = answer }
        }
        let known = answers.withLock { $0 }
        var ordered: [Answer] = []
        for place in questions.indices {
            guard let answer = known[place] else {
                preconditionFailure("every question was worked on")
            }
            ordered.append(try answer.get())
        }
        return ordered
    }
}
