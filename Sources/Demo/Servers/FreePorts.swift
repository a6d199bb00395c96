import Glibc

/// Ports of loopback that nobody listens on.
enum FreePorts {
    /// Picks distinct free ports.
    ///
    /// Nothing holds them: another process can take one before it is used.
    /// - Throws: ``DemoError/noFreePort`` when the machine has none.
    static func pick(_ count: Int) throws(DemoError) -> [Int] {
        var sockets: [Int32] = []
        defer { sockets.forEach { _ = close($0) } }
        var ports: [Int] = []
        // All are held until the last is known, so that none comes twice.
        for _ in 0..<count {
            let (descriptor, port) = try bound(to: 0)
            sockets.append(descriptor)
            ports.append(port)
        }
        return ports
    }

    /// Says whether somebody could listen on a port now.
    static func isFree(_ port: Int) -> Bool {
        do throws(DemoError) {
            close(try bound(to: port).descriptor)
            return true
        } catch {
            return false
        }
    }

    private static func bound(to port: Int) throws(DemoError) -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .noFreePort }
        var reuse: Int32 = 1
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_REUSEADDR,
            &reuse,
            socklen_t(MemoryLayout<Int32>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard outcome else {
            close(descriptor)
            throw .noFreePort
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
