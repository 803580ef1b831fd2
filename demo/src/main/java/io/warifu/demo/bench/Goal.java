package io.warifu.demo.bench;

/**
 * What a rate ought to be.
 *
 * @param reach the least that is good enough
 * @param excellent what would be very good
 */
record Goal(double reach, double excellent) {}
