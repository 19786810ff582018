/* Counts what a process does to the files below FAULT_ROOT, and makes one of these calls fail.
 *
 * FAULT_AT   which call (from 1; 0: none)    FAULT_DO   kill | torn | an errno's number
 * FAULT_LOG  where each call is written down: number, name, size, path (and the new path)
 * FAULT_CLOCK  the time of day, in seconds since 1970, that stands still
 *
 * torn: a write puts down half of its bytes before the process dies, any other call as kill.
 * An errno is given by that call and every later one that takes space or changes names: the disk
 * stays full. Only the process that is started with it: its children lose LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#undef open
#undef openat

static char root[PATH_MAX];
static size_t root_length;
static long fail_at;
static int torn, killing, fail_errno, log_fd = -1;
static atomic_long counted;
static time_t clock_at;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT_CLOCK");
    if (text != NULL) clock_at = (time_t)atol(text);
    text = getenv("FAULT_ROOT");
    if (text == NULL || strlen(text) >= sizeof root) return;
    strcpy(root, text);
    root_length = strlen(root);
    if ((text = getenv("FAULT_AT")) != NULL) fail_at = atol(text);
    text = getenv("FAULT_DO");
    if (text == NULL || strcmp(text, "kill") == 0) killing = 1;
    else if (strcmp(text, "torn") == 0) killing = torn = 1;
    else fail_errno = atoi(text);
    if ((text = getenv("FAULT_LOG")) != NULL)
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    unsetenv("LD_PRELOAD");
    unsetenv("FAULT_ROOT");
}

static int below(const char *path) {
    return root_length && strncmp(path, root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

/* The whole path of a name relative to a folder's descriptor. */
static const char *whole(int folder, const char *name, char *into) {
    if (name == NULL) return "";
    if (name[0] == '/') return name;
    char link[64];
    ssize_t length;
    if (folder == AT_FDCWD) strcpy(link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    length = readlink(link, into, PATH_MAX - 1);
    if (length < 0) return name;
    snprintf(into + length, (size_t)(PATH_MAX - length), "/%s", name);
    return into;
}

static const char *of(int descriptor, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, into, PATH_MAX - 1);
    into[length < 0 ? 0 : length] = 0;
    return into;
}

/* 0: go on; else the errno to give. Kills the process where it is told to, unless it is a write
 * that is to be torn: then `half` is set. */
static int fault(const char *name, const char *path, const char *to, long size, int *half) {
    if (!root_length || !(below(path) || (to && below(to)))) return 0;
    long number = atomic_fetch_add(&counted, 1) + 1;
    if (log_fd >= 0) {
        char line[2 * PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld\t%s\t%ld\t%s\t%s\n", number, name, size, path, to ? to : "");
        syscall(SYS_write, log_fd, line, (size_t)length);
    }
    if (fail_at == 0 || number < fail_at) return 0;
    if (killing) {
        if (number > fail_at) return 0;
        if (torn && half) { *half = 1; return 0; }
        syscall(SYS_kill, getpid(), SIGKILL);
    }
    return fail_errno;
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)
#define GUARD(label, path, to, size) \
    do { int e_ = fault(label, path, to, size, NULL); if (e_) { errno = e_; return -1; } } while (0)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    char path[PATH_MAX];
    int half = 0, e = fault("write", of(fd, path), NULL, (long)size, &half);
    if (e) { errno = e; return -1; }
    if (half) { real(fd, data, size / 2); die(); }
    return real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    char path[PATH_MAX];
    int half = 0, e = fault("write", of(fd, path), NULL, (long)size, &half);
    if (e) { errno = e; return -1; }
    if (half) { real(fd, data, size / 2, at); die(); }
    return real(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    char path[PATH_MAX];
    GUARD("write", of(fd, path), NULL, count);
    return real(fd, parts, count);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    REAL(ssize_t, sendfile64, int, int, off64_t *, size_t);
    char path[PATH_MAX];
    GUARD("write", of(to, path), NULL, (long)size);
    return real(to, from, at, size);
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sendfile64(to, from, at, size); }

ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t size, unsigned flags) {
    REAL(ssize_t, copy_file_range, int, off64_t *, int, off64_t *, size_t, unsigned);
    char path[PATH_MAX];
    GUARD("write", of(to, path), NULL, (long)size);
    return real(from, a, to, b, size, flags);
}

