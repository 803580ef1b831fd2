package io.warifu.simulator.session;

/** One round: what was agreed, and what came of it. */
public record RoundReport(RoundPlan plan, RoundOutcome outcome) {}
