/// A drawing as the text of an `svg` element, to stand inside a page.
package struct Chart: Sendable, Equatable {
    package let svg: String

    package init(svg: String) { self.svg = svg }
}
