package io.margay.cli.demo;

/// An agent of the demo does not do what it is there for; the message says whose, and why.
final class AgentFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    AgentFailure(String why) {
        super(why);
    }
}
