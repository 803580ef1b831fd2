package io.warifu.demo.gatewaypair;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Who one gateway of a pair is, and where its keys come from.
 *
 * @param identity folder with {@code LEAF.crt}, {@code LEAF.key} and {@code root.crt}
 * @param keyManager its 014 server, whose certificate is also for {@code localhost}
 */
public record GatewayEnd(
        String site, String saeId, Path identity, String leaf, InetSocketAddress keyManager) {}
