/* Preloaded into the program under test: logs, in order and with its data, every change that the
 * program makes in one folder (GKDESK_RECORD_ROOT) to a file (GKDESK_RECORD_LOG).
 *
 * One lock is held over each call and its record, so that the log's order is what happened.
 * A file is known by device and inode, which follows it through dup, rename and unlink.
 * A way of writing that is not recorded here ends the program: it must not slip through.
 * A write to the descriptor MARKS is no write but a mark of the test in the log. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MARKS 987654321
#define MOST 65536
#define WORDS (PATH_MAX + 8)

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_size;
static int logfile = -1;
static pid_t recorded;
static struct { dev_t device; ino_t inode; int used; } known[MOST]; /* the index is the id */
static int count;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static ssize_t really_write(int file, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return real(file, data, size);
}

static void stop(const char *why) {
    dprintf(2, "recorder: %s\n", why);
    abort();
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("GKDESK_RECORD_ROOT"), *log = getenv("GKDESK_RECORD_LOG");
    REAL(int, open, const char *, int, ...);
    if (!folder || !log) return;
    if (!realpath(folder, root)) stop("no folder");
    root_size = strlen(root);
    logfile = real(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (logfile < 0) stop("no log");
    recorded = getpid();
    unsetenv("LD_PRELOAD");
}

static int active(void) { return logfile >= 0 && getpid() == recorded; }

static void record(char kind, int64_t id, int64_t number, const char *name, const void *data,
                   size_t size) {
    struct { uint32_t kind, name; int64_t id, number, size; } head;
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, 0}, {(void *)data, size}};
    REAL(ssize_t, writev, int, const struct iovec *, int);
    head.kind = (unsigned char)kind;
    head.name = name ? strlen(name) : 0;
    head.id = id, head.number = number, head.size = size;
    parts[1].iov_len = head.name;
    if (real(logfile, parts, 3) != (ssize_t)(sizeof head + head.name + size)) stop("no log");
}

static void forbid(const char *call, const char *what) {
    record('X', 0, 0, call, what, strlen(what));
    dprintf(2, "recorder: %s(%s) is not recorded\n", call, what);
    abort();
}

/* The name below the root that a path has, or NULL; links of its folder followed. */
static const char *inside(int folder, const char *path, char *place) {
    char whole[2 * PATH_MAX] = "", link[64], *slash;
    if (path[0] != '/') {
        ssize_t size = 0;
        if (folder == AT_FDCWD) {
            if (!getcwd(whole, PATH_MAX)) return NULL;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            size = readlink(link, whole, PATH_MAX - 1);
            if (size < 0) return NULL;
            whole[size] = 0;
        }
        strcat(whole, "/");
    }
    if (strlen(path) >= PATH_MAX) return NULL;
    strcat(whole, path);
    slash = strrchr(whole, '/');
    while (slash > whole && !slash[1]) { *slash = 0; slash = strrchr(whole, '/'); }
    *slash = 0;
    if (!realpath(*whole ? whole : "/", place)) return NULL;
    if (strlen(place) + strlen(slash + 1) + 2 > PATH_MAX) return NULL;
    strcat(strcat(place, "/"), slash + 1);
    if (strncmp(place, root, root_size) || place[root_size] != '/') return NULL;
    return place + root_size + 1;
}

static int find(const struct stat *file) {
    for (int id = count - 1; id >= 0; id--)
        if (known[id].used && known[id].inode == file->st_ino && known[id].device == file->st_dev)
            return id;
    return -1;
}

static int learn(const struct stat *file) {
    int old = find(file);
    if (old >= 0) known[old].used = 0; /* the number of a file that is gone is given again */
    if (count == MOST) stop("too many files");
    known[count].device = file->st_dev, known[count].inode = file->st_ino, known[count].used = 1;
    return count++;
}

/* The id of the recorded file behind a descriptor, or -1. */
static int watched(int file) {
    struct stat about;
    if (!active() || file < 0 || file == logfile || fstat(file, &about)) return -1;
    return S_ISREG(about.st_mode) ? find(&about) : -1;
}

