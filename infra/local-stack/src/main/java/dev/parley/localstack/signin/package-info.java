/// The development sign-in: an OpenID Connect provider with demo people, tokens for scripts, and the mail catcher. One
/// process of the local stack; in production any OIDC provider takes its place by configuration.
///
/// Browsers reach it only through the gateway, below the issuer's address (`http://localhost:8080/dev` by default), so
/// every address it hands out is built from the issuer, never from its own port.
///
/// | path below `/dev` | what |
/// |---|---|
/// | `POST /token` | a token for user name and password |
/// | `POST /bench-users` | generated people with tokens, the same people each time |
/// | `GET /mail` | what the mail catcher received |
/// | `GET /jwks.json`, `GET /.well-known/openid-configuration` | key and discovery |
/// | `/oauth2/authorize`, `/oauth2/token`, `/userinfo`, `/connect/logout` | the web client's code flow with PKCE |
/// | `GET /login`, `GET /logout` | the page with the demo people; the way out |
@NullMarked
package dev.parley.localstack.signin;

import org.jspecify.annotations.NullMarked;
