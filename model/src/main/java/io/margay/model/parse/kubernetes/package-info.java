/// The kinds of Kubernetes' own API groups and of policy.networking.k8s.io.
///
/// The way in is [KubernetesParsers]; [KubernetesPolicySpecParser] is shared with Calico's staged form. Policies are
/// checked as strictly as API servers check them, unknown fields too; of all other kinds just what is read. Pods, which
/// are most of an input, have a second way in, [PodLines]: from a line of JSON, without a tree, if all is well with
/// them.
@NullMarked
package io.margay.model.parse.kubernetes;

import org.jspecify.annotations.NullMarked;
