package io.margay.cli.bench;

/// A line of the table: some work, what it may cost, and what it did.
///
/// @param others what Felix or Antrea needs, as far as it was measured
record Row(String work, String others, String firstBar, String aim, String measured) {
    @Override
    public String toString() {
        return "| " + String.join(" | ", work, others, firstBar, aim, measured) + " |";
    }
}
