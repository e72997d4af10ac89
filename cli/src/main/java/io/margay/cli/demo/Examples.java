package io.margay.cli.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The examples that come with the project.
public final class Examples {
    private static final Path SHOP = Path.of("examples", "shop");

    private Examples() {}

    /// The shop: under the working directory, or in the checkout that this program was built in.
    public static Optional<Path> shop() {
        return Optional.of(SHOP)
                .filter(Files::isDirectory)
                .or(() -> Stream.iterate(home(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolve(SHOP))
                        .filter(Files::isDirectory)
                        .findFirst());
    }

    private static Path home() {
        try {
            return Path.of(Examples.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this class is", e);
        }
    }
}
