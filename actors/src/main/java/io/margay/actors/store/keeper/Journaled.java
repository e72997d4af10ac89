package io.margay.actors.store.keeper;

/// What is written into the journal: JSON with a name for each field, which later releases go on reading.
interface Journaled {}
