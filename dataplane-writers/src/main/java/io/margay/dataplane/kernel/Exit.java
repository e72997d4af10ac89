package io.margay.dataplane.kernel;

/// How a command ended.
///
/// @param code its exit code; `NOT_STARTED`, `ENDED` or `LOCKED` where its own says less
/// @param output what it wrote to standard output, up to the bound
/// @param errors what it wrote to standard error, up to the bound
public record Exit(int code, String output, String errors) {
    /// There is no such program, or it may not be run.
    public static final int NOT_STARTED = -1;

    /// It took too long, or was not waited for, and was ended.
    public static final int ENDED = -2;

    /// Somebody else holds a lock that it needs.
    public static final int LOCKED = -3;

    /// It did what it was asked, and said nothing.
    public static final Exit DONE = new Exit(0, "", "");

    /// Whether it did what it was asked.
    public boolean ok() {
        return code == 0;
    }

    /// In one line, why not.
    public String why() {
        var text = errors.isBlank() ? output : errors;
        return text.isBlank() ? "exit code " + code : text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
