package dev.parley.notification.preferences;

import dev.parley.web.NotBuiltYet;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/notifications")
class PreferencesController {
    @RequestMapping("/preferences")
    void preferences() {
        throw new NotBuiltYet("Preferences are not available in this version; notifications are shown in the app.");
    }

    @RequestMapping({"/push-subscriptions", "/push-key"})
    void push() {
        throw new NotBuiltYet("Push is not available in this version; notifications are shown in the app.");
    }
}
