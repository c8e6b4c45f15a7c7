package io.parquetkms.config;

/**
 * One configuration property.
 *
 * @param name the whole name; a name that ends in {@code .} is a prefix, to which the user appends a lower-case suffix
 * @param defaultValue what holds where the property is not set, as the user would write it; empty for none
 * @param meaning for its table in {@code docs/configuration.md}: sentences, in Markdown
 * @param pinning how a running application may differ from what it was started with
 */
public record Property(String name, String defaultValue, String meaning, Pinning pinning) {

    /** One that stays what it was when the application started. */
    public Property(String name, String defaultValue, String meaning) {
        this(name, defaultValue, meaning, Pinning.FIXED);
    }

    /** Whether the user appends a name of their own. */
    public boolean isPrefix() {
        return name.endsWith(".");
    }

    @Override
    public String toString() {
        return name;
    }
}
