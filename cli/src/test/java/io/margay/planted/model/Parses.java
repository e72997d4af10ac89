package io.margay.planted.model;

import java.io.IOException;
import java.io.StringReader;

/// No fault: text from memory.
public final class Parses {
    int first(String text) throws IOException {
        try (var reader = new StringReader(text)) {
            return reader.read();
        }
    }
}
