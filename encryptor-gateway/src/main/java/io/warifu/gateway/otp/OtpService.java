package io.warifu.gateway.otp;

import java.io.IOException;

/** What stands behind the built-in service {@link OtpChannel#SERVICE} at this site. */
public interface OtpService {

    /** Serves a channel that a peer opened, on the calling thread; the channel is closed after. */
    void serve(OtpChannel channel) throws IOException, InterruptedException;
}
