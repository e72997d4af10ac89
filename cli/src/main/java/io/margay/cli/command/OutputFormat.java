package io.margay.cli.command;

import java.util.Locale;

/// For whom a command prints.
public enum OutputFormat {
    /// For people.
    TEXT,

    /// For machines, which may rely on it.
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
