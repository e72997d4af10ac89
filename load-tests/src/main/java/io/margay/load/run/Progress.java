package io.margay.load.run;

/// What people see while a run goes on.
public interface Progress {
    /// A line that stays.
    void say(String line);

    /// A line that stands until the next one; empty: none.
    void now(String line);
}
