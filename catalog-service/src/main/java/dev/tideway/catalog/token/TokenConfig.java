package dev.tideway.catalog.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whose tokens are taken. */
@ConfigMapping(prefix = "tideway.token")
public interface TokenConfig {
    /** The file with the installation's public keys, a JWKS. */
    String jwks();

    /** How often revoked tokens and trust rules are read anew, in which time a replica learns of them. */
    @WithDefault("2s")
    Duration refreshInterval();

    /** How long another issuer's keys are used before they are fetched again. */
    @WithDefault("10M")
    Duration keysFresh();

    /** How much longer they are used while their issuer is away. */
    @WithDefault("1H")
    Duration keysStale();

    /** How long another issuer may take to connect, and then to answer. */
    @WithDefault("3S")
    Duration issuerTimeout();

    /** How long an issuer whose keys could not be had is not asked again. */
    @WithDefault("5S")
    Duration issuerPause();

    /**
     * Other issuers whose tokens build systems come with, each under a name of its own: {@code issuers.github.issuer} and so
     * on, as docs/access.md says.
     */
    Map<String, Issuer> issuers();

    /** An OpenID Connect issuer. */
    interface Issuer {
        /** Its {@code iss}, such as {@code https://token.actions.githubusercontent.com}. */
        String issuer();

        /** The {@code aud} that tokens for this installation have; no other installation's. */
        String audience();

        /** Where its keys are; where it is not given, what its discovery document says. */
        Optional<String> jwksUrl();

        /** Whether strangers get tokens from it too, so that a project's rule must name repository and ref. */
        @WithDefault("true")
        boolean open();

        /** The claim with the repository's immutable id: {@code repository_id}, with GitLab {@code project_id}. */
        @WithDefault("repository_id")
        String repositoryClaim();

        /** The claim with the branch or tag: {@code ref}. */
        @WithDefault("ref")
        String refClaim();

        /** The claim that says that this ref is protected: {@code ref_protected}. */
        @WithDefault("ref_protected")
        String protectedClaim();
    }
}
