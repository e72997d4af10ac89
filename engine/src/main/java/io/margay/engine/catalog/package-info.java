/// Every policy kind in the one internal form.
///
/// ```text
/// resources ─▶ CatalogEditor ─┬─ KubernetesCompiler, CalicoCompiler, AdminCompiler ─▶ Policies ─┐
///                             ├─ Profiles (labels to inherit, rules that come last) ────────────┼─▶ Catalog,
/// CatalogChange
///                             └─ Tiers (written, built in, only named) ─────────────────────────┘
/// Catalog, when asked ─┬─ policies in their order, by namespace
///                      └─ References (what is named and not there) ─▶ Notices
/// ```
@NullMarked
package io.margay.engine.catalog;

import org.jspecify.annotations.NullMarked;
