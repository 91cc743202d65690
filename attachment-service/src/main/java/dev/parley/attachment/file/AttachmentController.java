package dev.parley.attachment.file;

import dev.parley.attachment.membership.Memberships;
import dev.parley.web.Caller;
import dev.parley.web.NotBuiltYet;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Every endpoint of the contract about attachments. There is no attachment yet, so each id of one is unknown: 404.
@RestController
@RequestMapping("/api/v1")
class AttachmentController {
    private final Memberships memberships;

    AttachmentController(Memberships memberships) {
        this.memberships = memberships;
    }

    @PostMapping("/attachments")
    void upload(Caller caller, @RequestParam UUID conversationId) {
        memberships.requireConversation(caller, conversationId);
        throw notYet();
    }

    @PostMapping("/messages/{messageId}/attachments")
    void uploadOnto(Caller caller, @PathVariable UUID messageId) {
        memberships.requireMessage(caller, messageId);
        throw notYet();
    }

    @GetMapping("/messages/{messageId}/attachments")
    Page<Attachment> ofMessage(Caller caller, @PathVariable UUID messageId) {
        memberships.requireMessage(caller, messageId);
        return new Page<>(List.of(), null);
    }

    @RequestMapping(
            path = "/messages/attachments/{id}",
            method = {RequestMethod.GET, RequestMethod.DELETE})
    void content(@PathVariable UUID id) {
        throw new NotFound();
    }

    @GetMapping({"/attachments/{id}", "/attachments/{id}/preview"})
    void metadata(@PathVariable UUID id) {
        throw new NotFound();
    }

    @PostMapping("/attachments/{id}/link")
    void link(@PathVariable UUID id) {
        throw new NotFound();
    }

    @GetMapping("/attachments/quota")
    void quota() {
        throw notYet();
    }

    private static NotBuiltYet notYet() {
        return new NotBuiltYet("Attachments are not available in this version; nothing was stored.");
    }
}
