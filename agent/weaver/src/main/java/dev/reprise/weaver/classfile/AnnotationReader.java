package dev.reprise.weaver.classfile;

import dev.reprise.weaver.classfile.MethodAnnotation.Evicted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a run of annotation lists; each call reads the next list. */
final class AnnotationReader {

    private final ClassFile file;
    private int at;

    AnnotationReader(ClassFile file, int start) {
        this.file = file;
        this.at = start;
    }

    /** Returns what is said of a method; null if nothing is. */
    @Nullable
    MethodAnnotation method() {
        MethodAnnotation cached = null;
        Evicted evicts = null;
        for (int i = next2(); i > 0; i--) {
            String descriptor = file.utf8(next2());
            if (descriptor.equals(MethodAnnotation.DESCRIPTOR)) {
                cached = readCached();
            } else if (descriptor.equals(MethodAnnotation.EVICTS_DESCRIPTOR)) {
                evicts = readEvicts();
            } else {
                skipPairs();
            }
        }
        return evicts == null
                ? cached
                : new MethodAnnotation(
                        "default",
                        "",
                        List.of(),
                        "",
                        /* rollout= */ 100,
                        new Evicted(evicts.scopes(), evicts.tags(), cached != null));
    }

    boolean hasKeyIgnored() {
        boolean ignored = false;
        for (int i = next2(); i > 0; i--) {
            ignored |= file.utf8(next2()).equals(MethodAnnotation.IGNORED_DESCRIPTOR);
            skipPairs();
        }
        return ignored;
    }

    private MethodAnnotation readCached() {
        String scope = "default";
        String ttl = "";
        List<String> tags = List.of();
        String version = "";
        int rollout = 100;
        for (int i = next2(); i > 0; i--) {
            switch (file.utf8(next2())) {
                case "scope" -> scope = string();
                case "ttl" -> ttl = string();
                case "version" -> version = string();
                case "rollout" -> rollout = integer();
                case "tags" -> tags = strings();
                default -> skipValue();
            }
        }
        return new MethodAnnotation(scope, ttl, tags, version, rollout, /* evicts= */ null);
    }

    private Evicted readEvicts() {
        List<String> scopes = List.of();
        List<String> tags = List.of();
        for (int i = next2(); i > 0; i--) {
            switch (file.utf8(next2())) {
                case "scope" -> scopes = strings();
                case "tags" -> tags = strings();
                default -> skipValue();
            }
        }
        return new Evicted(scopes, tags, /* isCached= */ false);
    }

    private String string() {
        at++;
        return file.utf8(next2());
    }

    private int integer() {
        at++;
        return file.integer(next2());
    }

    private List<String> strings() {
        at++;
        List<String> values = new ArrayList<>();
        for (int i = next2(); i > 0; i--) {
            values.add(string());
        }
        return values;
    }

    private void skipPairs() {
        for (int i = next2(); i > 0; i--) {
            at += 2;
            skipValue();
        }
    }

    private void skipValue() {
        switch (file.u1(at++)) {
            case 'e' -> at += 4;
            case '@' -> {
                at += 2;
                skipPairs();
            }
            case '[' -> {
                for (int i = next2(); i > 0; i--) {
                    skipValue();
                }
            }
            default -> at += 2;
        }
    }

    private int next2() {
        int value = file.u2(at);
        at += 2;
        return value;
    }
}
