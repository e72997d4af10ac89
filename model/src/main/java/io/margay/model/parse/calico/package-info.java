/// The kinds of projectcalico.org/v3.
@NullMarked
package io.margay.model.parse.calico;

import org.jspecify.annotations.NullMarked;
