package dev.parley.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Ids in paths and queries: only the 36-character form, since [UUID#fromString] alone also takes `1-1-1-1-1`.
///
/// An editor and no converter: where a converter refuses, Spring goes on to its own editor, which accepts.
@ControllerAdvice
class UuidParameters {
    @InitBinder
    void strict(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new Strict());
    }

    private static final class Strict extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            setValue(uuid(text));
        }
    }

    /// @return null for nothing, as if the parameter were absent
    static @Nullable UUID uuid(String text) {
        if (text.isBlank()) {
            return null;
        }
        if (text.length() != 36) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }
}
