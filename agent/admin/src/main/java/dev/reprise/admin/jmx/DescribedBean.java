package dev.reprise.admin.jmx;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** The bean with what its interface says of it, where a console shows it. */
final class DescribedBean extends StandardMBean {

    DescribedBean(RepriseMXBean bean) {
        super(bean, RepriseMXBean.class, /* isMXBean= */ true);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(RepriseMXBean.class, info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return text(method((info.isIs() ? "is" : "get") + info.getName()), info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return text(method(info.getName()), info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int number) {
        Method method = method(operation.getName());
        return text(method == null ? null : method.getParameters()[number], info);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int number) {
        Method method = method(operation.getName());
        return method == null ? info.getName() : method.getParameters()[number].getName();
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getSignature().length == 0 ? MBeanOperationInfo.ACTION_INFO : MBeanOperationInfo.ACTION;
    }

    private static String text(@Nullable AnnotatedElement element, MBeanFeatureInfo info) {
        return text(element, info.getDescription());
    }

    private static String text(@Nullable AnnotatedElement element, String otherwise) {
        Described described = element == null ? null : element.getAnnotation(Described.class);
        return described == null ? otherwise : described.value();
    }

    /** No two have one name. */
    private static @Nullable Method method(String name) {
        for (Method method : RepriseMXBean.class.getMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        return null;
    }
}
