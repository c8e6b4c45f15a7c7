package io.parquetkms.lake.rotate;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * Whose temporary files there may be.
 *
 * @param own of this run
 * @param earlier of runs that wrote the same journal before, and may have been killed
 */
record RunIds(String own, ArrayList<String> earlier) implements Serializable {}
