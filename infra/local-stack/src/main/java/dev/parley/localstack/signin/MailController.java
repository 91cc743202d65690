package dev.parley.localstack.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows what the mail catcher received.
@RestController
class MailController {

    private final MailCatcher mails;

    MailController(MailCatcher mails) {
        this.mails = mails;
    }

    @GetMapping("/mail")
    List<MailCatcher.CaughtMail> mail(@RequestParam(required = false) @Nullable String to) {
        return mails.to(to);
    }
}
