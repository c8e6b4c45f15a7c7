package io.parquetkms.lake.inspect;

/** How many more of a kind are kept in memory: however many files there are, an inventory stays small. */
final class Room {

    private long left;

    Room(long most) {
        left = most;
    }

    /** Takes a place. @return false if there is none left */
    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
