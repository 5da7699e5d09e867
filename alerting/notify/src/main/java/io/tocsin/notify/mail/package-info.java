/// Mail, RFC 5321 and 5322: what its configuration means, the message, and the talk with a server.
/// One connection for each notification; plain, then TLS by STARTTLS, or TLS at once.
@NullMarked
package io.tocsin.notify.mail;

import org.jspecify.annotations.NullMarked;
