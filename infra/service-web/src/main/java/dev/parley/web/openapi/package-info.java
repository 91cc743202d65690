/// The OpenAPI document of a service at `/docs/openapi.json`, made from its controllers, from `access.yaml` (what each
/// endpoint does and for whom) and from `openapi-examples.yaml` of the service, if it has one.
///
/// Nothing of it is made before somebody asks.
@NullMarked
package dev.parley.web.openapi;

import org.jspecify.annotations.NullMarked;
