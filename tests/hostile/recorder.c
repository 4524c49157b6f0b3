/* Preloaded into a child of the tests (LD_PRELOAD). Two duties, each on by its environment variable:
 *
 *   HOSO_RECORD=file            writes down every change of a file below HOSO_WATCH, and every line
 *                               the child says on standard output, in order (R7)
 *   HOSO_FAULT=call:n:errno:k   the n-th such call fails with errno, and so do the k-1 after it (R8)
 *   HOSO_COUNT=file             counts the calls instead, and writes the counts down at the end
 *
 * A record: u8 kind, u32 descriptor-or-0, u64 offset, u32 length of a path, u32 length of the data,
 * then both. Kinds: o open(create/truncate: data = flags) w write t truncate s fsync r rename u unlink
 * m said on standard output d fsync of a folder.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FDS = 4096 };
static char *paths[FDS]; /* below HOSO_WATCH, else NULL */
static char folder[FDS];
static const char *watch;
static size_t watch_len;
static int record = -1;
static const char *count_file;
static char fault_call[16];
static long fault_at = -1, fault_for = 1;
static int fault_errno;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static const char *NAMES[8] = {"write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "open", "unlink"};
static long counts[8];

#define REAL(name, type) \
    static __typeof__(type) real_##name; \
    if (!real_##name) real_##name = (__typeof__(type))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    watch = getenv("HOSO_WATCH");
    watch_len = watch ? strlen(watch) : 0;
    const char *to = getenv("HOSO_RECORD");
    if (to) {
        REAL(open, int (*)(const char *, int, ...));
        record = real_open(to, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    }
    count_file = getenv("HOSO_COUNT");
    const char *fault = getenv("HOSO_FAULT");
    if (fault) sscanf(fault, "%15[^:]:%ld:%d:%ld", fault_call, &fault_at, &fault_errno, &fault_for);
    /* Children of the child (the reading of workbooks) are left alone. */
    unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
    if (!count_file) return;
    FILE *out = fopen(count_file, "w");
    if (!out) return;
    for (int i = 0; i < 8; i++) fprintf(out, "%s %ld\n", NAMES[i], counts[i]);
    fclose(out);
}

static int watched(const char *path) {
    return watch_len && path && strncmp(path, watch, watch_len) == 0;
}

static int fd_watched(int fd) { return fd >= 0 && fd < FDS && paths[fd] != NULL; }

/* Whether this call is to fail; counts it. */
static int fails(int call) {
    pthread_mutex_lock(&turn);
    long n = ++counts[call];
    pthread_mutex_unlock(&turn);
    if (fault_at < 0 || strcmp(fault_call, NAMES[call]) != 0) return 0;
    if (n < fault_at || n >= fault_at + fault_for) return 0;
    errno = fault_errno;
    return 1;
}

static void note(char kind, int fd, uint64_t offset, const char *path, const void *data, size_t len) {
    if (record < 0) return;
    uint32_t path_len = path ? strlen(path) : 0, data_len = len, number = fd < 0 ? 0 : fd;
    size_t size = 1 + 4 + 8 + 4 + 4 + path_len + data_len;
    char *line = malloc(size), *at = line;
    *at++ = kind;
    memcpy(at, &number, 4); at += 4;
    memcpy(at, &offset, 8); at += 8;
    memcpy(at, &path_len, 4); at += 4;
    memcpy(at, &data_len, 4); at += 4;
    if (path_len) memcpy(at, path, path_len);
    at += path_len;
    if (data_len) memcpy(at, data, data_len);
    REAL(write, ssize_t (*)(int, const void *, size_t));
    pthread_mutex_lock(&turn);
    if (real_write(record, line, size) != (ssize_t)size) abort();
    pthread_mutex_unlock(&turn);
    free(line);
}

static void opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= FDS) return;
    free(paths[fd]);
    paths[fd] = NULL;
    if (!watched(path)) return;
    struct stat st;
    paths[fd] = strdup(path);
    folder[fd] = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    if (!folder[fd] && (flags & (O_CREAT | O_TRUNC))) {
        int32_t told = flags;
        note('o', fd, 0, path, &told, 4);
    }
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        REAL(name, int (*)(const char *, int, ...));                                               \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                  \
        va_end(more);                                                                              \
        if (watched(path) && fails(6)) return -1;                                                  \
        int fd = real_##name(path, flags, mode);                                                   \
        opened(fd, path, flags);                                                                   \
        return fd;                                                                                 \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int dir, const char *path, int flags, ...) {                                          \
        REAL(name, int (*)(int, const char *, int, ...));                                          \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                  \
        va_end(more);                                                                              \
        if (watched(path) && fails(6)) return -1;                                                  \
        int fd = real_##name(dir, path, flags, mode);                                              \
        opened(fd, path, flags);                                                                   \
        return fd;                                                                                 \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(close, int (*)(int));
    if (fd >= 0 && fd < FDS && paths[fd]) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    return real_close(fd);
}

