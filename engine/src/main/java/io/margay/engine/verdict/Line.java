package io.margay.engine.verdict;

import io.margay.model.resource.Where;

/// A step of a trace in words for people.
///
/// @param depth how far to indent: 0 for what a tier, a profile or a stage is, 1 for a policy, 2 for a rule
/// @param where where that was written; `Where.NOWHERE` for what nobody wrote
public record Line(int depth, String text, Where where) {
    static Line top(String text) {
        return new Line(0, text, Where.NOWHERE);
    }
}
