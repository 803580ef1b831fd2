package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;

/**
 * Application event: the QKD system of an own link has raised its alarm, and the stock of the link
 * is quarantined. It is published inside the transaction that does so: what a listener writes to
 * the database is committed with it or not at all; calls to others come after the commit.
 */
public record LinkAlarmRaised(LinkId link, Instant at) {}
