package io.margay.cluster.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// What one end of a connection shows and trusts: `tls.crt` with `tls.key`, and `ca.crt`, in a folder.
///
/// Before each handshake the files are looked at, and read again where they are others: a certificate is renewed by
/// writing it. Where they are wrong, or do not belong together, as between two writes, what was read before stays.
/// For any thread.
public final class TlsFolder {
    static final String CA = "ca.crt";
    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";

    private record Content(SSLContext context, X509Certificate own) {}

    private record Stamp(
            FileTime modified, long size, @Nullable Object file) {}

    private final Path folder;
    private final Consumer<String> words;
    private List<Stamp> looked;
    private Content content;

    private TlsFolder(Path folder, Consumer<String> words, List<Stamp> looked, Content content) {
        this.folder = folder;
        this.words = words;
        this.looked = looked;
        this.content = content;
    }

    /// Reads a folder.
    ///
    /// Errors: an IOException in words for a person, where something is missing or wrong.
    ///
    /// @param words gets a line when what is there later is read, or cannot be, and where a client's certificate is
    ///     refused that has no socket
    public static TlsFolder open(Path folder, Consumer<String> words) throws IOException {
        var stamps = stamps(folder);
        return new TlsFolder(folder, words, stamps, read(folder, words));
    }

    /// For one who shows nothing, and trusts the authorities of a file.
    ///
    /// Errors: an IOException in words for a person.
    public static SSLContext trusting(Path authorities) throws IOException {
        return MutualTls.context(Pem.certificates(authorities));
    }

    /// For the next handshake: each way with a certificate of this authority.
    public synchronized SSLContext context() {
        try {
            var stamps = stamps(folder);
            if (!stamps.equals(looked)) {
                looked = stamps;
                content = read(folder, words);
                words.accept("certificates of " + folder + " are read again");
            }
        } catch (IOException e) {
            words.accept("certificates stay what they were: " + e.getMessage());
        }
        return content.context();
    }

    /// What is wrong with its own certificate at this moment: it is not good yet, or no longer. Empty: nothing.
    public synchronized String problem() {
        try {
            content.own().checkValidity();
            return "";
        } catch (CertificateException e) {
            return "the certificate of " + folder + " is not good now: " + e.getMessage();
        }
    }

    private static List<Stamp> stamps(Path folder) throws IOException {
        var stamps = new ArrayList<Stamp>();
        for (var name : List.of(CA, CERTIFICATE, KEY)) {
            try {
                var seen = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
                stamps.add(new Stamp(seen.lastModifiedTime(), seen.size(), seen.fileKey()));
            } catch (NoSuchFileException e) {
                throw new IOException("there is no " + folder.resolve(name), e);
            }
        }
        return stamps;
    }

    private static Content read(Path folder, Consumer<String> words) throws IOException {
        var chain = Pem.certificates(folder.resolve(CERTIFICATE));
        var key = Pem.key(folder.resolve(KEY), chain.getFirst());
        var context = MutualTls.context(new MutualTls.Own(chain, key), Pem.certificates(folder.resolve(CA)), words);
        return new Content(context, chain.getFirst());
    }
}
