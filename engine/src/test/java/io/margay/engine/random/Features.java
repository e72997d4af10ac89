package io.margay.engine.random;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Counts what resources say: each component of each record, where something stands there and where nothing does; each
/// constant; each kind of a thing of which there are several.
final class Features {
    private final Map<String, Integer> counts = new TreeMap<>();

    /// Looks at a value and all within it.
    void see(@Nullable Object value) {
        switch (value) {
            case Record it -> seeRecord(it);
            case Collection<?> all -> all.forEach(this::see);
            case Enum<?> constant -> seeConstant(constant);
            case null, default -> {}
        }
    }

    /// All that was seen fewer times than this, though it might have been.
    SortedSet<String> rarerThan(int times) {
        var rare = new TreeSet<String>();
        counts.forEach((feature, count) -> {
            if (count < times) {
                rare.add(feature);
            }
        });
        return rare;
    }

    /// Makes all kinds of a thing known, so that none can be missed.
    void expect(Class<?> type) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::expect);
        } else {
            count(name(type), 0);
        }
    }

    private void seeConstant(Enum<?> constant) {
        var type = constant.getDeclaringClass();
        for (var one : type.getEnumConstants()) {
            count(name(type) + "." + one.name(), one == constant ? 1 : 0);
        }
    }

    private void seeRecord(Record value) {
        count(name(value.getClass()), 1);
        for (var component : value.getClass().getRecordComponents()) {
            var part = get(value, component);
            var feature = name(value.getClass()) + "." + component.getName();
            count(feature + " set", isNothing(part) ? 0 : 1);
            if (mayBeNothing(component)) {
                count(feature + " unset", isNothing(part) ? 1 : 0);
            }
            see(part);
        }
    }

    private static @Nullable Object get(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("cannot read " + component, failure);
        }
    }

    private static boolean mayBeNothing(RecordComponent component) {
        var type = component.getType();
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type == boolean.class;
    }

    private static boolean isNothing(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Boolean flag -> !flag;
            case Collection<?> all -> all.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    /// `EntityRule.Ports`: with the types around it, without the package.
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private void count(String feature, int times) {
        counts.merge(feature, times, Integer::sum);
    }
}
