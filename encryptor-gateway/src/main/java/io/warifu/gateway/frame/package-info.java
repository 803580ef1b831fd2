/** The record format of QGW/1: the 24-byte header, its checks, and the reasons for refusing. */
@NullMarked
package io.warifu.gateway.frame;

import org.jspecify.annotations.NullMarked;
