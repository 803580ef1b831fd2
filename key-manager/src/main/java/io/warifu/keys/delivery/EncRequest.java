package io.warifu.keys.delivery;

/** A checked Get key request. */
record EncRequest(int number, int sizeBits) {}
