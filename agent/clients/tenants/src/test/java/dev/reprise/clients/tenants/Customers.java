package dev.reprise.clients.tenants;

import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** The ways in which a service has whose request it works on. */
enum Customers {
    THREAD_LOCAL {
        @Override
        void set(String customer) {
            CURRENT.set(customer);
        }

        @Override
        String get() {
            return CURRENT.get();
        }

        @Override
        void clear() {
            CURRENT.remove();
        }
    },
    MDC_KEY {
        @Override
        void set(String customer) {
            MDC.put("customer", customer);
        }

        @Override
        String get() {
            return MDC.get("customer");
        }

        @Override
        void clear() {
            MDC.remove("customer");
        }
    },
    SPRING_SECURITY {
        @Override
        void set(String customer) {
            SecurityContextHolder.setContext(
                    new SecurityContextImpl(new TestingAuthenticationToken(customer, "secret", "USER")));
        }

        @Override
        String get() {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            return who == null ? null : who.getName();
        }

        @Override
        void clear() {
            SecurityContextHolder.clearContext();
        }
    };

    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    abstract void set(String customer);

    abstract String get();

    abstract void clear();

    /** What the configuration names as a method. */
    static String current() {
        return Objects.requireNonNull(CURRENT.get());
    }
}
