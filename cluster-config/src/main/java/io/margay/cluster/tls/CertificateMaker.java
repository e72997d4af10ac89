package io.margay.cluster.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
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

/// Makes certificates, and signs them.
///
/// By itself, because the command line looks at the types of what every command has, [Issuer] among them: the library
/// would be loaded, and its jar's signature checked, for a tenth of a CPU second, whatever the command.
final class CertificateMaker {
    /// @param hosts names and addresses of what serves and asks; none: of what only asks
    /// @param uri who that is, of what only asks
    record Wanted(String name, Issuer.Validity validity, List<String> hosts, String uri) {}

    private static final int MOST_OF_A_NAME = 64;
    private static final int SERIAL_BITS = 127;
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";

    private CertificateMaker() {}

    /// New keys.
    static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    /// Of an authority, signed by itself.
    static X509Certificate authority(String name, Issuer.Validity validity, KeyPair pair)
            throws IOException, GeneralSecurityException {
        var builder = builder(subject(name), name, validity, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return sign(builder, pair.getPrivate());
    }

    /// Of somebody with this key, signed by an authority.
    static X509Certificate issue(Wanted wanted, PublicKey of, X509Certificate authority, PrivateKey by)
            throws IOException, GeneralSecurityException {
        var issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
        var builder = builder(issuer, wanted.name(), wanted.validity(), of);
        var extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, uses(wanted));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names(wanted)));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(authority));
        return sign(builder, by);
    }

    private static ExtendedKeyUsage uses(Wanted wanted) {
        return wanted.hosts().isEmpty()
                ? new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)
                : new ExtendedKeyUsage(
                        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static GeneralName[] names(Wanted wanted) {
        return wanted.hosts().isEmpty()
                ? new GeneralName[] {new GeneralName(GeneralName.uniformResourceIdentifier, wanted.uri())}
                : wanted.hosts().stream().map(CertificateMaker::host).toArray(GeneralName[]::new);
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, String name, Issuer.Validity validity, PublicKey of) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject(name),
                of);
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

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(SIGNATURE).build(by);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
