/// The page's look: calm paper and ink, copper for what conducts.
///
/// Every text meets WCAG AA (4.5 : 1) on its own ground in both schemes; state is never colour alone.
enum Stylesheet {
    static let text = palette + frame + headline + tables + narrow + preferences

    private static let palette = """
        :root {
          color-scheme: light dark;
          --ground: #f8f5f0; --surface: #fffefc; --sunken: #f1ece4; --line: #e4dcd1;
          --ink: #221d17; --quiet: #665c51; --copper: #a5541f; --copper-line: #b9713f;
          --good: #1c7048; --care: #855400; --bad: #b02a21; --probe: #2c5fa6;
          --shadow: 0 1px 2px rgb(60 40 20 / 6%), 0 4px 16px rgb(60 40 20 / 4%);
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #13110e; --surface: #1c1915; --sunken: #25211b; --line: #38312a;
            --ink: #eee8df; --quiet: #a99f92; --copper: #e6a06e; --copper-line: #c07a48;
            --good: #63c795; --care: #e2b356; --bad: #f48b82; --probe: #93b8f2;
            --shadow: none;
          }
        }

        """

    private static let frame = """
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0 auto; max-width: 84rem; padding: 0 2rem 3rem; background: var(--ground);
          color: var(--ink); font: 0.9375rem/1.45 var(--sans); font-variant-numeric: tabular-nums;
        }
        h1, h2, p, dl, dd, ol { margin: 0; padding: 0; }
        a { color: var(--copper); text-underline-offset: 0.2em; }
        small { font-size: 0.8125rem; color: var(--quiet); }
        abbr { text-decoration: none; color: var(--quiet); }
        code, .code { font-family: var(--mono); font-size: 0.8125rem; overflow-wrap: anywhere; }
        [hidden], .definitions { display: none; }
        .definitions { display: block; position: absolute; width: 0; height: 0; }
        :focus-visible { outline: 2px solid var(--copper); outline-offset: 3px; border-radius: 4px; }
        main:focus { outline: none; }
        .skip {
          position: absolute; left: 1rem; top: -4rem; padding: 0.6rem 1rem; z-index: 1;
          background: var(--surface); border: 1px solid var(--line); border-radius: 0 0 8px 8px;
        }
        .skip:focus { top: 0; }
        header {
          display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center;
          justify-content: space-between; padding: 1.25rem 0 1rem;
        }
        .brand {
          display: inline-flex; align-items: center; gap: 0.6rem; color: var(--ink);
          text-decoration: none; font-weight: 650; font-size: 1.125rem; letter-spacing: -0.01em;
        }
        .mark { width: 1.875rem; height: 1.875rem; fill: var(--quiet); color: var(--quiet); }
        .mark .bar { fill: var(--copper); }
        .live { color: var(--quiet); font-size: 0.8125rem; }
        .dot {
          display: inline-block; width: 0.55rem; height: 0.55rem; margin-right: 0.45rem;
          border-radius: 50%; border: 2px solid var(--quiet);
        }
        .live[data-live="live"] .dot { background: var(--good); border-color: var(--good); }
        .live[data-live="lost"] .dot { border-radius: 1px; background: var(--bad); border-color: var(--bad); }
        .live[data-live="lost"] { color: var(--bad); }
        .command { margin-top: 0.35rem; }
        .command code { color: var(--quiet); user-select: all; }
        .command code::before { content: "$ "; color: var(--copper); }
        .heading { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; align-items: baseline; }
        .summary { color: var(--quiet); font-size: 0.875rem; }
        h2 { font-size: 1.1875rem; font-weight: 620; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        .model, .errors, .empty { margin-top: 2.5rem; }
        footer {
          display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between;
          margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line);
          color: var(--quiet); font-size: 0.875rem;
        }
        footer nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }

        """

