/** The service at each hospital that finds patients and reassembles their records from shares. */
@NullMarked
package io.warifu.crossref;

import org.jspecify.annotations.NullMarked;
