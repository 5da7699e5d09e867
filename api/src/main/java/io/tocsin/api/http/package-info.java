/// What every surface shares: the route table, the door in front of it, forms, JSON, compression,
/// users, TLS and the counts of requests.
@NullMarked
package io.tocsin.api.http;

import org.jspecify.annotations.NullMarked;