    private static let headline = """
        .headline {
          padding: 1.75rem 2rem 1.5rem; background: var(--surface); border: 1px solid var(--line);
          border-top: 4px solid var(--copper-line); border-radius: 4px 4px 14px 14px;
          box-shadow: var(--shadow);
        }
        h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.125rem); line-height: 1.2; font-weight: 650;
          letter-spacing: -0.022em; text-wrap: balance; }
        .endpoint { margin-top: 0.4rem; color: var(--quiet); }
        .endpoint code { color: var(--ink); font-size: 0.9375rem; user-select: all; }
        .draining { display: none; }
        [data-draining="yes"] .draining {
          display: block; margin-bottom: 1.1rem; padding: 0.6rem 0.9rem; color: var(--care);
          background: var(--sunken); border-left: 4px solid var(--care); border-radius: 2px 8px 8px 2px;
        }
        dl {
          display: grid; grid-template-columns: repeat(6, 1fr); gap: 1rem 1.5rem;
          margin: 1.6rem 0 1.2rem;
        }
        .figure { border-left: 1px solid var(--line); padding-left: 1rem; min-width: 0; }
        .figure:first-child { border-left: 0; padding-left: 0; }
        dt { color: var(--quiet); font-size: 0.8125rem; }
        dd > span { display: block; font-size: 1.5rem; font-weight: 620; letter-spacing: -0.02em;
          line-height: 1.35; white-space: nowrap; }
        dd small { display: block; }
        [data-alarm="yes"] dd > span { color: var(--bad); }
        [data-alarm="yes"] dt::before { content: "! "; color: var(--bad); font-weight: 700; }

        """

    private static let tables = """
        .scroll { margin-top: 0.8rem; overflow-x: auto; background: var(--surface);
          border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); }
        table { width: 100%; min-width: 74rem; border-collapse: separate; border-spacing: 0;
          table-layout: fixed; }
        th { padding: 0.75rem 0.65rem 0.65rem; text-align: left; vertical-align: bottom;
          font-size: 0.8125rem; font-weight: 600; border-bottom: 1px solid var(--line); }
        th small { display: block; font-weight: 400; font-size: 0.75rem; line-height: 1.3; }
        th:nth-child(1) { width: 14%; padding-left: 2.6rem; }
        th:nth-child(2) { width: 16%; }
        th:nth-child(3) { width: 11.5%; }
        th:nth-child(4) { width: 8.5%; }
        th:nth-child(5) { width: 7%; }
        th:nth-child(6) { width: 9.5%; }
        th:nth-child(7) { width: 9.5%; }
        th:nth-child(8) { width: 9%; }
        td { padding: 0.8rem 0.65rem; vertical-align: top; overflow-wrap: anywhere; }
        td > small { display: block; margin-top: 0.1rem; }
        .supply + .supply tr:first-child > td { border-top: 1px solid var(--line); }
        td strong { font-weight: 620; }
        .measure { white-space: nowrap; }
        .measure abbr { font-size: 0.75rem; }
        .health { position: relative; padding-left: 2.6rem; }
        /* The bar runs along the rows; a tap joins what conducts and ends short of what does not. */
        .health::before, .action td::before { content: ""; position: absolute; left: 1rem; top: -1px;
          bottom: 0; width: 4px; background: var(--copper-line); }
        .health::after { content: ""; position: absolute; left: calc(1rem + 4px); top: 1.36rem;
          width: 1.2rem; height: 2px; background: var(--copper-line); }
        [data-conducts="no"] .health::after { width: 0.4rem; }
        .supply:first-of-type .health::before { top: 0.8rem; border-radius: 2px 2px 0 0; }
        .supply:last-of-type tr:first-child .health::before { bottom: 0.8rem; }
        .supply:last-of-type[data-health="locked"] tr:first-child .health::before { bottom: 0; }
        .state { display: inline-flex; align-items: center; gap: 0.45rem; font-weight: 600;
          position: relative; z-index: 1; white-space: nowrap; }
        .shape { width: 1rem; height: 1rem; flex: none; fill: currentColor; background: var(--surface);
          border-radius: 50%; }
        [data-health="healthy"] .state { color: var(--good); }
        [data-health="recovering"] .state, [data-health="probing"] .state { color: var(--probe); }
        [data-health="waiting"] .state { color: var(--care); }
        [data-health="down"] .state, [data-health="locked"] .state { color: var(--bad); }
        .bar { display: block; width: 100%; height: 6px; margin-top: 0.45rem; border-radius: 3px;
          overflow: hidden; fill: var(--copper-line); }
        .bar .track { fill: var(--sunken); }
        .mark.mark .bar { fill: var(--copper); }
        .action { display: none; }
        [data-health="locked"] .action { display: table-row; }
        .action td { position: relative; padding: 0 0.75rem 0.9rem 2.6rem; font-size: 0.8125rem;
          color: var(--quiet); }
        .supply:last-of-type .action td::before { bottom: 0.9rem; }
        .action code { color: var(--ink); user-select: all; }
        #no-errors { margin-top: 0.8rem; color: var(--quiet); }
        #errors { list-style: none; margin-top: 0.8rem; background: var(--surface);
          border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); }
        #errors:empty, #no-errors:not([hidden]) + #errors { display: none; }
        #errors li { display: grid; grid-template-columns: 17.5rem minmax(10rem, 20rem) 1fr;
          gap: 0.1rem 1rem; align-items: baseline; padding: 0.6rem 1rem; overflow-wrap: anywhere; }
        #errors li + li { border-top: 1px solid var(--line); }
        .when small { margin-left: 0.35rem; white-space: nowrap; }

        """

