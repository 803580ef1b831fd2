package io.warifu.keys.path;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;

/** Application event: an end of a link, this site or another, says that its alarm was raised. */
public record LinkAlarmSeen(LinkId link, Instant at) {}
