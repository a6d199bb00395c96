/// The style sheet that every page with charts carries once.
package enum ChartStyle {
    /// Colors of a medium: the series, then ink, faint ink, grid and surface.
    ///
    /// Every series stands out from the surface by a contrast of at least 3 (WCAG 1.4.11) and ink
    /// by 4.5 (WCAG 1.4.3); the tests compute it. The hues are those that Okabe and Ito chose for
    /// all kinds of color vision, darkened for white paper and lightened for a dark screen.
    package struct Colors: Sendable {
        package let series: [String]
        /// From little to much.
        package let ramp: [String]
        package let ink: String
        package let faint: String
        package let grid: String
        package let surface: String
        /// What has gone wrong.
        package let alarm: String
    }

    package static let light = Colors(
        series: [
            "#0072b2", "#c85a00", "#00805a", "#95478f", "#8c6d00", "#2f86b5", "#5b6470", "#b02a5b",
        ],
        ramp: ["#eef4f8", "#cfe1ec", "#a6cadf", "#76adcd", "#468bb4", "#216793", "#0b3f61"],
        ink: "#1b2027",
        faint: "#545d68",
        grid: "#d9dee3",
        surface: "#ffffff",
        alarm: "#b3261e"
    )

    package static let dark = Colors(
        series: [
            "#4aa8e0", "#f08a3c", "#3cc79a", "#cf93ca", "#d9b13b", "#97d5f5", "#a9b4c0", "#ff6b9d",
        ],
        ramp: ["#1d2730", "#223c50", "#285674", "#34769d", "#5498c2", "#86bddf", "#c5e3f5"],
        ink: "#e8ecf0",
        faint: "#a7b1bb",
        grid: "#343c45",
        surface: "#14181d",
        alarm: "#ff8a80"
    )

    package static let css = """
        :root{\(variables(light))}
        @media screen and (prefers-color-scheme:dark){:root{\(variables(dark))}}
        .chart{display:block;max-width:100%;height:auto;background:var(--chart-surface);\
        font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;\
        font-size:13px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .chart text{fill:var(--chart-ink);font-variant-numeric:tabular-nums}
        .chart .chart-faint{fill:var(--chart-faint)}
        .chart .chart-label{paint-order:stroke;stroke:var(--chart-surface);stroke-width:4px;\
        stroke-linejoin:round}
        .chart .chart-grid{stroke:var(--chart-grid);stroke-width:1;fill:none}
        .chart .chart-axis{stroke:var(--chart-faint);stroke-width:1;fill:none}
        .chart .chart-line{fill:none;stroke-width:2.2;stroke-linejoin:round}
        .chart .chart-halo{fill:none;stroke:var(--chart-surface);stroke-width:5;stroke-opacity:.75}
        .chart .chart-level{stroke:var(--chart-ink);stroke-width:1.4;stroke-dasharray:5 4;fill:none}
        .chart .chart-band{opacity:.28}
        .chart .chart-hatch{fill:none;stroke:var(--chart-surface);stroke-width:1.1;stroke-opacity:.85}
        .chart .chart-dot{fill:var(--chart-surface);fill-opacity:.9}
        .chart .chart-spot{stroke:var(--chart-surface);stroke-width:1.2;fill-opacity:.88}
        .chart .chart-alarm{fill:var(--chart-alarm)}
        .chart .chart-cross{stroke:var(--chart-surface);stroke-width:1.6;fill:none}

        """

    private static func variables(_ colors: Colors) -> String {
        let series = colors.series.enumerated().map { "--chart-\($0):\($1)" }
        let ramp = colors.ramp.enumerated().map { "--chart-ramp-\($0):\($1)" }
        let rest = [
            "--chart-ink:\(colors.ink)", "--chart-faint:\(colors.faint)",
            "--chart-grid:\(colors.grid)", "--chart-surface:\(colors.surface)",
            "--chart-alarm:\(colors.alarm)",
        ]
        return (series + ramp + rest).joined(separator: ";")
    }
}
