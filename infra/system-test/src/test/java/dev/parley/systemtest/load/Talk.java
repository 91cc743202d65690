package dev.parley.systemtest.load;

/// A claim under discussion and its conversation.
record Talk(String claimId, String conversationId) {}
