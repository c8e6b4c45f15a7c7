package io.parquetkms.spark.ui;

import java.util.List;

/** Requests to the KMS by what was asked and what came of it. */
final class CallsHtml {

    private CallsHtml() {}

    static Html of(List<CallRow> calls) {
        return new Table<CallRow>()
                .text("Operation", "", call -> Html.tag("code", call.operation()))
                .text("Outcome", "", CallsHtml::outcome)
                .number("Calls", "", CallRow::count)
                .number(
                        "Mean time",
                        "Of one call, retries included",
                        call -> Figures.nanos(call.mean()),
                        call -> Html.text(Figures.latency(call.mean())))
                .number(
                        "Longest",
                        "",
                        call -> Figures.nanos(call.max()),
                        call -> Html.text(Figures.latency(call.max())))
                .of(calls, "No call to KMS has been made.");
    }

    private static Html outcome(CallRow call) {
        return call.failed() ? Html.styled("span", "pk-bad", call.outcome()) : Html.text(call.outcome());
    }
}
