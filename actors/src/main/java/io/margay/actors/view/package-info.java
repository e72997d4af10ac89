/// What nodes' hosts should hold at one moment, for whoever shows, counts or compares it: in words of `model`.
///
/// In: reports of nodes and the shard's version, from [NodeView#all][io.margay.actors.view.NodeView#all]. Out:
/// [NodeView][io.margay.actors.view.NodeView]s, what they share, members of sets, and classes.
@NullMarked
package io.margay.actors.view;

import org.jspecify.annotations.NullMarked;
