package io.warifu.simulator.feed;

/** An alarm as the key manager is told: whether it stands, the error rate behind it, and why. */
public record AlarmReport(boolean raised, double qber, String reason) {}
