package io.margay.cli.api;

import io.margay.cli.input.Source;
import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tokens of a file, of which it has the hashes alone: `NAME ROLE SHA256` a line, and comments from a `#` on.
///
/// The file is looked at each time, and read again where it is another: a token is good from when it is written, and
/// no longer once it is not there. A line that is wrong is good for nobody; without the file, no token is. For any
/// thread.
public final class TokenFile {
    private static final String NAME = "[A-Za-z0-9@_-][A-Za-z0-9@._-]{0,99}";
    private static final String LINE = NAME + " (read|write) [0-9a-f]{64}";
    private static final int TOKEN_BYTES = 32;

    private record Stamp(FileTime modified, long size) {}

    private static final Stamp GONE = new Stamp(FileTime.fromMillis(0), -1);

    private final Path file;
    private final Consumer<String> words;
    private @Nullable Stamp looked;
    private Map<String, Caller> callers = Map.of();

    private TokenFile(Path file, Consumer<String> words) {
        this.file = file;
        this.words = words;
    }

    /// Reads a file.
    ///
    /// Errors: an IOException in words for a person where it cannot be read, or has a line that is wrong.
    ///
    /// @param words gets a line when what is there later is read, or is wrong
    static TokenFile open(Path file, Consumer<String> words) throws IOException {
        var problems = new StringBuilder();
        var opened = new TokenFile(file, problem -> problems.append(problem).append('\n'));
        opened.look();
        if (!problems.isEmpty()) {
            throw new IOException(problems.toString().strip());
        }
        var tokens = new TokenFile(file, words);
        tokens.looked = opened.looked;
        tokens.callers = opened.callers;
        return tokens;
    }

    /// The line of a token's owner.
    public static String line(String name, Role role, String token) {
        return name + " " + role.word() + " " + hash(token);
    }

    /// One that nobody can guess.
    public static String newToken() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether an owner may have this name.
    public static boolean isName(String text) {
        return text.matches(NAME);
    }

    /// Whose a token is; empty: nobody's.
    synchronized Optional<Caller> caller(String token) {
        look();
        return Optional.ofNullable(callers.get(hash(token)));
    }

    private void look() {
        var now = stamp();
        if (now.equals(looked)) {
            return;
        }
        boolean isLater = looked != null;
        looked = now;
        try {
            callers = read();
            say(isLater, file + " is read again: " + callers.size() + " tokens are good");
        } catch (IOException e) {
            callers = Map.of();
            words.accept(file + ": cannot be read, so no token is good: " + Source.reason(e));
        }
    }

    private Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException _) {
            return GONE;
        }
    }

    private void say(boolean isNews, String line) {
        if (isNews) {
            words.accept(line);
        }
    }

    private Map<String, Caller> read() throws IOException {
        var read = new HashMap<String, Caller>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            var text = line.replaceFirst("#.*", "").strip().replaceAll("\\s+", " ");
            if (text.matches(LINE)) {
                var parts = text.split(" ", -1);
                read.put(parts[2], new Caller(parts[0], Caller.Role.valueOf(parts[1].toUpperCase(Locale.ROOT))));
            } else if (!text.isEmpty()) {
                words.accept(file + ":" + number + ": must be NAME read|write SHA256, in hex");
            }
        }
        return Map.copyOf(read);
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
