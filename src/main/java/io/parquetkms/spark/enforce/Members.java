package io.parquetkms.spark.enforce;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;

/**
 * Members of Spark's classes by their names. One jar serves Spark 3.5 to 4.2: what returns or takes a {@code Seq}, a {@code SparkSession}
 * or a class that moved has another descriptor in each.
 */
final class Members {

    private Members() {}

    /** A public method without arguments. */
    static @Nullable Object call(Object target, String method) {
        return call(target, method(target, method, 0));
    }

    /** What a public method without arguments gives, which is never null. */
    static <T> T call(Object target, String method, Class<T> type) {
        return checked(call(target, method), type, target, method);
    }

    private static <T> T checked(@Nullable Object value, Class<T> type, Object target, String member) {
        if (!type.isInstance(value)) {
            throw new UnknownSparkException(
                    type.getSimpleName() + " " + target.getClass().getName() + "." + member, null);
        }
        return type.cast(value);
    }

    /** The public method of that name and number of arguments. */
    static Method method(Object target, String name, int arguments) {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments && !method.isBridge()) {
                return method;
            }
        }
        throw new UnknownSparkException(target.getClass().getName() + "." + name, null);
    }

    static @Nullable Object call(Object target, Method method, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Members.<RuntimeException>asItIs(e.getCause());
        } catch (IllegalAccessException e) {
            throw new UnknownSparkException(method.toString(), e);
        }
    }

    /** Spark throws checked exceptions that Java's compiler does not know of. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asItIs(@Nullable Throwable cause) throws E {
        throw (E) Objects.requireNonNull(cause);
    }

    /** What a private field holds, which Scala makes of an argument of the constructor; never null. */
    static <T> T field(Object target, String name, Class<T> type) {
        return checked(field(target, name), type, target, name);
    }

    private static @Nullable Object field(Object target, String name) {
        try {
            Field field = target.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(target);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnknownSparkException(target.getClass().getName() + "." + name, e);
        }
    }

    /** The elements of any of Scala's collections. */
    static <T> List<T> list(@Nullable Object collection, Class<T> type) {
        List<T> elements = new ArrayList<>();
        if (collection instanceof scala.collection.Iterable<?> all) {
            for (scala.collection.Iterator<?> i = all.iterator(); i.hasNext(); ) {
                elements.add(type.cast(i.next()));
            }
            return elements;
        }
        throw new UnknownSparkException("a " + type.getSimpleName() + " collection", null);
    }

    static Map<String, String> map(@Nullable Object map) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (Tuple2<?, ?> entry : list(map, Tuple2.class)) {
            if (entry._1() instanceof String name && entry._2() instanceof String value) {
                entries.put(name, value);
            }
        }
        return entries;
    }

    static <T> Optional<T> optional(Option<T> option) {
        return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
    }
}
