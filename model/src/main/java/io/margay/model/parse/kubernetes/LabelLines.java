package io.margay.model.parse.kubernetes;

import io.margay.model.label.Labels;
import io.margay.model.parse.text.JsonLine;
import java.io.IOException;
import java.util.Arrays;

/// Reads labels out of lines. Most objects have the keys of the one before, and many all its labels: then they share
/// them. Not for several threads.
final class LabelLines {
    private String[] keys = new String[16];
    private String[] values = new String[16];
    private int size;
    private Labels last = Labels.EMPTY;

    /// The labels that are the line's next value.
    Labels read(JsonLine line) throws IOException {
        size = 0;
        line.object();
        for (var key = line.field(); key != null; key = line.field()) {
            add(key, line.text(null));
        }
        last = last.hasKeys(keys, size) ? last.withValues(values) : made(line);
        return last;
    }

    private void add(String key, String value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        keys[size] = key;
        values[size++] = value;
    }

    private Labels made(JsonLine line) {
        for (var i = 1; i < size; i++) {
            line.refuseIf(comesBefore(i));
        }
        return Labels.of(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }

    private boolean comesBefore(int at) {
        for (var i = 0; i < at; i++) {
            if (keys[i].equals(keys[at])) {
                return true;
            }
        }
        return false;
    }
}
