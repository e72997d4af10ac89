package io.margay.model.resource;

/// Where something stands in what a user wrote: a file's name as it was given, and a line from 1.
///
/// Line 0 means the whole file, or a source without lines (an API server).
public record Where(String file, int line) {
    /// What was not read from a file.
    public static final Where NOWHERE = new Where("", 0);

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
