package dev.parley.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {
    @Test
    void foldsCaseAccentsAndPunctuationAlikeOnBothSides() {
        assertThat(SearchWords.fold("  L'École, DÉGÂT des eaux: 3.14 €!")).isEqualTo("l ecole degat des eaux 3 14");
        assertThat(SearchWords.fold("a\u0301lice@example.com")).isEqualTo("alice example com");
    }

    @Test
    void asksForEachWordAsABeginning() {
        assertThat(SearchWords.query("Water dam")).isEqualTo("water:* & dam:*");
    }

    @Test
    void leavesNoOperatorOfTheSearchLanguage() {
        assertThat(SearchWords.query("a & !b | (c):* <-> 'd' \\ \"e\"; drop"))
                .isEqualTo("a:* & b:* & c:* & d:* & e:* & drop:*");
    }

    @Test
    void findsNothingToAskInPunctuation() {
        assertThat(SearchWords.query(" !?… ")).isEmpty();
    }

    @Test
    void cutsWordsThatPostgresWouldNotKeep() {
        assertThat(SearchWords.fold("x".repeat(5_000))).hasSize(200);
        assertThat(SearchWords.query("x".repeat(5_000))).isEqualTo("x".repeat(200) + ":*");
    }
}
