package dev.reprise.engine.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.InstantSource;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds the agent's SLF4J to the process's standard error.
 *
 * <p>To its file descriptor, not to {@code System.err}: a host that sends that stream to its own logging would otherwise
 * be called from within its own calls.
 */
public final class AgentLogProvider implements SLF4JServiceProvider {

    private final ILoggerFactory loggers = new AgentLoggers(new LogOutput(
            new FileOutputStream(FileDescriptor.err), LogOutput.standardErrorCharset(), InstantSource.system()));
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // Any 2.0, in SLF4J's own notation.
    }

    @Override
    public void initialize() {}
}
