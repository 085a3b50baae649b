/** What people see of a running agent. */
@NullMarked
package dev.reprise.admin;

import org.jspecify.annotations.NullMarked;
