package io.warifu.keys.path;

/**
 * What a site says of one of its own links.
 *
 * @param outgoingBits key under which that site may send over the link
 * @param fullBits what it may hold of it
 */
record LinkState(String alice, String bob, long outgoingBits, long fullBits, boolean alarm) {}
