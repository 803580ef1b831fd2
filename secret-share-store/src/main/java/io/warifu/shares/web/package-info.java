/** The HTTP face of a share server: put, get, list, status. */
@NullMarked
package io.warifu.shares.web;

import org.jspecify.annotations.NullMarked;
