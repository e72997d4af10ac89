package io.margay.planted.bare;

/// A fault: no package-info.
final class Unmarked {
    private Unmarked() {}
}
