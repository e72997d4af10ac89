/// One copy of values that come again and again.
@NullMarked
package io.margay.model.intern;

import org.jspecify.annotations.NullMarked;
