/// What a node's endpoints enforce.
///
/// In: a [Catalog][io.margay.engine.catalog.Catalog] and a [Holder][io.margay.engine.identity.Holder]. Out: its rule
/// set.
@NullMarked
package io.margay.engine.node;

import org.jspecify.annotations.NullMarked;
