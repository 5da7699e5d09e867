/// Contextual escaping: finds out where in a page of HTML each value of a template will stand and
/// adds what makes it harmless there, as Go's `html/template` does. Works on the trees before they
/// run; nothing is decided while expanding.
@NullMarked
package io.tocsin.kit.template.html;

import org.jspecify.annotations.NullMarked;
