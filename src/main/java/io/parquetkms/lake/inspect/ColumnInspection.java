package io.parquetkms.lake.inspect;

import java.io.Serializable;

/**
 * A leaf column of a file.
 *
 * @param name with dots, as {@code address.street}
 * @param protection the weakest of all row groups
 * @param key its own key, or the footer's; {@link NamedKey#isKnown unknown} of one in plaintext
 * @param bytes as stored, of all row groups; 0 where only the column's key would tell
 */
public record ColumnInspection(String name, Protection protection, NamedKey key, long bytes) implements Serializable {}
