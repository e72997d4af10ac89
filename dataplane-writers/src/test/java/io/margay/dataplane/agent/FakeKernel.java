package io.margay.dataplane.agent;

import io.margay.dataplane.plan.Content;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import java.util.List;

/// A kernel that holds what it is told, or fails.
final class FakeKernel implements Writer {
    private volatile Content content = Content.EMPTY;
    private volatile Releases releases = Releases.NONE;
    private volatile boolean isFailing;

    /// What it holds.
    Content content() {
        return content;
    }

    /// What it lets pass by.
    Releases releases() {
        return releases;
    }

    /// From now on it fails, or not.
    void fails(boolean does) {
        isFailing = does;
    }

    @Override
    public Outcome apply(Plan plan) {
        if (isFailing) {
            return new Failed("no room");
        }
        content = content.with(plan);
        return new Done(List.of());
    }

    @Override
    public Outcome release(Releases released) {
        if (isFailing) {
            return new Failed("no room");
        }
        releases = released;
        return new Done(List.of());
    }

    @Override
    public Outcome refresh() {
        return new Done(List.of());
    }
}
