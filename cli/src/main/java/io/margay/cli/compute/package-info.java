/// `margay compute`: what every host is to enforce, from files, through the actors of an engine.
///
/// In: resources. Out: a table or JSON of [NodeView][io.margay.actors.view.NodeView]s, and what the work cost.
@NullMarked
package io.margay.cli.compute;

import org.jspecify.annotations.NullMarked;
