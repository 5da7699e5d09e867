/// Who may do what: users, roles, sessions, API tokens, sign-in at an OpenID provider, and the
/// record of every change.
///
/// [io.tocsin.security.Security] holds the parts, each on the tables of one
/// [io.tocsin.catalog.CatalogPart]. HTTP is not spoken here: `api` turns requests into questions.
///
/// Invariants: of passwords, sessions and tokens only hashes are kept; a secret is shown once, to
/// whom it was made for; a change and its line in the audit log are one transaction; there is
/// always an administrator once there is a user; a wrong password costs as much time as a right
/// one, whether the name is known or not; guesses are bounded by name and by address.
///
/// Threads: everything public is safe for use by many threads. Checks of passwords are slow on
/// purpose and run two at a time.
@NullMarked
package io.tocsin.security;

import org.jspecify.annotations.NullMarked;
