package io.parquetkms.spark.ui;

/** What each process of the application did with keys. */
final class ExecutorsHtml {

    private ExecutorsHtml() {}

    static Html of(Dashboard dashboard) {
        return new Table<ExecutorRow>()
                .text("Executor ID", "", ExecutorsHtml::order, executor -> Html.text(executor.id()))
                .text("Address", "", executor -> Html.text(executor.host()))
                .text("Status", "", executor -> Html.text(executor.active() ? "Active" : "Dead"))
                .text(
                        "AES-GCM by",
                        "The Java security provider: see docs/aes.md",
                        executor -> Html.text(executor.aes()))
                .number("Keys in memory", "Key encryption keys", ExecutorRow::keksInMemory)
                .number("Found in memory", "Times a key was needed and there", ExecutorRow::hits)
                .number("From the driver", "Keys that came from the driver, not from KMS", ExecutorRow::brokered)
                .number("KMS calls", "", ExecutorRow::calls)
                .number("Failed", "Of the KMS calls", ExecutorRow::failures, executor -> alarm(executor.failures()))
                .number(
                        "Evicted",
                        "Keys dropped because their time was over, or for want of room: see parquet.kms.cache.max.keks",
                        ExecutorRow::evictions)
                .number(
                        "Grace uses",
                        "Uses of a key past its time, while KMS was unreachable or throttling: see parquet.kms.kek.grace",
                        ExecutorRow::graceUses,
                        executor -> alarm(executor.graceUses()))
                .number(
                        "Last report",
                        "",
                        executor -> executor.lastSeen().toEpochMilli(),
                        executor -> Html.tag("span", Figures.ago(executor.lastSeen(), dashboard.taken()))
                                .hint(executor.lastSeen().toString()))
                .rows(executor -> executor.active() ? "" : "pk-muted")
                .of(dashboard.executors(), "No executor has reported yet.");
    }

    /** 2 before 10; the driver after them. */
    private static String order(ExecutorRow executor) {
        return String.format("%10s", executor.id()).replace(' ', '0');
    }

    private static Html alarm(long number) {
        return number == 0 ? Html.text(number) : Html.styled("span", "pk-bad", Figures.number(number));
    }
}
