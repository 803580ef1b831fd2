/** What every Spring service would otherwise repeat; no words of the domain. */
@NullMarked
package io.warifu.servicekit;

import org.jspecify.annotations.NullMarked;
