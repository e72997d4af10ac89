package io.margay.engine.bruteforce;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes new records out of old ones, whatever their type.
final class Rewrite {
    private Rewrite() {}

    /// A record with another value for one of its components.
    static <R extends Record> R with(R original, String component, @Nullable Object value) {
        var components = original.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(it -> it.getName().equals(component))) {
            throw new IllegalArgumentException(original.getClass() + " has no " + component);
        }
        var values = Arrays.stream(components)
                .map(it -> it.getName().equals(component) ? value : get(original, it))
                .toArray();
        return make(original, values);
    }

    /// What `change` makes of each part of a type, however deep it is in records and lists, the innermost first.
    static <T> @Nullable Object deep(@Nullable Object original, Class<T> type, Function<T, Object> change) {
        var inside = switch (original) {
            case null -> null;
            case Record it -> {
                var components = it.getClass().getRecordComponents();
                yield make(
                        it,
                        Arrays.stream(components)
                                .map(part -> deep(get(it, part), type, change))
                                .toArray());
            }
            case List<?> list -> list.stream().map(it -> deep(it, type, change)).toList();
            default -> original;
        };
        return type.isInstance(inside) ? change.apply(type.cast(inside)) : inside;
    }

    private static @Nullable Object get(Record original, RecordComponent component) {
        try {
            return component.getAccessor().invoke(original);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("cannot read " + component, failure);
        }
    }

    @SuppressWarnings("unchecked") // the constructor is that of the original's class
    private static <R extends Record> R make(R original, @Nullable Object[] values) {
        var types = Arrays.stream(original.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return (R) original.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("cannot make " + original.getClass(), failure);
        }
    }
}
