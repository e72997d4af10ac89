package io.margay.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A path as the user gave it. An empty one, as of a variable that is not set, is no name of this folder.
public final class PathText implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("names nothing: give a file, a folder or -");
        }
        return text;
    }
}
