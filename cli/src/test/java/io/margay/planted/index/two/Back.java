package io.margay.planted.index.two;

import io.margay.planted.index.one.There;

/// A fault: the other half.
public interface Back {
    /// Where it came from.
    There there();
}
