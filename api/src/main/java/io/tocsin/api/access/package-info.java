/// Who may do what, over HTTP: the table of what each route takes, the gate that holds requests to
/// it, and the routes of sessions, users, tokens and the audit log.
///
/// Invariants: a route without a line in [io.tocsin.api.access.AccessTable] cannot be served; a
/// change that a browser's session makes shows the token of its page; until there is a user, nobody
/// outside this machine sees more than how to make one.
///
/// Threads: everything is called by many threads.
@NullMarked
package io.tocsin.api.access;

import org.jspecify.annotations.NullMarked;
