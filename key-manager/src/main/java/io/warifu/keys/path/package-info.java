/** Ways through the network of QKD links: node-disjoint paths, and what is known of far links. */
@NullMarked
package io.warifu.keys.path;

import org.jspecify.annotations.NullMarked;
