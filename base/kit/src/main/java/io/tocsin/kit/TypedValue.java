package io.tocsin.kit;

/// A plain list, map, text or number under a type's name.
record TypedValue(TemplateType type, Object underlying) implements TemplateValue {}
