package io.margay.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how many a second: `100/s`, or the number alone.
final class RateText implements ITypeConverter<Double> {
    private static final double MOST = 100_000;

    @Override
    public Double convert(String text) {
        var number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
        double rate;
        try {
            rate = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            rate = 0; // said below
        }
        if (!(rate > 0 && rate <= MOST)) {
            throw new TypeConversionException("must be a number above 0, as 100/s, is \"" + text + "\"");
        }
        return rate;
    }
}
