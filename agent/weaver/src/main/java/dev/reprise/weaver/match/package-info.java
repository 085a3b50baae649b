/** Which methods are chosen: rules of the configuration, annotations, catalogue; and what is refused. */
@NullMarked
package dev.reprise.weaver.match;

import org.jspecify.annotations.NullMarked;
