/// Clusters to measure with, made from a seed: the same preset and seed, the same bytes.
///
/// In: a preset and a seed. Out: `snapshot.jsonl`, what there is, an object a line as a user would apply it; and
/// `updates.jsonl`, what happens then, in order.
///
/// ```text
/// Preset ─▶ Cluster: UniqueCluster    nearly every pod unlike any other: the worst case
///                    DeployedCluster  Deployments, StatefulSets and Jobs, as people build clusters
///                    AntreaCluster    the five of Antrea's controller benchmark
///              └─▶ objects (Json) ─▶ Lines
/// ```
@NullMarked
package io.margay.load.dataset;

import org.jspecify.annotations.NullMarked;
