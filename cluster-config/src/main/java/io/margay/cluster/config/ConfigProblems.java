package io.margay.cluster.config;

import java.util.Collection;

/// All that is wrong with a configuration, each with file and line. Whoever starts the process shows it and ends.
public final class ConfigProblems extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigProblems(Collection<String> problems) {
        super(String.join("\n", problems));
    }
}
