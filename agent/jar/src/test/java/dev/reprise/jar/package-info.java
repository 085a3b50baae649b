/** Tests of the packaged jar, most of them in JVMs of their own. */
package dev.reprise.jar;
