package io.dianzan.page;

/** What is shown where a page cannot be; {@code way} leads on. */
public record FaultView(Frame frame, String text, String way) {}
