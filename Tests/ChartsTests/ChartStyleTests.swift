import Charts
import Foundation
import Testing

/// Contrast as WCAG 2.2 defines it, and colors as people with a kind of color blindness see them.
@Suite struct ChartStyleTests {
    static let media = [("light", ChartStyle.light), ("dark", ChartStyle.dark)]

    static func linear(_ hex: String) -> [Double] {
        let number = Int(hex.dropFirst(), radix: 16) ?? 0
        return [number >> 16, number >> 8 & 255, number & 255].map { part in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
    }

    static func luminance(_ hex: String) -> Double {
        zip(linear(hex), [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    static func contrast(_ a: String, _ b: String) -> Double {
        let (high, low) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test func `every series stands out from the surface`() {
        for (name, colors) in Self.media {
            for color in colors.series + [colors.alarm] {
                let contrast = Self.contrast(color, colors.surface)
                #expect(contrast >= 3, "\(color) on \(name): \(contrast)")
            }
        }
    }

    @Test func `ink can be read`() {
        for (name, colors) in Self.media {
            for color in [colors.ink, colors.faint] {
                let contrast = Self.contrast(color, colors.surface)
                #expect(contrast >= 4.5, "\(color) on \(name): \(contrast)")
            }
        }
    }

    @Test func `the ramp goes one way`() {
        let light = ChartStyle.light.ramp.map(Self.luminance)
        #expect(zip(light, light.dropFirst()).allSatisfy { $0 > $1 })
        let dark = ChartStyle.dark.ramp.map(Self.luminance)
        #expect(zip(dark, dark.dropFirst()).allSatisfy { $0 < $1 })
    }

    /// Linear RGB as seen without the red and without the green receptors; Machado and others, 2009.
    static let blind = [
        [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ],
    ]

    @Test func `colors of neighbors stay apart for every kind of color vision`() {
        for (name, colors) in Self.media {
            for matrix in Self.blind {
                let seen = colors.series.map { color in
                    let rgb = Self.linear(color)
                    return matrix.map { row in
                        let value = zip(row, rgb).reduce(0) { $0 + $1.0 * $1.1 }
                        return pow(min(1, max(0, value)), 1 / 2.2)
                    }
                }
                for index in seen.indices.dropLast() {
                    let parts = zip(seen[index], seen[index + 1]).map { ($0 - $1) * ($0 - $1) }
                    let distance = parts.reduce(0, +).squareRoot()
                    #expect(distance > 0.1, "\(index) and \(index + 1) on \(name): \(distance)")
                }
            }
        }
    }

    @Test func `no two swatches look the same without color`() {
        var plots: [String] = []
        for number in 0..<8 {
            let steps = Steps(["a"])
            let plot = Plot(
                id: "p",
                title: "t",
                summary: "s",
                horizontal: .steps(steps),
                measure: .number,
                marks: [.line(Series("a", [1], Swatch(number)), .steps)]
            )
            let svg = plot.chart.svg
            let dash = svg.firstMatch(of: /stroke-dasharray="([^"]*)"/).map { String($0.output.1) }
            plots.append(dash ?? "")
        }
        #expect(Set(plots).count == 8)
    }

    @Test func `the style sheet can stand inside a page`() {
        #expect(!ChartStyle.css.contains("<"))
        #expect(!ChartStyle.css.contains("&"))
        #expect(!ChartStyle.css.contains("url("))
        #expect(ChartStyle.css.contains("prefers-color-scheme:dark"))
    }
}
