package io.margay.cluster.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority for a trial, and what it issues: folders of [TlsFolder]. In production, another one does.
///
/// Nothing that is there is written over.
public final class Issuer {
    /// From when until when a certificate is good.
    public record Validity(Instant from, Instant until) {}

    private static final int MOST_OF_A_NAME = 64;
    private static final int SERIAL_BITS = 127;
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String CA_KEY = "ca.key";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private Issuer(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    private record Wanted(String name, Validity validity, List<GeneralName> names, ExtendedKeyUsage uses) {}

    /// A new one, with a folder of its own: `ca.crt` and `ca.key`.
    ///
    /// Errors: an IOException, also where it has them already.
    public static Issuer create(Path folder, String name, Validity validity) throws IOException {
        var pair = pair();
        var builder = builder(subject(name), name, validity, pair);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            var made = new Issuer(sign(builder, pair.getPrivate()), pair.getPrivate());
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
        var both = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        var names = hosts.stream().map(Issuer::host).toList();
        issue(folder, new Wanted(hosts.getFirst(), validity, names, new ExtendedKeyUsage(both)));
    }

    /// A folder for the agent of a node.
    ///
    /// Errors: as of `engine`.
    public void node(Path folder, String node, Validity validity) throws IOException {
        client(folder, node, NodeCertificate.uri(node), validity);
    }

    /// A folder for a user of the API.
    ///
    /// Errors: as of `engine`.
    public void user(Path folder, UserCertificate user, Validity validity) throws IOException {
        client(folder, user.name(), user.uri(), validity);
    }

    private void client(Path folder, String name, String uri, Validity validity) throws IOException {
        var names = List.of(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        var uses = new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
        issue(folder, new Wanted(name, validity, names, uses));
    }

    private void issue(Path folder, Wanted wanted) throws IOException {
        var pair = pair();
        var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        var builder = builder(issuer, wanted.name(), wanted.validity(), pair);
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, wanted.uses());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(wanted.names().toArray(GeneralName[]::new)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
            write(folder, sign(builder, key), pair.getPrivate());
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

    private static X509v3CertificateBuilder builder(X500Name issuer, String name, Validity validity, KeyPair pair) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject(name),
                pair.getPublic());
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, name.substring(0, Math.min(MOST_OF_A_NAME, name.length())))
                .build();
    }

    private static GeneralName host(String host) {
        boolean isAddress = host.contains(":") || host.matches("[0-9.]+");
        return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair pair() throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw cannot(e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(SIGNATURE).build(by);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static IOException cannot(GeneralSecurityException e) {
        return new IOException("no certificate can be made: " + e.getMessage(), e);
    }
}