static int opened(int file, int there, off_t before, const char *name, int flags) {
    struct stat about;
    int saved = errno, id;
    if (file >= 0 && !fstat(file, &about) && S_ISREG(about.st_mode)) {
        id = find(&about);
        if (!name) {
            if (id >= 0 && !about.st_nlink) stop("a file without a name was opened");
            if (id >= 0) known[id].used = 0;
        } else if (!there) {
            record('C', learn(&about), 0, name, "", 0);
        } else {
            if (id < 0) record('O', id = learn(&about), 0, name, "", 0);
            if (flags & O_TRUNC && before) record('T', id, 0, "", "", 0);
        }
    }
    errno = saved;
    return file;
}

#define OPEN(call, real_call) do { \
    char place[WORDS]; struct stat about; const char *name; int there, file; \
    if (!active()) return real_call; \
    pthread_mutex_lock(&lock); \
    name = inside(folder, path, place); \
    if (name && (flags & O_TMPFILE) == O_TMPFILE) forbid(call, path); \
    there = !fstatat(folder, path, &about, 0); \
    file = opened(real_call, there, there ? about.st_size : 0, name, flags); \
    pthread_mutex_unlock(&lock); \
    return file; \
} while (0)

#define MODE mode_t mode = 0; if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) { \
    va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

#define OPENS(name) int name(const char *path, int flags, ...) { \
    int folder = AT_FDCWD; MODE REAL(int, name, const char *, int, ...); \
    OPEN(#name, real(path, flags, mode)); }
#define OPENSAT(name) int name(int folder, const char *path, int flags, ...) { \
    MODE REAL(int, name, int, const char *, int, ...); \
    OPEN(#name, real(folder, path, flags, mode)); }
#define OPENS2(name) int name(const char *path, int flags) { \
    int folder = AT_FDCWD; REAL(int, name, const char *, int); OPEN(#name, real(path, flags)); }
#define OPENSAT2(name) int name(int folder, const char *path, int flags) { \
    REAL(int, name, int, const char *, int); OPEN(#name, real(folder, path, flags)); }
OPENS(open) OPENS(open64) OPENSAT(openat) OPENSAT(openat64)
OPENS2(__open_2) OPENS2(__open64_2) OPENSAT2(__openat_2) OPENSAT2(__openat64_2)

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* --- data ----------------------------------------------------------------------------------- */

static off_t position(int file) {
    struct stat about;
    if (!(fcntl(file, F_GETFL) & O_APPEND)) return lseek(file, 0, SEEK_CUR);
    return fstat(file, &about) ? -1 : about.st_size;
}

ssize_t write(int file, const void *data, size_t size) {
    int id;
    off_t at;
    ssize_t done;
    if (!active()) return really_write(file, data, size);
    pthread_mutex_lock(&lock);
    if (file == MARKS) {
        record('!', 0, 0, "", data, size);
        done = size;
    } else {
        id = watched(file);
        at = id >= 0 ? position(file) : 0;
        done = really_write(file, data, size);
        if (id >= 0 && done > 0) record('W', id, at, "", data, done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

#define PWRITE(name) ssize_t name(int file, const void *data, size_t size, off_t at) { \
    REAL(ssize_t, name, int, const void *, size_t, off_t); \
    int id; ssize_t done; \
    if (!active()) return real(file, data, size, at); \
    pthread_mutex_lock(&lock); \
    id = watched(file); \
    done = real(file, data, size, at); \
    if (id >= 0 && done > 0) record('W', id, at, "", data, done); \
    pthread_mutex_unlock(&lock); \
    return done; }
PWRITE(pwrite) PWRITE(pwrite64)

ssize_t writev(int file, const struct iovec *parts, int number) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    ssize_t whole = 0, done;
    if (watched(file) < 0) return real(file, parts, number);
    pthread_mutex_lock(&lock);
    for (int part = 0; part < number; part++) {
        done = write(file, parts[part].iov_base, parts[part].iov_len);
        if (done < 0) { whole = whole ? whole : -1; break; }
        whole += done;
        if ((size_t)done < parts[part].iov_len) break;
    }
    pthread_mutex_unlock(&lock);
    return whole;
}

#define TRUNCATE(name, type, number_of) int name(type where, off_t size) { \
    REAL(int, name, type, off_t); \
    int id, failed; \
    if (!active()) return real(where, size); \
    pthread_mutex_lock(&lock); \
    id = number_of; \
    failed = real(where, size); \
    if (id >= 0 && !failed) record('T', id, size, "", "", 0); \
    pthread_mutex_unlock(&lock); \
    return failed; }
static int named(const char *path) {
    char place[WORDS];
    struct stat about;
    const char *name = inside(AT_FDCWD, path, place);
    int id;
    if (!name || stat(path, &about)) return -1;
    id = find(&about);
    if (id < 0) record('O', id = learn(&about), 0, name, "", 0);
    return id;
}
TRUNCATE(ftruncate, int, watched(where)) TRUNCATE(ftruncate64, int, watched(where))
TRUNCATE(truncate, const char *, named(where)) TRUNCATE(truncate64, const char *, named(where))

static void synced(int file) {
    char link[64], place[PATH_MAX];
    struct stat about;
    ssize_t size;
    if (fstat(file, &about)) return;
    if (S_ISREG(about.st_mode) && find(&about) >= 0) record('S', find(&about), 0, "", "", 0);
    if (!S_ISDIR(about.st_mode)) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    size = readlink(link, place, sizeof place - 1);
    if (size < (ssize_t)root_size || strncmp(place, root, root_size)) return;
    place[size] = 0;
    if (!place[root_size] || place[root_size] == '/')
        record('D', 0, 0, place[root_size] ? place + root_size + 1 : "", "", 0);
}

#define SYNC(name) int name(int file) { \
    REAL(int, name, int); \
    int failed, saved; \
    if (!active()) return real(file); \
    pthread_mutex_lock(&lock); \
    failed = real(file); \
    saved = errno; \
    if (!failed) synced(file); \
    errno = saved; \
    pthread_mutex_unlock(&lock); \
    return failed; }
SYNC(fsync) SYNC(fdatasync)

/* --- names ---------------------------------------------------------------------------------- */

/* A call on one name: the record is made where it succeeds. */
#define NAMED(kind, folder, path, real_call) do { \
    char place[WORDS]; const char *name; int failed, saved; \
    if (!active()) return real_call; \
    pthread_mutex_lock(&lock); \
    name = inside(folder, path, place); \
    failed = real_call; \
    saved = errno; \
    if (name && !failed) record(kind, 0, 0, name, "", 0); \
    errno = saved; \
    pthread_mutex_unlock(&lock); \
    return failed; \
} while (0)

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    NAMED('U', AT_FDCWD, path, real(path));
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    NAMED(flags & AT_REMOVEDIR ? 'K' : 'U', folder, path, real(folder, path, flags));
}
int rmdir(const char *path) {
    REAL(int, rmdir, const char *);
    NAMED('K', AT_FDCWD, path, real(path));
}
int remove(const char *path) {
    struct stat about;
    return !lstat(path, &about) && S_ISDIR(about.st_mode) ? rmdir(path) : unlink(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    NAMED('M', AT_FDCWD, path, real(path, mode));
}
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, mkdirat, int, const char *, mode_t);
    NAMED('M', folder, path, real(folder, path, mode));
}

