/**
 * A small customer-support service as its users have them. Nothing here knows of a cache, save one annotation.
 */
@NullMarked
package dev.reprise.demo.service;

import org.jspecify.annotations.NullMarked;
