package io.margay.cluster.config;

import java.util.List;

/// All that is wrong with a configuration, each with file and line. Whoever starts the process shows it and ends.
public final class ConfigProblems extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigProblems(List<String> problems) {
        super(String.join("\n", problems));
    }
}
