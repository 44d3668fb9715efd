/* Preloaded into the program under test: from the n-th on, every call that changes the disk below
 * GKDESK_FAIL_ROOT fails with an error that the test chose; or only the n-th, with `once`.
 *
 * The test sets `failing_after`, `failing_with` and `failing_once` through ctypes, and reads in
 * `failing_hits` how many calls have failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

int failing_after = -1, failing_with = 0, failing_once = 0, failing_hits = 0;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int below(const char *path) {
    const char *root = getenv("GKDESK_FAIL_ROOT");
    return root && !strncmp(path, root, strlen(root));
}

static int below_file(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return below(path);
}

static int fails(int watched) {
    if (failing_after < 0 || !watched) return 0;
    if (failing_after > 0) return failing_after--, 0;
    if (failing_once) failing_after = -1;
    failing_hits++;
    errno = failing_with;
    return 1;
}

#define CHANGES(flags) ((flags) & (O_CREAT | O_TRUNC))
#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        if (fails(CHANGES(flags) && below(path))) return -1; \
        return real(path, flags, mode); \
    }
OPENS(open) OPENS(open64)

#define WRITES(name, offset) \
    ssize_t name(int file, const void *data, size_t size, offset at) { \
        REAL(ssize_t, name, int, const void *, size_t, offset); \
        return fails(below_file(file)) ? -1 : real(file, data, size, at); \
    }
WRITES(pwrite, off_t) WRITES(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return fails(below_file(file)) ? -1 : real(file, data, size);
}

#define TRUNCATES(name, offset) \
    int name(int file, offset size) { \
        REAL(int, name, int, offset); \
        return fails(below_file(file)) ? -1 : real(file, size); \
    }
TRUNCATES(ftruncate, off_t) TRUNCATES(ftruncate64, off64_t)

#define SYNCS(name) \
    int name(int file) { \
        REAL(int, name, int); \
        return fails(below_file(file)) ? -1 : real(file); \
    }
SYNCS(fsync) SYNCS(fdatasync)

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    return fails(below(path)) ? -1 : real(path);
}
