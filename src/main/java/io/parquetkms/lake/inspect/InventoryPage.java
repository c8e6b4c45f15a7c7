package io.parquetkms.lake.inspect;

import io.parquetkms.config.Printable;
import io.parquetkms.lake.FileProblem;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.hadoop.util.StringUtils.TraditionalBinaryPrefix;

/**
 * An inventory as one page of HTML that needs nothing else: the share of bytes that are encrypted by dataset, the KMS keys, and what is
 * amiss. It is written as XML, by which all texts are escaped; what they hold from files can't be anything but text.
 */
final class InventoryPage {

    /** Longer pages can't be read, nor shown by a browser. */
    private static final int MAX_ROWS = 1_000;

    /** No {@code <}, {@code >} or {@code &}: it is not escaped in HTML. */
    private static final String CSS = """
            :root { color-scheme: light dark; --line: #dee2e6; --muted: #6c757d; --own: #0b6fb8; --footer: #56b4e9;
              --clear: #e69f00; --file: #c0262d; --unknown: #b8c0c8; }
            @media (prefers-color-scheme: dark) { :root { --line: #495057; --muted: #adb5bd; --own: #3a8fc0;
              --footer: #9bd0f2; --clear: #d29922; --file: #ff7b72; --unknown: #6c757d; } }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
            h2 { margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
            .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            .bar { display: flex; height: 1rem; min-width: 12rem; border-radius: 3px; overflow: hidden; }
            .key { display: inline-block; width: .9rem; height: .9rem; border-radius: 2px; margin: 0 .4rem 0 1rem; vertical-align: -.1rem; }
            .own { background: var(--own); } .footer { background: var(--footer); } .clear { background: var(--clear); }
            .file { background: var(--file); } .unknown { background: var(--unknown); }
            .muted { color: var(--muted); }
            """;

    private final StringWriter html = new StringWriter();
    private final XMLStreamWriter out;

    private InventoryPage() throws XMLStreamException {
        out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(html);
    }

    static String of(Inventory inventory) {
        try {
            InventoryPage page = new InventoryPage();
            page.write(inventory);
            return page.html.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A StringWriter does not fail", e);
        }
    }

    private void write(Inventory inventory) throws XMLStreamException {
        out.writeDTD("<!DOCTYPE html>");
        begin("html", "");
        out.writeAttribute("lang", "en");
        begin("head", "");
        out.writeEmptyElement("meta");
        out.writeAttribute("charset", "utf-8");
        element("title", "", "Encryption of the lake");
        element("style", "", CSS);
        out.writeEndElement();
        begin("body", "");
        element("h1", "", "Encryption of the lake");
        Totals totals = inventory.totals();
        element(
                "p",
                "",
                totals.encryptedFiles() + " of " + totals.files() + " files are encrypted: "
                        + size(totals.encryptedBytes()) + " of " + size(totals.bytes()) + ". " + problems(inventory));
        datasets(inventory);
        keys(inventory);
        problemList(inventory);
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
    }

    private static String problems(Inventory inventory) {
        return inventory.problemCounts().isEmpty()
                ? "Nothing is amiss."
                : "Amiss: "
                        + inventory
                                .problemCounts()
                                .toString()
                                .replaceAll("[{}]", "")
                                .replace('=', ' ') + ".";
    }

    private void datasets(Inventory inventory) throws XMLStreamException {
        element("h2", "", "Bytes of columns, by dataset");
        begin("p", "muted");
        legend("own", "own key of the column");
        legend("footer", "footer's key");
        legend("clear", "plaintext, in an encrypted file");
        legend("file", "plaintext file");
        legend("unknown", "encrypted file, columns not looked at");
        out.writeEndElement();
        begin("table", "");
        head("Dataset", "Encryption", "Encrypted", "Files", "Bytes");
        int left = MAX_ROWS;
        for (Map.Entry<String, DatasetInventory> one : inventory.datasets().entrySet()) {
            if (left-- == 0) {
                break;
            }
            Totals totals = one.getValue().totals();
            begin("tr", "");
            element("td", "", one.getKey());
            begin("td", "");
            bar(totals.shares());
            out.writeEndElement();
            element("td", "number", Percent.of(totals.encryptedShare()));
            element("td", "number", String.valueOf(totals.files()));
            element("td", "number", size(totals.bytes()));
            out.writeEndElement();
        }
        out.writeEndElement();
        more(inventory.datasets().size());
    }

    private void legend(String style, String text) throws XMLStreamException {
        element("span", "key " + style, "");
        out.writeCharacters(text);
    }

    private void bar(ByteShares shares) throws XMLStreamException {
        begin("div", "bar");
        part("own", shares.columnKey(), shares);
        part("footer", shares.footerKey(), shares);
        part("clear", shares.plaintextColumns(), shares);
        part("file", shares.plaintextFiles(), shares);
        part("unknown", shares.unknown(), shares);
        out.writeEndElement();
    }

    private void part(String style, long bytes, ByteShares all) throws XMLStreamException {
        if (bytes > 0) {
            begin("span", style);
            out.writeAttribute("style", String.format(Locale.ROOT, "width: %.3f%%", 100.0 * bytes / all.total()));
            out.writeAttribute("title", size(bytes));
            out.writeEndElement();
        }
    }

    private void keys(Inventory inventory) throws XMLStreamException {
        element("h2", "", "KMS keys");
        begin("table", "");
        head("Key", "Files", "Bytes of these", "Footers", "Columns", "KEKs");
        int left = MAX_ROWS;
        for (Map.Entry<String, KeyInventory> one : inventory.keys().entrySet()) {
            if (left-- == 0) {
                break;
            }
            KeyInventory key = one.getValue();
            begin("tr", "");
            element("td", "", one.getKey());
            element("td", "number", String.valueOf(key.files()));
            element("td", "number", size(key.bytes()));
            element("td", "number", String.valueOf(key.footers()));
            element("td", "number", String.valueOf(key.columns()));
            element("td", "number", (key.moreKeks() ? "more than " : "") + key.distinctKeks());
            out.writeEndElement();
        }
        out.writeEndElement();
        more(inventory.keys().size());
    }

    private void problemList(Inventory inventory) throws XMLStreamException {
        if (inventory.problems().isEmpty()) {
            return;
        }
        element("h2", "", "Amiss");
        begin("table", "");
        head("File", "Kind", "Reason");
        for (FileProblem problem : inventory.problems()) {
            begin("tr", "");
            element("td", "", problem.path());
            element("td", "", problem.kind().toString());
            element("td", "", problem.reason());
            out.writeEndElement();
        }
        out.writeEndElement();
        long all = inventory.problemCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (all > inventory.problems().size()) {
            element("p", "muted", "And " + (all - inventory.problems().size()) + " more.");
        }
    }

    private void more(int all) throws XMLStreamException {
        if (all > MAX_ROWS) {
            element("p", "muted", "And " + (all - MAX_ROWS) + " more.");
        }
    }

    private void head(String... names) throws XMLStreamException {
        begin("tr", "");
        for (String name : names) {
            element("th", "", name);
        }
        out.writeEndElement();
    }

    private void begin(String tag, String style) throws XMLStreamException {
        out.writeStartElement(tag);
        if (!style.isEmpty()) {
            out.writeAttribute("class", style);
        }
    }

    private void element(String tag, String style, String text) throws XMLStreamException {
        begin(tag, style);
        out.writeCharacters(Printable.lines(text));
        out.writeEndElement();
    }

    private static String size(long bytes) {
        return TraditionalBinaryPrefix.long2String(bytes, "B", 1);
    }
}
