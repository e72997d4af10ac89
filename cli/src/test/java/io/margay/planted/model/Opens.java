package io.margay.planted.model;

import java.io.File;

/// A fault: the model opens files.
record Opens(File file) {}
