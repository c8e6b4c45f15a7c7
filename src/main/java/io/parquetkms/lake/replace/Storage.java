package io.parquetkms.lake.replace;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** What kinds of file systems do each in its own way, when a file gives way to another that stands beside it. Safe on any thread. */
interface Storage {

    /** Writes a file's content. */
    @FunctionalInterface
    interface Content {

        /** Writes all of it. */
        void to(OutputStream out) throws IOException;
    }

    /** The file itself, where a path is a link. */
    Path real(Path path) throws IOException;

    /**
     * What a file is now.
     *
     * @throws FileNotFoundException if there is none
     * @throws FileChangedException if it is being written
     */
    FileState state(Path real) throws IOException;

    /** Reads a file. */
    FSDataInputStream open(Path path) throws IOException;

    /** Writes a temporary file that nobody else may read yet, and has it on the disk. */
    void write(Path temporary, FileState like, Content content) throws IOException;

    /**
     * Gives a temporary file what the file has besides its content: owner, permissions, times.
     *
     * @return what could not be kept; empty: nothing
     */
    String dress(Path temporary, FileState like) throws IOException;

    /**
     * Puts a temporary file in the file's place.
     *
     * @return how many bytes were copied for it
     */
    long swap(Path temporary, Path real) throws IOException;

    /** Removes what a killed run left behind of a temporary file, and undoes what it did by halves. */
    void clean(Path temporary, Path real) throws IOException;
}
