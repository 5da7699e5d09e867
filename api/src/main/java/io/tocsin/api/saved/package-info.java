/// Rules that are saved on the pages: kept in the catalog with their versions, read strictly before
/// anything changes, and in force when a save has been answered. Safe for use by many threads.
@NullMarked
package io.tocsin.api.saved;

import org.jspecify.annotations.NullMarked;
