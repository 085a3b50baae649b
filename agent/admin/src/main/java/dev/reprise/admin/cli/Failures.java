package dev.reprise.admin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** What people are told of what failed. */
final class Failures {

    private Failures() {}

    /** Returns it in one line. */
    static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSuchFileException) {
            return message + " is not there";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there already" + (there.getReason() == null ? "" : "; " + there.getReason());
        }
        return failure instanceof FileNotFoundException || failure.getClass() == IOException.class
                ? message
                : failure.getMessage() == null ? failure.toString() : message;
    }
}
