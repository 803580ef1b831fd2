package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import java.io.IOException;

/** Opens channels to peers. */
public interface OtpChannels {

    /**
     * A new channel.
     *
     * @throws IOException if the peer cannot be reached or there is no epoch to send under
     */
    OtpChannel open(SiteId peer) throws IOException, InterruptedException;
}
