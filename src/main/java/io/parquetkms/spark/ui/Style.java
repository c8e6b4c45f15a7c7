package io.parquetkms.spark.ui;

/**
 * The tab's few styles, over Spark's own. Colours follow the theme of Spark 4.2, light or dark; before it there is only light.
 */
final class Style {

    static final String CSS = """
            .pkms { --pk-line: #dee2e6; --pk-soft: #f6f8fa; --pk-muted: #6c757d; --pk-bad: #c0262d; --pk-warn: #bf8700;
              --pk-made: #3ba9e8; --pk-all: #b8c0c8; }
            [data-bs-theme=dark] .pkms { --pk-line: #495057; --pk-soft: #2b3035; --pk-muted: #adb5bd; --pk-bad: #ff7b72;
              --pk-warn: #d29922; --pk-made: #3a8fc0; --pk-all: #6c757d; }
            .pkms p { margin: 0 0 .5rem; }
            .pkms .pk-period, .pkms .pk-empty, .pkms .pk-muted, .pkms .pk-muted td, .pkms .pk-note { color: var(--pk-muted); }
            .pkms .pk-bad { color: var(--pk-bad); }
            .pkms .pk-plain { color: var(--pk-warn); font-weight: 600; }
            .pkms .pk-section { margin-top: 1.5rem; }
            .pkms .pk-figures { display: flex; flex-wrap: wrap; border: 1px solid var(--pk-line); border-radius: 4px;
              overflow: hidden; margin-bottom: 1rem; }
            .pkms .pk-figure { flex: 1 1 11rem; padding: .6rem 1rem; margin: 0 -1px -1px 0;
              border-right: 1px solid var(--pk-line); border-bottom: 1px solid var(--pk-line); }
            .pkms .pk-value { font-size: 1.7rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
            .pkms .pk-note { font-size: .85rem; }
            .pkms .pk-bars { display: grid; grid-template-columns: max-content minmax(6rem, 40rem) max-content;
              gap: .3rem .8rem; align-items: center; margin-bottom: 1rem; }
            .pkms .pk-bar { display: block; height: 1rem; background: var(--pk-soft); border-radius: 3px; overflow: hidden; }
            .pkms .pk-length { display: block; height: 100%; min-width: 3px; border-radius: 3px; }
            .pkms .pk-made { background: var(--pk-made); }
            .pkms .pk-all { background: var(--pk-all); }
            .pkms .pk-over { background: var(--pk-bad); }
            .pkms .pk-left { display: flex; gap: .6rem; align-items: center; justify-content: flex-end; }
            .pkms .pk-left .pk-bar { width: 6rem; height: .6rem; flex: none; }
            .pkms .pk-mode { border-left: 4px solid var(--pk-made); background: var(--pk-soft); padding: .6rem 1rem;
              border-radius: 0 4px 4px 0; }
            .pkms .pk-mode-remedy { border-left-color: var(--pk-warn); }
            .pkms .pk-mode p:last-child { margin: 0; }
            .pkms .pk-badge { font-family: monospace; border: 1px solid var(--pk-line); border-radius: 3px; padding: 0 .4em; }
            .pkms .pk-code { display: inline-block; max-width: 100%; user-select: all; margin: 0; }
            .pkms code { color: inherit; }
            .pkms .pk-id { white-space: nowrap; user-select: all; }
            .pkms .pk-middle { display: inline-block; width: 1ch; overflow: hidden; white-space: nowrap;
              vertical-align: bottom; }
            .pkms .pk-middle::before { content: "\\2026  "; }
            @media (min-width: 1200px) {
              .pkms .pk-whole .pk-middle { display: inline; }
              .pkms .pk-whole .pk-middle::before { content: none; } }
            .pkms .pk-path { overflow-wrap: anywhere; }
            .pkms .pk-number { text-align: right; font-variant-numeric: tabular-nums; }
            .pkms td.pk-number { white-space: nowrap; }
            .pkms .pk-hint { text-decoration: underline dotted; text-underline-offset: 3px; }
            .pkms .pk-denial { border: 1px solid var(--pk-line); border-left: 4px solid var(--pk-bad); border-radius: 4px;
              padding: .6rem 1rem; margin-bottom: .6rem; overflow-wrap: anywhere; }
            .pkms summary { cursor: pointer; }
            @media (max-width: 1000px) {
              .pkms td .pk-id { display: inline-block; min-width: 13rem; white-space: normal; overflow-wrap: anywhere; }
              .pkms .pk-path { display: inline-block; min-width: 15rem; } }
            @media (max-width: 700px) { .pkms .pk-bars { grid-template-columns: 1fr; } }
            """;

    private Style() {}
}
