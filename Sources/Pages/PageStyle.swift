/// How a page looks on a screen, on a telephone and on paper.
enum PageStyle {
    /// No font, picture or script comes from elsewhere; colors are those of the charts.
    static let css = """
        :root{--good:#00683f;--warning:#7a4b00;--bad:#a11a14;--panel:#f4f6f8;--link:#005a8c}
        @media screen and (prefers-color-scheme:dark){:root{--good:#5ed3a0;--warning:#e6b450;\
        --bad:#ff8a80;--panel:#1c2229;--link:#7cc4f0}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:68rem;background:var(--chart-surface);\
        color:var(--chart-ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,\
        Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        a{color:var(--link)}
        a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);\
        outline-offset:2px}
        .skip{position:absolute;left:-999rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--chart-surface);padding:.5rem;z-index:1}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
        h2{font-size:1.35rem;line-height:1.25;margin:0 0 .5rem}
        h3{font-size:1.08rem;margin:1.6rem 0 .4rem}
        h4{font-size:1rem;margin:1.2rem 0 .3rem}
        .subtitle{margin:.15rem 0;color:var(--chart-faint)}
        nav{margin:1rem 0 0;font-size:.92rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;padding:.7rem 0;margin:0;\
        list-style:none;border-top:1px solid var(--chart-grid)}
        nav a{display:inline-block;padding:.15rem 0}
        section{border-top:1px solid var(--chart-grid);padding:1.5rem 0 .4rem;margin-top:1rem;\
        scroll-margin-top:.5rem}
        .lead{font-size:1.06rem;max-width:48rem;margin:.2rem 0 1rem}
        p,li{max-width:48rem}
        .note{color:var(--chart-faint);font-size:.92rem}
        .keys{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:.8rem;\
        margin:1rem 0}
        .keys div{background:var(--panel);border-radius:.4rem;padding:.7rem .9rem}
        .keys dt{color:var(--chart-faint);font-size:.88rem}
        .keys dd{margin:0}
        .keys .value{font-size:1.45rem;font-weight:650;line-height:1.25}
        .keys .more{font-size:.88rem;color:var(--chart-faint);line-height:1.35}
        .actions{padding-left:1.4rem}
        .actions li{margin:.35rem 0;max-width:54rem}
        .risks{border-left:.3rem solid var(--bad);padding:.1rem 0 .1rem 1rem;margin:1.2rem 0}
        .risks.calm{border-color:var(--warning)}.risks.none{border-color:var(--good)}
        .risks h3{margin-top:.2rem}
        .pair,.trio{display:grid;gap:1rem 1.25rem;align-items:start}
        .pair{grid-template-columns:repeat(2,minmax(0,1fr))}
        .trio{grid-template-columns:repeat(3,minmax(0,1fr))}
        figure{margin:1rem 0;min-width:0}
        figure svg{width:100%}
        figcaption{font-weight:600;margin-bottom:.3rem}
        .trio figure{margin:.3rem 0}
        .trio figcaption{font-size:.92rem}
        .trio figcaption span{display:block;font-weight:400;color:var(--chart-faint)}
        .on-narrow{display:none}
        .on-narrow svg{max-width:34rem}
        .pair>div{min-width:0}.pair>div>:first-child{margin-top:1rem}
        details{margin:.4rem 0}.folded h2{font-size:1.1rem;margin:0}.folded{padding:.8rem 0 .2rem;\
        margin-top:.3rem}.folded .lead{font-size:.95rem;margin:.2rem 0}
        summary{cursor:pointer;color:var(--link);font-size:.92rem;padding:.2rem 0}
        .scroll{overflow-x:auto;margin:.8rem 0;background:linear-gradient(90deg,var(--chart-surface) 30%,transparent) 0 0/2.5rem 100% local no-repeat,\
        linear-gradient(270deg,var(--chart-surface) 30%,transparent) 100% 0/2.5rem 100% local no-repeat,\
        linear-gradient(90deg,var(--chart-grid),transparent) 0 0/.9rem 100% scroll no-repeat,\
        linear-gradient(270deg,var(--chart-grid),transparent) 100% 0/.9rem 100% scroll no-repeat}
        table{border-collapse:collapse;font-size:.86rem;line-height:1.35;min-width:100%}
        caption{text-align:left;font-weight:600;font-size:1rem;padding:.2rem 0 .4rem}
        th,td{padding:.35rem .38rem;border-bottom:1px solid var(--chart-grid);vertical-align:top;\
        text-align:left;font-weight:400}
        th:first-child,td:first-child{padding-left:0}
        th.n,td.n{text-align:right}td.n,td.k,.k{white-space:nowrap}
        thead th{color:var(--chart-faint);border-bottom:1.5px solid var(--chart-faint);\
        vertical-align:bottom;font-weight:600}
        tbody th{font-weight:600}
        .good{color:var(--good)}.warning{color:var(--warning)}.bad{color:var(--bad);font-weight:600}
        tbody th{min-width:6rem}
        .faint{color:var(--chart-faint)}.strong{font-weight:650}
        dl.words{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.4rem 1.2rem}
        dl.words dt{font-weight:600}dl.words dd{margin:0;max-width:44rem}
        footer{border-top:1px solid var(--chart-grid);margin-top:2rem;color:var(--chart-faint);\
        font-size:.9rem}
        @media screen and (max-width:61rem){.full .on-wide{display:none}\
        .full .on-narrow{display:block}.pair,.trio{grid-template-columns:repeat(2,minmax(0,1fr))}}
        @media screen and (max-width:61rem){.pair{grid-template-columns:minmax(0,1fr)}}
        @media screen and (max-width:43rem){.trio{grid-template-columns:minmax(0,1fr)}\
        .half .on-wide{display:none}.half .on-narrow{display:block}\
        h1{font-size:1.55rem}dl.words{grid-template-columns:1fr}dl.words dd{margin-bottom:.5rem}}
        @page{size:landscape;margin:12mm}
        @media print{html{font-size:13px}body{max-width:none;padding:0;font-size:1rem}nav,.skip,details,.folded{display:none}\
        section{margin:1.2rem 0 0;padding:1rem 0 0}section:first-child{margin:.6rem 0 0}\
        .large{break-before:page;border:0}\
        figure,tr,.risks,.keys div,li,.whole,.lead{break-inside:avoid}h2,h3,h4,.lead,.key,figcaption,caption,thead{break-after:avoid}\
        thead{display:table-header-group}.scroll{overflow:visible;background:none}a{color:inherit}\
        .keys div{border:1px solid var(--chart-grid)}}

        """
}
