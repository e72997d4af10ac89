package io.margay.planted.engine.catalog;

import io.margay.planted.model.Parses;
import java.nio.file.Path;

/// A fault: the engine reads files. That it knows `model` is none.
public record Reads(Path path, Parses parses) {}
