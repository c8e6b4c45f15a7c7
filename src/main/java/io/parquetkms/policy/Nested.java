package io.parquetkms.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What a user would say lies directly in a group: a struct's field, the element of a list, the key or value of a map. In Parquet's
 * schema groups lie in between, which no user made, and whose names differ from writer to writer.
 *
 * <p>Source: {@code LogicalTypes.md} of parquet-format, with its rules for lists and maps of older writers.
 *
 * @param type of what lies there
 * @param path to it from the group, as the file has it
 * @param steps the same, as a pattern may go it
 */
record Nested(Type type, List<String> path, List<Step> steps) {

    /**
     * One name on the way down.
     *
     * @param names any of which may be written
     * @param optional whether it may be left out: it is a group that lists and maps bring along
     * @param alsoFields of its names, those that fields below have, too: whether one means all below or the field is not clear
     */
    record Step(Set<String> names, boolean optional, Set<String> alsoFields) {

        static Step of(String name) {
            return new Step(Set.of(name), false, Set.of());
        }
    }

    /** What lies directly in a group. */
    static List<Nested> in(GroupType group) {
        Type only = group.getFieldCount() == 1 ? group.getType(0) : null;
        if (only != null && only.isRepetition(Repetition.REPEATED)) {
            LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
            if (annotation instanceof ListLogicalTypeAnnotation) {
                return List.of(element(group, only));
            }
            if (!only.isPrimitive()
                    && (annotation instanceof MapLogicalTypeAnnotation
                            || annotation instanceof MapKeyValueTypeAnnotation)) {
                return keyAndValue(only.asGroupType());
            }
        }
        return group.getFields().stream()
                .map(field -> new Nested(field, List.of(field.getName()), List.of(Step.of(field.getName()))))
                .toList();
    }

    private static Nested element(GroupType list, Type repeated) {
        boolean twoLevels = isElement(list, repeated);
        Type element = twoLevels ? repeated : repeated.asGroupType().getType(0);
        Set<String> fields = fieldsOf(element);
        Step wrapper = wrapper(twoLevels ? Set.of("list") : union("list", repeated.getName()), fields);
        return new Nested(
                element,
                twoLevels ? List.of(repeated.getName()) : List.of(repeated.getName(), element.getName()),
                List.of(wrapper, wrapper(union("element", element.getName()), fields)));
    }

    /** Whether a list's repeated field is its element itself, and no group around that. */
    private static boolean isElement(GroupType list, Type repeated) {
        if (repeated.isPrimitive()) {
            return true;
        }
        GroupType group = repeated.asGroupType();
        return group.getFieldCount() != 1
                || group.getType(0).isRepetition(Repetition.REPEATED)
                || group.getName().equals("array")
                || group.getName().equals(list.getName() + "_tuple");
    }

    private static List<Nested> keyAndValue(GroupType entries) {
        Step wrapper = wrapper(union("key_value", entries.getName()), Set.of());
        List<Nested> nested = new ArrayList<>();
        for (int i = 0; i < entries.getFieldCount(); i++) {
            Type field = entries.getType(i);
            Set<String> names = union(i == 0 ? "key" : "value", field.getName());
            nested.add(new Nested(
                    field,
                    List.of(entries.getName(), field.getName()),
                    List.of(wrapper, new Step(names, false, Set.of()))));
        }
        return nested;
    }

    private static Step wrapper(Set<String> names, Set<String> fields) {
        Set<String> also = new HashSet<>();
        names.stream()
                .filter(name -> fields.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(also::add);
        return new Step(names, true, also);
    }

    /** The fields of a struct that is the element of lists, in lower case. */
    private static Set<String> fieldsOf(Type element) {
        Set<String> fields = new HashSet<>();
        if (!element.isPrimitive()) {
            for (Nested nested : in(element.asGroupType())) {
                if (nested.steps.get(0).optional()) {
                    fields.addAll(fieldsOf(nested.type));
                } else {
                    fields.add(nested.path.get(0).toLowerCase(Locale.ROOT));
                }
            }
        }
        return fields;
    }

    private static Set<String> union(String one, String other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }
}
