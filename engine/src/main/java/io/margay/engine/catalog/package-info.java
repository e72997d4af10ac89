/// Every policy kind in the one internal form.
///
/// ```text
/// resources ─▶ Inputs ─┬─ KubernetesCompiler, CalicoCompiler, AdminCompiler ─▶ PolicyRules ─▶ Tiers ─┐
///                      ├─ Profiles (labels to inherit, rules that come last) ────────────────────────┼─▶ Catalog
///                      └─ References (what is named and not there) ─▶ Notices ───────────────────────┘
/// ```
@NullMarked
package io.margay.engine.catalog;

import org.jspecify.annotations.NullMarked;
