import Testing

@testable import Console

struct OpenStreamsTests {
    @Test func `never more streams than the limit`() {
        let streams = OpenStreams()
        for _ in 0..<ConsoleLimits.eventStreams { #expect(streams.opened() == .admitted) }
        #expect(streams.opened() == .full)
        streams.closed()
        #expect(streams.opened() == .admitted)
        #expect(streams.opened() == .full)
    }
}
