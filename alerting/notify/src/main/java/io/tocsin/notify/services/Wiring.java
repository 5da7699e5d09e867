package io.tocsin.notify.services;

import io.tocsin.http.HttpSender;
import io.tocsin.http.HttpSurroundings;

/// What sends of one integration share.
///
/// @param externalUrl where people find this program, as in links of a message
public record Wiring(HttpSurroundings surroundings, HttpSender sender, String externalUrl) {}
