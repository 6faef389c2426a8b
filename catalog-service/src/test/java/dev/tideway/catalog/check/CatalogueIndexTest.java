package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.aliases;
import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deleted;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueIndexTest {
    private final CatalogueIndex index = new CatalogueIndex("https://cdn.example.com");

    @Test
    void replacesAStateByAHigherRevisionOnly() {
        assertThat(index.apply(catalogue("shop", 2, release("ios", "1.0", 2)))).isTrue();
        ProjectAnswers second = index.find("shop");

        assertThat(index.apply(catalogue("shop", 1, release("ios", "1.0", 1)))).isFalse();
        assertThat(index.apply(catalogue("shop", 2))).isFalse();
        assertThat(index.find("shop")).isSameAs(second);

        assertThat(index.apply(catalogue("shop", 3))).isTrue();
        assertThat(index.find("shop")).isNotSameAs(second);
    }

    @Test
    void keepsADeletedProjectFromComingBackByALateMessage() {
        index.apply(deleted("shop", 5));

        assertThat(index.apply(catalogue("shop", 4))).isFalse();
        assertThat(index.find("shop")).isNull();
        assertThat(index.knows("shop")).isTrue();
    }

    @Test
    void answersAnAliasAlike() {
        index.apply(catalogue("shop", 1, aliases("5d1f0c"), release("ios", "1.0", 1)));

        assertThat(index.find("5d1f0c")).isSameAs(index.find("shop")).isNotNull();
    }

    @Test
    void forgetsAnAliasWithTheRevisionThatDropsIt() {
        index.apply(catalogue("shop", 1, aliases("old", "kept")));
        index.apply(catalogue("shop", 2, aliases("kept", "new")));

        assertThat(index.find("old")).isNull();
        assertThat(index.find("kept")).isNotNull();
        assertThat(index.find("new")).isNotNull();
    }

    @Test
    void forgetsTheAliasesOfADeletedProject() {
        index.apply(catalogue("shop", 1, aliases("old")));
        index.apply(deleted("shop", 2));

        assertThat(index.find("old")).isNull();
    }

    @Test
    void givesAnIdPrecedenceOverAnAlias() {
        index.apply(catalogue("a", 1, aliases("b")));
        index.apply(catalogue("b", 1));

        assertThat(index.find("b")).isNotNull().isNotSameAs(index.find("a"));
    }

    @Test
    void givesAnAliasThatTwoClaimToTheSameWhoeverCameFirst() {
        CatalogueIndex other = new CatalogueIndex("https://cdn.example.com");
        index.apply(catalogue("a", 1, aliases("x")));
        index.apply(catalogue("b", 1, aliases("x")));
        other.apply(catalogue("b", 1, aliases("x")));
        other.apply(catalogue("a", 1, aliases("x")));

        assertThat(index.find("x")).isSameAs(index.find("a"));
        assertThat(other.find("x")).isSameAs(other.find("a"));

        other.apply(catalogue("a", 2));
        assertThat(other.find("x")).isSameAs(other.find("b"));
    }
}
