import Inference
import NIOCore
import Wire

/// An exchange's dealings with one supplier: an attempt, its connection, and what has come over it.
struct Contact {
    /// What the response of the attempt is read as.
    enum Reading {
        case nothing
        /// Events; they are held in ``chunk`` until the relay says begin.
        case stream
        /// A body that is judged as a whole: an answer that is not streamed, or an error.
        case whole
    }

    /// nil while nobody is being asked.
    var attempt: Attempt?
    var connection: SupplierConnection?
    /// What is sent when the connection stands, if it is not the client's request.
    var message: ByteBuffer?
    var reading = Reading.nothing
    var head: ResponseHead?
    var headBytes = ByteBuffer()
    var body = ByteBuffer()
    var events = EventReader()
    var chunk = ChunkBuilder()
    /// By what the client would know this stream.
    var identity: StreamIdentity?
    /// Of a rescue: what its supplier calls what the client knows by other names.
    var names = StreamIdentity.Names()
    /// A fresh connection was tried after a pooled one turned out to be closed.
    var redialled = false
}
