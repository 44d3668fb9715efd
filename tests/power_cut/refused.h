/* The last part of recorder.c: ways of writing that it does not record end the program. */

#define REFUSE_FILE(type, name, file, arguments, types, values) type name arguments { \
    REAL(type, name, types); \
    if (watched(file) >= 0) forbid(#name, "a recorded file"); \
    return real values; }
#define T(...) __VA_ARGS__
#define VECTORS(name) REFUSE_FILE(ssize_t, name, f, \
    (int f, const struct iovec *p, int n, off_t o), \
    T(int, const struct iovec *, int, off_t), (f, p, n, o))
VECTORS(pwritev) VECTORS(pwritev64)
#define VECTORS2(name) REFUSE_FILE(ssize_t, name, f, \
    (int f, const struct iovec *p, int n, off_t o, int g), \
    T(int, const struct iovec *, int, off_t, int), (f, p, n, o, g))
VECTORS2(pwritev2) VECTORS2(pwritev64v2)
#define SENDS(name) REFUSE_FILE(ssize_t, name, f, (int f, int i, off_t *o, size_t n), \
    T(int, int, off_t *, size_t), (f, i, o, n))
SENDS(sendfile) SENDS(sendfile64)
#define COPIES(name) REFUSE_FILE(ssize_t, name, f, \
    (int i, off_t *a, int f, off_t *o, size_t n, unsigned g), \
    T(int, off_t *, int, off_t *, size_t, unsigned), (i, a, f, o, n, g))
COPIES(splice) COPIES(copy_file_range)
#define RESERVES(name) REFUSE_FILE(int, name, f, (int f, off_t o, off_t n), \
    T(int, off_t, off_t), (f, o, n))
RESERVES(posix_fallocate) RESERVES(posix_fallocate64)
#define ALLOCATES(name) REFUSE_FILE(int, name, f, (int f, int m, off_t o, off_t n), \
    T(int, int, off_t, off_t), (f, m, o, n))
ALLOCATES(fallocate) ALLOCATES(fallocate64)

#define MAPS(name) void *name(void *at, size_t size, int may, int flags, int file, off_t from) { \
    REAL(void *, name, void *, size_t, int, int, int, off_t); \
    if (may & PROT_WRITE && flags & MAP_SHARED && watched(file) >= 0) forbid(#name, "shared"); \
    return real(at, size, may, flags, file, from); }
MAPS(mmap) MAPS(mmap64)

#define STREAMS(name) FILE *name(const char *path, const char *mode) { \
    REAL(FILE *, name, const char *, const char *); \
    char place[WORDS]; \
    if (active() && strpbrk(mode, "wa+") && inside(AT_FDCWD, path, place)) forbid(#name, path); \
    return real(path, mode); }
STREAMS(fopen) STREAMS(fopen64)

#define REFUSE_NAME(name, arguments, types, values) int name arguments { \
    REAL(int, name, types); \
    char place[WORDS]; \
    if (active() && inside(AT_FDCWD, path, place)) forbid(#name, path); \
    return real values; }
REFUSE_NAME(symlink, (const char *to, const char *path), T(const char *, const char *), (to, path))
REFUSE_NAME(mkstemp, (char *path), T(char *), (path))
REFUSE_NAME(mkstemp64, (char *path), T(char *), (path))
REFUSE_NAME(mkostemp, (char *path, int how), T(char *, int), (path, how))
REFUSE_NAME(mkostemp64, (char *path, int how), T(char *, int), (path, how))
