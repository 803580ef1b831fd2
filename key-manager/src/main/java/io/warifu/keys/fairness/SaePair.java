package io.warifu.keys.fairness;

import io.warifu.keys.enrolment.SaeId;

/** A master and one of its slaves, in this order: the two directions are two pairs. */
public record SaePair(SaeId master, SaeId slave) {

    @Override
    public String toString() {
        return master + ">" + slave;
    }
}
