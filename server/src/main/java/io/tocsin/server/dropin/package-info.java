/// `tocsin alertmanager`: this program in place of an Alertmanager, with its flags, on its port,
/// and nothing else. One thread starts and ends it; requests have their own.
@NullMarked
package io.tocsin.server.dropin;

import org.jspecify.annotations.NullMarked;
