package io.parquetkms.lake.doctor;

import io.parquetkms.lake.Workers.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several processes found, told once where they agree. */
final class EachProcess {

    private static final String TIME = "\\d+ ms";

    private EachProcess() {}

    /** @param spared why executors need no KMS; empty where they do */
    static List<Finding> merged(List<? extends Answer<? extends List<Finding>>> answers, String spared) {
        Map<Finding, List<String>> where = new LinkedHashMap<>();
        Map<Finding, Finding> first = new LinkedHashMap<>();
        for (Answer<? extends List<Finding>> answer : answers) {
            for (Finding one : answer.result()) {
                Finding finding = isExecutor(answer.process()) ? ofExecutor(one, spared) : one;
                Finding same = alike(finding);
                first.putIfAbsent(same, finding);
                where.computeIfAbsent(same, key -> new ArrayList<>()).add(answer.process());
            }
        }
        List<Finding> merged = new ArrayList<>();
        where.forEach(
                (same, processes) -> merged.add(first.getOrDefault(same, same).at(name(processes))));
        return merged;
    }

    /** Latencies always differ. */
    private static Finding alike(Finding finding) {
        return new Finding(
                finding.check(), finding.severity(), "", finding.what().replaceAll(TIME, "… ms"), finding.remedy());
    }

    private static Finding ofExecutor(Finding finding, String spared) {
        return finding.severity() == Severity.FAIL && !spared.isEmpty()
                ? finding.with(Severity.NOTE, ". No executor needs it: " + spared)
                : finding;
    }

    private static boolean isExecutor(String process) {
        return !process.equals("local") && !process.equals("driver");
    }

    private static String name(List<String> processes) {
        List<String> executors =
                processes.stream().filter(EachProcess::isExecutor).toList();
        if (executors.size() == processes.size()) {
            return executors.size() == 1 ? "executor " + executors.get(0) : "executors " + String.join(", ", executors);
        }
        String first = processes.get(0);
        return executors.isEmpty()
                ? first
                : first + " and " + executors.size() + (executors.size() == 1 ? " executor" : " executors");
    }
}