    private static let narrow = """
        @media (max-width: 60rem) {
          body { padding: 0 1.25rem 2.5rem; }
          dl { grid-template-columns: repeat(3, 1fr); row-gap: 1.25rem; }
          .figure:nth-child(3n + 1) { border-left: 0; padding-left: 0; }
          #errors li { grid-template-columns: 1fr 1fr; }
          #errors li > :last-child { grid-column: 1 / -1; }
        }
        @media (max-width: 40rem) {
          body { padding: 0 1rem 2rem; }
          .headline { padding: 1.25rem 1.1rem 1.1rem; }
          dl { grid-template-columns: 1fr 1fr; }
          .figure:nth-child(n) { border-left: 0; padding-left: 0; }
          .scroll { overflow: visible; background: none; border: 0; box-shadow: none; }
          table, tr, td { display: block; min-width: 0; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .supply { display: block; padding: 0.9rem 1rem 0.9rem 1.1rem; background: var(--surface);
            border: 1px solid var(--line); border-left: 4px solid var(--copper-line);
            border-radius: 4px 14px 14px 4px; box-shadow: var(--shadow); }
          .supply[data-conducts="no"] { border-left: 4px dashed var(--quiet); }
          .supply + .supply { margin-top: 0.75rem; }
          .supply + .supply tr:first-child > td { border-top: 0; }
          .supply tr:first-child { display: grid; grid-template-columns: 1fr 1fr; gap: 0.9rem 1rem; }
          td, .health, .action td { padding: 0; }
          .health::before, .health::after, .action td::before { content: none; }
          .name { grid-column: 1 / -1; order: -2; font-size: 1.0625rem; }
          .health { grid-column: 1 / -1; order: -1; }
          .error { grid-column: 1 / -1; }
          td[data-label]::before { content: attr(data-label); display: block; font-size: 0.75rem;
            color: var(--quiet); }
          [data-health="locked"] .action { display: block; margin-top: 0.9rem; }
          .action span { display: block; }
          #errors li { grid-template-columns: 1fr; }
        }

        """

    private static let preferences = """
        .bar rect { transition: width 0.4s; }
        @media (prefers-reduced-motion: reduce) { * { transition: none; } }
        @media (forced-colors: active) { .health::before, .health::after { background: CanvasText; } }
        @media print { .skip, .command, footer nav { display: none; } }

        """
}
