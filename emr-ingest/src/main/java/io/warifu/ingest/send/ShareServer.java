package io.warifu.ingest.send;

import io.warifu.kernel.id.SiteId;
import java.net.URI;
import java.security.PublicKey;

/**
 * A share server as this hospital knows it.
 *
 * @param index of the shares it keeps
 * @param url of its HTTP interface, without the path
 * @param receiptKey Ed25519, by which its receipts are believed
 */
public record ShareServer(SiteId site, int index, URI url, PublicKey receiptKey) {}
