package io.tocsin.model;

/// One name and value of a label set. An empty value means the same as no label.
public record Label(String name, String value) {}
