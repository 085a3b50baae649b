package dev.reprise.jar;

import com.sun.tools.attach.VirtualMachine;
import dev.reprise.admin.jmx.RepriseMXBean;
import java.io.IOException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The bean of the agent in another JVM, as an operator reaches it. */
final class Bean implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Bean(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Attaches to a JVM and asks its agent to show itself. */
    static Bean in(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgent(Fork.AGENT.toAbsolutePath().toString(), "@jmx");
            return connect(machine);
        } finally {
            machine.detach();
        }
    }

    /** Connects to a JVM whose agent was not asked. */
    static Bean unaskedIn(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            return connect(machine);
        } finally {
            machine.detach();
        }
    }

    private static Bean connect(VirtualMachine machine) throws IOException {
        return new Bean(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
    }

    boolean isThere() throws Exception {
        return server.isRegistered(new ObjectName(RepriseMXBean.NAME));
    }

    MBeanServerConnection server() {
        return server;
    }

    RepriseMXBean agent() throws Exception {
        return JMX.newMXBeanProxy(server, new ObjectName(RepriseMXBean.NAME), RepriseMXBean.class);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