int fsync(int fd) {
    REAL(int, fsync, int);
    char path[PATH_MAX];
    GUARD("fsync", of(fd, path), NULL, 0);
    return real(fd);
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    char path[PATH_MAX];
    GUARD("fsync", of(fd, path), NULL, 0);
    return real(fd);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    char path[PATH_MAX];
    GUARD("truncate", of(fd, path), NULL, (long)size);
    return real(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    char a[PATH_MAX], b[PATH_MAX];
    GUARD("rename", whole(AT_FDCWD, from, a), whole(AT_FDCWD, to, b), 0);
    return real(from, to);
}

int renameat(int fa, const char *from, int fb, const char *to) {
    REAL(int, renameat, int, const char *, int, const char *);
    char a[PATH_MAX], b[PATH_MAX];
    GUARD("rename", whole(fa, from, a), whole(fb, to, b), 0);
    return real(fa, from, fb, to);
}

int link(const char *from, const char *to) {
    REAL(int, link, const char *, const char *);
    char a[PATH_MAX], b[PATH_MAX];
    GUARD("link", whole(AT_FDCWD, from, a), whole(AT_FDCWD, to, b), 0);
    return real(from, to);
}

int linkat(int fa, const char *from, int fb, const char *to, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    char a[PATH_MAX], b[PATH_MAX];
    GUARD("link", whole(fa, from, a), whole(fb, to, b), 0);
    return real(fa, from, fb, to, flags);
}

int unlink(const char *name) {
    REAL(int, unlink, const char *);
    char a[PATH_MAX];
    GUARD("unlink", whole(AT_FDCWD, name, a), NULL, 0);
    return real(name);
}

int unlinkat(int folder, const char *name, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char a[PATH_MAX];
    GUARD("unlink", whole(folder, name, a), NULL, 0);
    return real(folder, name, flags);
}

int mkdir(const char *name, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    char a[PATH_MAX];
    GUARD("mkdir", whole(AT_FDCWD, name, a), NULL, 0);
    return real(name, mode);
}

int mkdirat(int folder, const char *name, mode_t mode) {
    REAL(int, mkdirat, int, const char *, mode_t);
    char a[PATH_MAX];
    GUARD("mkdir", whole(folder, name, a), NULL, 0);
    return real(folder, name, mode);
}

/* Opening for reading changes nothing and is not counted. */
#define OPENS(flags) ((flags) & (O_CREAT | O_TRUNC))
#define MODE_OF(flags) \
    mode_t mode = 0; \
    if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open64(const char *name, int flags, ...) {
    REAL(int, open64, const char *, int, ...);
    MODE_OF(flags)
    char a[PATH_MAX];
    if (OPENS(flags)) GUARD("create", whole(AT_FDCWD, name, a), NULL, 0);
    return real(name, flags, mode);
}

int open(const char *name, int flags, ...) {
    MODE_OF(flags)
    return open64(name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...) {
    REAL(int, openat64, int, const char *, int, ...);
    MODE_OF(flags)
    char a[PATH_MAX];
    if (OPENS(flags)) GUARD("create", whole(folder, name, a), NULL, 0);
    return real(folder, name, flags, mode);
}

int openat(int folder, const char *name, int flags, ...) {
    MODE_OF(flags)
    return openat64(folder, name, flags, mode);
}

int clock_gettime(clockid_t which, struct timespec *into) {
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    int result = real(which, into);
    if (clock_at && which == CLOCK_REALTIME) { into->tv_sec = clock_at; into->tv_nsec = 0; }
    return result;
}
