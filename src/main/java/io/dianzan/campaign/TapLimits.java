package io.dianzan.campaign;

/**
 * How often may be tapped: by one account, from one address, from the network around it; {@code login} is how often
 * somebody may log in from one address.
 */
public record TapLimits(TapLimit account, TapLimit address, TapLimit prefix, TapLimit login) {}
