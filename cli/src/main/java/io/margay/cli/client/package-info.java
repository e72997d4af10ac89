/// The other end of the HTTP API: how commands find a server, ask it, and read what it says.
///
/// In: options, the environment, a configuration file. Out: [ApiClient][io.margay.cli.client.ApiClient], and replies in
/// words for a person.
@NullMarked
package io.margay.cli.client;

import org.jspecify.annotations.NullMarked;
