package io.margay.cluster.tls;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// An authority for a trial, and what it issues: folders of [TlsFolder]. In production, another one does.
///
/// Nothing that is there is written over.
public final class Issuer {
    /// From when until when a certificate is good.
    public record Validity(Instant from, Instant until) {}

    private static final String CA_KEY = "ca.key";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private Issuer(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /// A new one, with a folder of its own: `ca.crt` and `ca.key`.
    ///
    /// Errors: an IOException, also where it has them already.
    public static Issuer create(Path folder, String name, Validity validity) throws IOException {
        try {
            var pair = CertificateMaker.pair();
            var made = new Issuer(CertificateMaker.authority(name, validity, pair), pair.getPrivate());
            makeFolder(folder);
            write(folder.resolve(CA_KEY), Pem.print(made.key), "rw-------");
            write(folder.resolve(TlsFolder.CA), Pem.print(made.certificate), "rw-r--r--");
            return made;
        } catch (GeneralSecurityException e) {
            throw cannot(e);
        }
    }

    /// The one of a folder that [#create] made.
    ///
    /// Errors: an IOException in words for a person.
    public static Issuer open(Path folder) throws IOException {
        var certificate = Pem.certificates(folder.resolve(TlsFolder.CA)).getFirst();
        return new Issuer(certificate, Pem.key(folder.resolve(CA_KEY), certificate));
    }

    /// Whether a folder has one.
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(CA_KEY)) || Files.exists(folder.resolve(TlsFolder.CA));
    }

    /// A folder for a member of the cluster, which others reach by these names and addresses.
    ///
    /// Errors: an IOException, also where it has a certificate or key already.
    public void engine(Path folder, List<String> hosts, Validity validity) throws IOException {
        issue(folder, new CertificateMaker.Wanted(hosts.getFirst(), validity, hosts, ""));
    }

    /// A folder for the agent of a node.
    ///
    /// Errors: as of `engine`.
    public void node(Path folder, String node, Validity validity) throws IOException {
        issue(folder, new CertificateMaker.Wanted(node, validity, List.of(), NodeCertificate.uri(node)));
    }

    /// A folder for a user of the API.
    ///
    /// Errors: as of `engine`.
    public void user(Path folder, UserCertificate user, Validity validity) throws IOException {
        issue(folder, new CertificateMaker.Wanted(user.name(), validity, List.of(), user.uri()));
    }

    private void issue(Path folder, CertificateMaker.Wanted wanted) throws IOException {
        try {
            var pair = CertificateMaker.pair();
            write(folder, CertificateMaker.issue(wanted, pair.getPublic(), certificate, key), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw cannot(e);
        }
    }

    private void write(Path folder, X509Certificate issued, PrivateKey itsKey) throws IOException {
        makeFolder(folder);
        write(folder.resolve(TlsFolder.KEY), Pem.print(itsKey), "rw-------");
        write(folder.resolve(TlsFolder.CERTIFICATE), Pem.print(issued), "rw-r--r--");
        write(folder.resolve(TlsFolder.CA), Pem.print(certificate), "rw-r--r--");
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already", e);
        }
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private static IOException cannot(GeneralSecurityException e) {
        return new IOException("no certificate can be made: " + e.getMessage(), e);
    }
}
