package io.margay.load.churn;

import io.margay.load.bench.Edit;

/// A change with its text.
///
/// @param object what the resource is from now on, as JSON; empty: it goes
/// @param line the whole change, as [io.margay.load.bench.UpdateFile] reads it
public record Change(Edit edit, String object, String line) {}
