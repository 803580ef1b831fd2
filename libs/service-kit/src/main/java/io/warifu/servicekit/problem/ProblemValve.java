package io.warifu.servicekit.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns refusals that never reach Spring (illegal characters in the path, malformed headers) into
 * problem details. Public with a public constructor because Tomcat makes it by reflection.
 */
public final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    public ProblemValve() {
        super();
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(Problems.MEDIA_TYPE);
            byte[] body =
                    Problems.json(Problems.codeOf(status), status, "The request cannot be read.");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("the caller left before its refusal was written", e);
        }
    }
}
