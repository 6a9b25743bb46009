#include <sqlite3.h>

/// Lets SQLite allocate without counting, which takes a lock around each of its many small allocations.
///
/// sqlite3_config takes a variable list of arguments, which Swift cannot call. Works only before the first connection
/// of the process; afterwards it answers SQLITE_MISUSE and changes nothing.
static inline int csqlite_allocate_without_counting(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