ssize_t write(int fd, const void *data, size_t len) {
    REAL(write, ssize_t (*)(int, const void *, size_t));
    if (!fd_watched(fd)) {
        if (fd == 1) note('m', fd, 0, NULL, data, len);
        return real_write(fd, data, len);
    }
    if (fails(0)) return -1;
    off_t at = lseek(fd, 0, SEEK_CUR);
    int flags = fcntl(fd, F_GETFL);
    if (flags & O_APPEND) at = lseek(fd, 0, SEEK_END);
    ssize_t done = real_write(fd, data, len);
    if (done > 0) note('w', fd, at, paths[fd], data, done);
    return done;
}

#define PWRITE(name, off)                                                                          \
    ssize_t name(int fd, const void *data, size_t len, off at) {                                   \
        REAL(name, ssize_t (*)(int, const void *, size_t, off));                                   \
        if (!fd_watched(fd)) return real_##name(fd, data, len, at);                                \
        if (fails(1)) return -1;                                                                   \
        ssize_t done = real_##name(fd, data, len, at);                                             \
        if (done > 0) note('w', fd, at, paths[fd], data, done);                                    \
        return done;                                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(writev, ssize_t (*)(int, const struct iovec *, int));
    if (fd_watched(fd)) abort(); /* nobody writes our files so */
    return real_writev(fd, parts, n);
}

#define SYNC(name, call)                                                                           \
    int name(int fd) {                                                                             \
        REAL(name, int (*)(int));                                                                  \
        if (!fd_watched(fd)) return real_##name(fd);                                               \
        if (fails(call)) return -1;                                                                \
        /* What is recorded is replayed; a test need not wait for a real disk. */                  \
        int done = record >= 0 ? 0 : real_##name(fd);                                              \
        if (done == 0) note(folder[fd] ? 'd' : 's', fd, 0, paths[fd], NULL, 0);                    \
        return done;                                                                               \
    }
SYNC(fsync, 2)
SYNC(fdatasync, 3)

#define TRUNCATE(name, off)                                                                        \
    int name(int fd, off size) {                                                                   \
        REAL(name, int (*)(int, off));                                                             \
        if (!fd_watched(fd)) return real_##name(fd, size);                                         \
        if (fails(4)) return -1;                                                                   \
        int done = real_##name(fd, size);                                                          \
        if (done == 0) note('t', fd, size, paths[fd], NULL, 0);                                    \
        return done;                                                                               \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(rename, int (*)(const char *, const char *));
    if (!watched(from)) return real_rename(from, to);
    if (fails(5)) return -1;
    int done = real_rename(from, to);
    if (done == 0) note('r', -1, 0, from, to, strlen(to));
    return done;
}

int unlink(const char *path) {
    REAL(unlink, int (*)(const char *));
    if (!watched(path)) return real_unlink(path);
    if (fails(7)) return -1;
    int done = real_unlink(path);
    if (done == 0) note('u', -1, 0, path, NULL, 0);
    return done;
}
