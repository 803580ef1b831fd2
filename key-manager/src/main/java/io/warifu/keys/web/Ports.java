package io.warifu.keys.web;

/**
 * The three ports: SAEs speak to {@code delivery}, key managers, simulators and operators to {@code
 * peer}, both by mutual TLS; {@code management} is plain and local.
 */
public record Ports(int delivery, int peer, int management) {

    public Ports {
        if (delivery == peer || delivery == management || peer == management) {
            throw new IllegalArgumentException("the three ports must differ");
        }
    }
}
