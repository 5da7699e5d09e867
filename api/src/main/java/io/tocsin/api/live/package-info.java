/// Tells pages what has changed, as server-sent events, so that they ask again.
///
/// While anybody listens, one thread looks at the states of things a few times a second and puts
/// what differs from the last look, with what was told to it, into a ring of messages; at most one
/// message a second and topic. Every stream has only its place in the ring: nothing is kept for a
/// slow client.
@NullMarked
package io.tocsin.api.live;

import org.jspecify.annotations.NullMarked;