/* A call on two names: both in the folder, or neither. */
#define MOVED(kind, from, path, to, target, real_call) do { \
    char place[WORDS], aim[WORDS]; const char *name, *other; int failed, saved; \
    if (!active()) return real_call; \
    pthread_mutex_lock(&lock); \
    name = inside(from, path, place), other = inside(to, target, aim); \
    if (!name != !other) forbid("rename or link across the border", path); \
    failed = real_call; \
    saved = errno; \
    if (name && !failed) record(kind, 0, 0, name, other, strlen(other)); \
    errno = saved; \
    pthread_mutex_unlock(&lock); \
    return failed; \
} while (0)

int rename(const char *path, const char *target) {
    REAL(int, rename, const char *, const char *);
    MOVED('R', AT_FDCWD, path, AT_FDCWD, target, real(path, target));
}
int renameat(int from, const char *path, int to, const char *target) {
    REAL(int, renameat, int, const char *, int, const char *);
    MOVED('R', from, path, to, target, real(from, path, to, target));
}
int renameat2(int from, const char *path, int to, const char *target, unsigned flags) {
    REAL(int, renameat2, int, const char *, int, const char *, unsigned);
    char words[WORDS];
    if (active() && flags & RENAME_EXCHANGE && inside(from, path, words)) forbid("exchange", path);
    MOVED('R', from, path, to, target, real(from, path, to, target, flags));
}
int link(const char *path, const char *target) {
    REAL(int, link, const char *, const char *);
    MOVED('L', AT_FDCWD, path, AT_FDCWD, target, real(path, target));
}
int linkat(int from, const char *path, int to, const char *target, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    MOVED('L', from, path, to, target, real(from, path, to, target, flags));
}

#include "refused.h"
