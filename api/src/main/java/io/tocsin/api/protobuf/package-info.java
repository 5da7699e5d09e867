/// Protobuf messages, written field by field. What is public here is for the other packages of this
/// module alone.
@NullMarked
package io.tocsin.api.protobuf;

import org.jspecify.annotations.NullMarked;
