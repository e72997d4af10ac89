package io.margay.cli.command;

import io.margay.load.run.LoadSettings.Fault;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads what is to be done wrong.
final class FaultText implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String text) {
        return Stream.of(Fault.values())
                .filter(fault -> fault.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no fault is called \"" + text + "\""));
    }
}
