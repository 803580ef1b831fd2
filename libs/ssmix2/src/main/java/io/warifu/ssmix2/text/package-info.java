/** From bytes to characters and fields: ISO-2022-JP, and the bar-and-caret form of HL7 v2. */
@NullMarked
package io.warifu.ssmix2.text;

import org.jspecify.annotations.NullMarked;
