/// TLS between members of the cluster and hosts: certificates from files, read again when they change.
///
/// In: a folder with `ca.crt`, `tls.crt` and `tls.key`, as certificates are mounted in Kubernetes. Out:
/// [TlsFolder][io.margay.cluster.tls.TlsFolder], the context of the next handshake;
/// [NodeCertificate][io.margay.cluster.tls.NodeCertificate], whose a certificate is. For a trial,
/// [Issuer][io.margay.cluster.tls.Issuer] makes such folders.
@NullMarked
package io.margay.cluster.tls;

import org.jspecify.annotations.NullMarked;
