import Charts

extension Swatch {
    /// Of the vehicle at a place in the list, the same all over a page.
    ///
    /// In an order of its own: the first two of the palette are battery and generator on the same page.
    static func vehicle(_ index: Int) -> Swatch { Swatch([1, 0, 3, 2, 4, 5, 6, 7][index % 8]) }
}
