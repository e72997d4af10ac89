package io.margay.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// Reads the keys of one part of a configuration and gathers what is wrong with them, so that all is said at once.
///
/// A key that is missing or wrong reads as a stand-in, which nobody sees: [#read] then throws. So it does where there
/// is a key that nobody reads; what has keys of its own is another part.
public final class ConfigReader {
    private final Config config;
    private final String path;
    private final Set<String> read = new HashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private ConfigReader(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    /// The record that `record` makes of the part of a configuration at `path`.
    ///
    /// Errors: [ConfigProblems] with every problem.
    public static <T> T read(Config config, String path, Function<ConfigReader, T> record) {
        var reader = new ConfigReader(config, path);
        var read = record.apply(reader);
        reader.refuseOthers();
        if (!reader.problems.isEmpty()) {
            throw new ConfigProblems(reader.problems);
        }
        return read;
    }

    /// A text.
    public String text(String key, Predicate<String> valid, String rule) {
        return value(key, config::getString, valid, rule, "");
    }

    /// A list of texts.
    public List<String> texts(String key, Predicate<List<String>> valid, String rule) {
        return value(key, config::getStringList, valid, rule, List.of());
    }

    /// Yes or no.
    public boolean bool(String key) {
        return value(key, config::getBoolean, _ -> true, "", false);
    }

    /// A whole number.
    public int integer(String key, IntPredicate valid, String rule) {
        return value(key, config::getInt, valid::test, rule, 0);
    }

    /// A size in bytes, such as `32 MiB`.
    public long size(String key, LongPredicate valid, String rule) {
        return value(key, config::getBytes, valid::test, rule, 0L);
    }

    /// A duration, such as `10ms`.
    public Duration duration(String key, Predicate<Duration> valid, String rule) {
        return value(key, config::getDuration, valid, rule, Duration.ZERO);
    }

    // breaks Parameters: what is read, how, and what of it is right, belong together
    private <T> T value(String key, Function<String, T> get, Predicate<T> valid, String rule, T standIn) {
        var whole = path + "." + key;
        read.add(key);
        try {
            var value = get.apply(whole);
            if (valid.test(value)) {
                return value;
            }
            var origin = config.getValue(whole).origin().description();
            problems.add(origin + ": " + whole + ": " + rule + ", is " + value);
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return standIn;
    }

    private void refuseOthers() {
        if (config.hasPath(path) && config.getValue(path) instanceof ConfigObject part) {
            part.forEach((key, value) -> {
                if (!read.contains(key) && value.valueType() != ConfigValueType.OBJECT) {
                    problems.add(value.origin().description() + ": " + path + "." + key + ": there is no such key");
                }
            });
        }
    }
}
