package io.warifu.demo.gatewaybench;

import io.warifu.demo.gatewaypair.Streams;

/**
 * What many streams at once did to one route.
 *
 * @param nearPeakMebibytes resident at most while they ran, of the process at the entrance
 * @param farPeakMebibytes of the one before the service
 * @param idleShare of one processor, both processes together, after streams had ended
 */
record Crowd(
        Streams streams, double nearPeakMebibytes, double farPeakMebibytes, double idleShare) {}
