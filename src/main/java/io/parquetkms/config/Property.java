package io.parquetkms.config;

/**
 * One configuration property.
 *
 * @param name the whole name; a name that ends in {@code .} is a prefix, to which the user appends a lower-case suffix
 * @param defaultValue what holds where the property is not set, as the user would write it; empty for none
 * @param meaning for its table in {@code docs/configuration.md}: sentences, in Markdown
 */
public record Property(String name, String defaultValue, String meaning) {

    /** Whether the user appends a name of their own. */
    public boolean isPrefix() {
        return name.endsWith(".");
    }

    @Override
    public String toString() {
        return name;
    }
}
