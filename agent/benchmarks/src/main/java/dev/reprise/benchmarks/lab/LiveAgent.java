package dev.reprise.benchmarks.lab;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The agent of this JVM by its MXBean; wants {@code jmx: on}, and that a woven method was called. */
public final class LiveAgent {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    /**
     * Waits until the bean is there.
     *
     * @throws JMException if that does not come about
     */
    public LiveAgent() throws JMException {
        name = new ObjectName("dev.reprise:type=Reprise");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!server.isRegistered(name)) {
            if (System.nanoTime() > end) {
                throw new JMException("There is no " + name + "; is the agent there, with jmx: on?");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * Has the agent do something.
     *
     * @param operation one of its bean, all of whose parameters are texts
     * @throws JMException if it fails
     */
    public void order(String operation, String... arguments) throws JMException {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        server.invoke(name, operation, arguments, types);
    }

    /** Returns the mode of everything. */
    public String mode() throws JMException {
        return (String) server.getAttribute(name, "Mode");
    }
}
