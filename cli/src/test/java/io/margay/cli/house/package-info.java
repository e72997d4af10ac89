/// The rules of the house, as tests: who may know whom, what stays pure, which Akka it is.
///
/// Each rule is made for a base package. `HouseTest` holds the project (`io.margay`) to it; `PlantedTest` shows on
/// a small house full of faults (`io.margay.planted`) that the rule finds what it is there to find.
@NullMarked
package io.margay.cli.house;

import org.jspecify.annotations.NullMarked;
