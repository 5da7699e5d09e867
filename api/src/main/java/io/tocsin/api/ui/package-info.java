/// What the web pages ask beyond the interfaces of others: many queries in one request.
///
/// The queries of all batches share a few threads; the thread of the request writes to the client.
/// When the request has ended, its queries have, or are told to.
@NullMarked
package io.tocsin.api.ui;

import org.jspecify.annotations.NullMarked;
