package dev.reprise.api;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of the api, which the engine knows by name only. */
@Retention(RetentionPolicy.RUNTIME)
public @interface KeyIgnored {}
