package dev.reprise.admin.jmx;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Brings the bean into the JVM's MBean server, which is made if it is not there: only for whoever asks for it. */
public final class Registration {

    private Registration() {}

    /** Returns the bean, for whoever asks it without JMX. */
    public static RepriseMXBean bean(RunningAgent agent) {
        return new AgentBean(agent);
    }

    /**
     * Registers the bean, unless it is there.
     *
     * @param agent what it shows
     * @throws JMException if the server refuses it
     * @throws IllegalStateException if somebody else has its name
     */
    public static synchronized void register(RunningAgent agent) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(RepriseMXBean.NAME);
        if (!server.isRegistered(name)) {
            server.registerMBean(new DescribedBean(new AgentBean(agent)), name);
            return;
        }
        String present = server.getObjectInstance(name).getClassName();
        if (!present.startsWith(AgentBean.class.getPackageName())) {
            throw new IllegalStateException("a " + present + " of the service has the name " + name
                    + "; the command line does without the bean (stats PID, mode and the like)");
        }
    }
}
