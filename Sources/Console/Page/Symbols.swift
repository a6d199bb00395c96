import Inference

/// The drawings of the page: a shape for each health, and the mark.
enum Symbols {
    /// Defined once at the top of the page and used by name.
    static let definitions: HTML = """
        <svg class="definitions" aria-hidden="true" focusable="false">
        <symbol id="health-healthy" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/></symbol>
        <symbol id="health-recovering" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.25" \
        fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M3 8a5 5 0 0 0 10 0z"/></symbol>
        <symbol id="health-probing" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.25" fill="none" \
        stroke="currentColor" stroke-width="1.5"/><circle cx="8" cy="8" r="2"/></symbol>
        <symbol id="health-down" viewBox="0 0 16 16"><path d="M2.6 2.6h10.8a1 1 0 0 1 .87 1.5L8.87 13.6a1 1 0 0 1-1.74 \
        0L1.73 4.1a1 1 0 0 1 .87-1.5z"/></symbol>
        <symbol id="health-waiting" viewBox="0 0 16 16"><path d="M3 1.5h10v1.8L9.4 8l3.6 4.7v1.8H3v-1.8L6.6 8 \
        3 3.3z"/></symbol>
        <symbol id="health-locked" viewBox="0 0 16 16"><path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" \
        stroke="currentColor" stroke-width="1.7"/><rect x="2.8" y="7" width="10.4" height="7.6" rx="1.6"/></symbol>
        </svg>
        """

    static func health(_ health: SupplyStatus.Health?) -> HTML {
        """
        <svg class="shape" aria-hidden="true" focusable="false">\
        <use href="#health-\(health?.rawValue ?? "healthy")"/></svg>
        """
    }

    /// A bar, three sources above and one load below.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <path d="M7 14V6M16 14V6M25 14V6M16 18v8" fill="none" stroke="currentColor" \
        stroke-width="2.4"/><circle cx="7" cy="5" r="2.8"/><circle cx="16" cy="5" r="2.8"/>\
        <circle cx="25" cy="5" r="2.8"/><path d="M16 30l-4.4-6h8.8z"/>\
        <rect class="bar" x="2" y="13" width="28" height="6" rx="1.5"/></svg>
        """

    /// The mark as an address of its own, for the browser's tab.
    static let icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
        + "%3Cg fill='%23b4632a' stroke='%23b4632a'%3E"
        + "%3Cpath d='M7 14V6M16 14V6M25 14V6M16 18v8' stroke-width='2.4'/%3E"
        + "%3Cg stroke='none'%3E%3Ccircle cx='7' cy='5' r='3'/%3E%3Ccircle cx='16' cy='5' r='3'/%3E"
        + "%3Ccircle cx='25' cy='5' r='3'/%3E%3Cpath d='M16 30l-4.4-6h8.8z'/%3E"
        + "%3Crect x='2' y='13' width='28' height='6' rx='1.5'/%3E%3C/g%3E%3C/g%3E%3C/svg%3E"
}
