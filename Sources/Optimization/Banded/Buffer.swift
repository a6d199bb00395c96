/// Owns a run of numbers that the inner loops of the interior point method read and write.
///
/// Its elements are reached without the bounds check that a release build makes on every access to
/// an array: a debug build checks each one, and the loops over it run over counts that were made
/// together with it. Memory is zero at first and is given back when the owner goes.
@safe struct Buffer<Element: BitwiseCopyable & AdditiveArithmetic>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ count: Int) {
        precondition(count >= 0, "a buffer of no negative length")
        self.count = count
        unsafe base = .allocate(capacity: max(count, 1))
        unsafe base.initialize(repeating: .zero, count: max(count, 1))
    }

    init(_ elements: [Element]) {
        self.init(elements.count)
        for (index, element) in elements.enumerated() { self[index] = element }
    }

    deinit { unsafe base.deallocate() }

    @inline(__always) subscript(index: Int) -> Element {
        get { view[index] }
        nonmutating set { view[index] = newValue }
    }

    /// The elements, for a loop that is over before the owner goes.
    @inline(__always) var view: View<Element> { unsafe View(base: base, count: count) }
}

/// The elements of a ``Buffer``, without owning them.
///
/// A loop takes a view of every buffer that it runs over, so that the addresses stay in registers
/// while it writes.
@safe struct View<Element: BitwiseCopyable & AdditiveArithmetic> {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    let count: Int

    @inline(__always) init(base: UnsafeMutablePointer<Element>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    @inline(__always) subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "an index within the buffer")
            return unsafe base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count, "an index within the buffer")
            unsafe base[index] = newValue
        }
    }

    func fill(_ value: Element) {
        unsafe base.update(repeating: value, count: count)
    }

    /// Takes all elements of another view of the same length.
    func copy(_ other: View) {
        precondition(other.count == count, "buffers of one length")
        unsafe base.update(from: other.base, count: count)
    }

    var array: [Element] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension View where Element == Double {
    /// Four neighbors at once, from `index` on.
    @inline(__always) subscript(four index: Int) -> SIMD4<Double> {
        get {
            assert(index >= 0 && index + 4 <= count, "four elements within the buffer")
            return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<Double>.self)
        }
        nonmutating set {
            assert(index >= 0 && index + 4 <= count, "four elements within the buffer")
            unsafe UnsafeMutableRawPointer(base + index)
                .storeBytes(of: newValue, as: SIMD4<Double>.self)
        }
    }
}
