package io.parquetkms.parquet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adds up what was found in files: equal parts under equal keys are one. For one thread. */
final class PartCounts {

    private record Id(List<String> path, String key, KeyState state) {}

    private final Map<Id, PartAccess> parts = new LinkedHashMap<>();
    private long files;

    void add(DatasetAccess more) {
        files += more.files();
        for (PartAccess part : more.parts()) {
            parts.merge(new Id(part.path(), part.key(), part.state()), part, (one, same) -> one.plus(same.files()));
        }
    }

    /** Footers first, the rest in the order in which it was found. */
    DatasetAccess total() {
        Stream<PartAccess> footers = parts.values().stream().filter(PartAccess::isFooter);
        Stream<PartAccess> columns = parts.values().stream().filter(part -> !part.isFooter());
        return new DatasetAccess(files, Stream.concat(footers, columns).toList());
    }
}
