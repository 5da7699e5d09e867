/// What the pages show and change of the program itself: its configuration files, what it keeps,
/// and the dashboards that come with it or lie in files. Everything is safe for use by many
/// threads.
@NullMarked
package io.tocsin.server.pages;

import org.jspecify.annotations.NullMarked;
