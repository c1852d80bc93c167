package io.dianzan.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** A store cannot be had; the message is one line for the operator, and needs no stack trace. */
public class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        this(message, null);
    }

    StartException(String message, Throwable cause) {
        super(oneLine(message), cause, false, false);
    }

    /** Says what an I/O error means, for the two that an operator meets: a full disk and a folder of somebody else's. */
    static StartException of(String doing, IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left on device")) {
            return new StartException(doing + ": the disk is full", e);
        }
        if (e instanceof AccessDeniedException denied) {
            return new StartException(doing + ": no right to write to " + denied.getFile(), e);
        }
        var reason = e instanceof FileSystemException ? e.getClass().getSimpleName() + " " : "";
        return new StartException(doing + ": " + reason + e.getMessage(), e);
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
