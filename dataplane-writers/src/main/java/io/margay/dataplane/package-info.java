/// The host agent: a writer for each dataplane, which plans, applies and now and then reads back.
///
/// In: transactions from the engine. Out: the kernel's tables, and reports of what is enforced.
@NullMarked
package io.margay.dataplane;

import org.jspecify.annotations.NullMarked;
