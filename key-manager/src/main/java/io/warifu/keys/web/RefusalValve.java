package io.warifu.keys.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals that never reach Spring (a request line that is none, illegal characters, headers too
 * large) in the form of their port.
 */
final class RefusalValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalValve.class);

    private final Ports ports;

    RefusalValve(Ports ports) {
        super();
        this.ports = ports;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Refusals.write(ports, request.getConnector().getLocalPort(), response, status);
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("the caller left before its refusal was written", e);
        }
    }
}
