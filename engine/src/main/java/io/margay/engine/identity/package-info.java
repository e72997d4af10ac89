/// Who has which address.
///
/// In: resources. Out: a [Holder][io.margay.engine.identity.Holder] for each that has addresses, or will have.
@NullMarked
package io.margay.engine.identity;

import org.jspecify.annotations.NullMarked;
