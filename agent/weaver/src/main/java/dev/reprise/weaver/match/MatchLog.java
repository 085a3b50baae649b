package dev.reprise.weaver.match;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once about each thing; the logger loads with the first warning. */
final class MatchLog {

    private static final int LIMIT = 1_000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    void warn(String message) {
        if (said.size() < LIMIT && said.add(message)) {
            Holder.LOG.warn(message);
        }
    }

    private static final class Holder {
        static final Logger LOG = LoggerFactory.getLogger("dev.reprise.weaver");
    }
}
