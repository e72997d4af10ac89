/// The second opinion: the semantics as plain as they can be written, sharing nothing with the engine but `model` and
/// the shape of a question. Nothing is compiled, composed or indexed: each packet walks the resources as users wrote
/// them.
///
/// ```text
/// resources ─▶ World (who holds an address, with all labels that selectors see)
/// Probe ─▶ BruteForce ─▶ Ends ─▶ SideWalk, for egress and for ingress ─▶ Tiers ─▶ Kubernetes-, Calico-, AdminReading
///                    ─▶ Ruling: verdict, sides and what decided them
/// ```
@NullMarked
package io.margay.engine.bruteforce;

import org.jspecify.annotations.NullMarked;
