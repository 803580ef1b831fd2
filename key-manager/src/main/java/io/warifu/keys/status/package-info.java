/** What operators see: stock, alarms and waiting keys as page, metrics and health. */
@NullMarked
package io.warifu.keys.status;

import org.jspecify.annotations.NullMarked;
