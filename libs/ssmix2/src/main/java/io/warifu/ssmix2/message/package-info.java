/** HL7 v2.5 messages of SS-MIX2: who the patient is, and the main fields for people. */
@NullMarked
package io.warifu.ssmix2.message;

import org.jspecify.annotations.NullMarked;
