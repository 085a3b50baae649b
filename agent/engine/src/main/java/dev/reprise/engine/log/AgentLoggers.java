package dev.reprise.engine.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** Hands out one logger per name, all with one output. */
final class AgentLoggers implements ILoggerFactory {

    private final LogOutput output;
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();

    AgentLoggers(LogOutput output) {
        this.output = output;
    }

    LogOutput output() {
        return output;
    }

    @Override
    public Logger getLogger(String name) {
        Logger logger = loggers.get(name);
        if (logger != null) {
            return logger;
        }
        Logger created = new AgentLogger(name, output);
        Logger first = loggers.putIfAbsent(name, created);
        return first == null ? created : first;
    }
}
