package dev.parley.web.access;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What Spring would map, found from the classes alone: nothing is started and no controller is constructed.
public final class MappedEndpoints {
    private MappedEndpoints() {}

    /// @param basePackage the service's package
    public static Map<RequestMappingInfo, HandlerMethod> in(String basePackage) {
        var controllers = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                return definition.getMetadata().isConcrete();
            }
        };
        controllers.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        try (var context = new StaticWebApplicationContext()) {
            for (BeanDefinition found : controllers.findCandidateComponents(basePackage)) {
                String name = String.valueOf(found.getBeanClassName());
                var lazy = new RootBeanDefinition(ClassUtils.resolveClassName(name, null));
                lazy.setLazyInit(true);
                context.registerBeanDefinition(name, lazy);
            }
            context.refresh();
            var mapping = new RequestMappingHandlerMapping();
            mapping.setApplicationContext(context);
            mapping.afterPropertiesSet();
            var sorted = new TreeMap<RequestMappingInfo, HandlerMethod>(
                    (one, other) -> one.toString().compareTo(other.toString()));
            sorted.putAll(mapping.getHandlerMethods());
            return sorted;
        }
    }
}
