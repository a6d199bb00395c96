import Planning
import Testing

@Suite struct QuarterTests {
    @Test func `a quarter reads as it is written`() {
        #expect(Quarter("2028-Q3") == Quarter(year: 2028, number: 3))
        #expect(Quarter(year: 2028, number: 3).description == "2028-Q3")
        for text in ["2028", "2028-Q5", "2028-3", "28-Q1", "2028-Q1-", "2028-Q+1", ""] {
            #expect(Quarter(text) == nil, "\(text)")
        }
    }

    @Test func `quarters count over the turn of the year`() throws {
        let first = try #require(Quarter("2027-Q4"))
        #expect(first.advanced(by: 1) == Quarter("2028-Q1"))
        let horizon = Horizon(first: first, count: 6)
        #expect(horizon.last == Quarter("2029-Q1"))
        #expect(horizon.index(of: Quarter(year: 2029, number: 1)) == 5)
        #expect(!horizon.contains(Quarter(year: 2029, number: 2)))
    }
}
