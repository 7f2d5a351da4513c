package io.processmanager.steps.foreach;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.items.ItemSource;
import io.processmanager.steps.foreach.ForEachArgument.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/** Opens the items of a step. */
@ApplicationScoped
public class ItemSources {

    @Inject
    @Any
    Instance<ItemSource> beans;

    @Inject
    Settings settings;

    /** @return whether there is one bean of that name or type */
    public boolean has(String source) {
        return found(source).size() == 1;
    }

    /**
     * @param data the input of the step
     * @throws Exception if the items cannot be read
     */
    Items open(Origin origin, JsonObject data) throws Exception {
        if (origin instanceof Origin.Data array) {
            return ArrayItems.at(array.pointer(), data);
        }
        if (origin instanceof Origin.LinesOfFile file) {
            return FileItems.of(file.path(), settings.get(Setting.ITEM_DIRECTORIES), settings.get(Setting.MAX_OUTPUT));
        }
        String source = ((Origin.Bean) origin).source();
        List<? extends Instance.Handle<ItemSource>> found = found(source);
        if (found.size() != 1) {
            throw new IllegalArgumentException("There is no item source '" + source + "' in this deployment, or more than one; give the bean name or a type of a bean that implements "
                    + ItemSource.class.getName());
        }
        return new SourceItems(found.get(0).get(), data) {
            @Override
            public void close() {
                // Only a dependent bean ends with the step.
                if (found.get(0).getBean().getScope() == Dependent.class) {
                    found.get(0).destroy();
                }
            }
        };
    }

    private List<? extends Instance.Handle<ItemSource>> found(String source) {
        return StreamSupport.stream(beans.handles().spliterator(), false).filter(handle -> source.equals(handle.getBean().getName())
                || handle.getBean().getTypes().stream().anyMatch(type -> type.getTypeName().equals(source) && type != ItemSource.class)).toList();
    }
}
