package dev.reprise.engine.tenant;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Asker;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What a static member of the host says on the thread of the call. The member is looked for at the first call, as the class of
 * the method sees it.
 */
final class HostTenant implements TenantSource {

    /** The host's own: the build renames the agent's, and every constant that looks like one of its classes. */
    private static final String MDC = String.join(".", "org", "slf4j", "MDC");

    /** Finds the member. */
    private interface Finding {
        Reading find(@Nullable ClassLoader loader) throws ReflectiveOperationException, UnknownTenant;
    }

    /** Reads what it says. */
    private interface Reading {
        @Nullable
        Object read() throws Throwable;
    }

    private final @Nullable ClassLoader loader;
    private final Finding finding;
    private volatile @Nullable Reading reading;

    private HostTenant(Class<?> caller, Finding finding) {
        this.loader = caller.getClassLoader();
        this.finding = finding;
    }

    static HostTenant ofMdc(Class<?> caller, String key) {
        return new HostTenant(caller, loader -> {
            Method get = type(MDC, loader).getMethod("get", String.class);
            return () -> call(get, null, key);
        });
    }

    static HostTenant ofThreadLocal(Class<?> caller, String field, FieldAccess access) {
        return new HostTenant(caller, loader -> {
            Class<?> type = type(owner(field), loader);
            Field holder = type.getDeclaredField(member(field));
            open(holder, holder, access);
            return () -> {
                Object held = holder.get(null);
                if (held != null && !(held instanceof ThreadLocal)) {
                    throw new UnknownTenant("it is a " + held.getClass().getName() + ", and no thread-local");
                }
                return held == null ? null : ((ThreadLocal<?>) held).get();
            };
        });
    }

    static HostTenant ofMethod(Class<?> caller, String method, FieldAccess access) {
        return new HostTenant(caller, loader -> {
            Method current = type(owner(method), loader).getDeclaredMethod(member(method));
            open(current, current, access);
            return () -> call(current, null);
        });
    }

    static HostTenant ofSpringSecurity(Class<?> caller) {
        return new HostTenant(caller, loader -> {
            String core = "org.springframework.security.";
            Class<?> holder = type(core + "core.context.SecurityContextHolder", loader);
            Method context = holder.getMethod("getContext");
            Method authentication = context.getReturnType().getMethod("getAuthentication");
            Method isIn = authentication.getReturnType().getMethod("isAuthenticated");
            Method name = authentication.getReturnType().getMethod("getName");
            Class<?> anonymous = type(core + "authentication.AnonymousAuthenticationToken", holder.getClassLoader());
            return () -> {
                Object who = call(authentication, call(context, null));
                boolean isKnown = who != null && !anonymous.isInstance(who) && Boolean.TRUE.equals(call(isIn, who));
                return isKnown ? call(name, who) : null;
            };
        });
    }

    private static Class<?> type(String name, @Nullable ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(name, true, loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    private static String owner(String member) {
        return member.substring(0, member.indexOf('#'));
    }

    private static String member(String member) {
        return member.substring(member.indexOf('#') + 1);
    }

    private static void open(Member member, AccessibleObject object, FieldAccess access) throws UnknownTenant {
        if (!Modifier.isStatic(member.getModifiers())) {
            throw new UnknownTenant("it is not static");
        }
        if (!object.trySetAccessible()) {
            Class<?> declaring = member.getDeclaringClass();
            access.open(declaring.getModule(), declaring.getPackageName());
            object.setAccessible(true);
        }
    }

    private static @Nullable Object call(Method method, @Nullable Object owner, @Nullable Object... arguments)
            throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    @Override
    public @Nullable Object find(@Nullable Object receiver, @Nullable Object[] arguments, @Nullable Asker asker)
            throws Throwable {
        Reading found = reading;
        if (found == null) {
            found = found();
            reading = found;
        }
        return found.read();
    }

    private Reading found() {
        try {
            return finding.find(loader);
        } catch (ClassNotFoundException | NoClassDefFoundError missing) {
            return failing("the class of the method does not see its class");
        } catch (NoSuchFieldException | NoSuchMethodException missing) {
            return failing("its class has no such member: " + missing.getMessage());
        } catch (UnknownTenant unfit) {
            return failing(unfit.reason());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            return failing("it cannot be read: " + closed.getClass().getName());
        }
    }

    private static Reading failing(String reason) {
        return () -> {
            throw new UnknownTenant(reason);
        };
    }
}
