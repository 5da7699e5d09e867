/// Users, sessions and tokens in the running program, and the commands that change them.
///
/// Threads: [io.tocsin.server.access.Accounts] is opened on a thread of its own beside the series
/// store; commands run in one thread.
@NullMarked
package io.tocsin.server.access;

import org.jspecify.annotations.NullMarked;
