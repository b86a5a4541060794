/*
 * A disk that fails on purpose, loaded before the program's own library (LD_PRELOAD).
 *
 * Files below FANLINE_DISK_ROOT are watched. What befalls them:
 *
 *   FANLINE_DISK_FAULT=OP:N:ERRNO:MODE  the Nth operation OP (open, read, write, sync, truncate) fails with ERRNO (a
 *                                       number); MODE is `once`, or `on` for every one from then on
 *   FANLINE_DISK_SWITCH=FILE            faults strike only while this file is there
 *   FANLINE_DISK_STRUCK=FILE            is made when the first fault strikes
 *   FANLINE_DISK_COUNT=FILE             gets the number of operations when the program ends by itself
 *   FANLINE_DISK_DROP=FOLDER            keeps there what unsynced writes to databases replaced, until their file is
 *                                       synced: whoever puts it back sees what a power cut would have left
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
#include <unistd.h>

enum { OPEN, READ, WRITE, SYNC, TRUNCATE, OPS };
static const char *const NAMES[OPS] = {"open", "read", "write", "sync", "truncate"};

#define MOST_FDS 4096

static struct {
    int watched;
    /* Where the undo of this file is kept, or -1. */
    int undo;
} fds[MOST_FDS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *drop, *gate, *struck;
static long count[OPS], fault_at;
static int fault_op = -1, fault_errno, fault_lasts;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pread)(int, void *, size_t, off_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_read = dlsym(RTLD_NEXT, "read");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pread = dlsym(RTLD_NEXT, "pread");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    root = getenv("FANLINE_DISK_ROOT");
    drop = getenv("FANLINE_DISK_DROP");
    gate = getenv("FANLINE_DISK_SWITCH");
    struck = getenv("FANLINE_DISK_STRUCK");
    const char *fault = getenv("FANLINE_DISK_FAULT");
    char op[16], mode[16];
    if (fault && sscanf(fault, "%15[^:]:%ld:%d:%15s", op, &fault_at, &fault_errno, mode) == 4) {
        for (int i = 0; i < OPS; i++)
            if (!strcmp(op, NAMES[i])) fault_op = i;
        fault_lasts = !strcmp(mode, "on");
    }
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FANLINE_DISK_COUNT");
    int fd = path ? real_open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600) : -1;
    if (fd < 0) return;
    char line[64];
    for (int i = 0; i < OPS; i++) {
        int length = snprintf(line, sizeof line, "%s %ld\n", NAMES[i], count[i]);
        if (real_write(fd, line, (size_t)length) < 0) break;
    }
    real_close(fd);
}

/* Whether this operation fails; the caller holds the lock. */
static int fails(int op) {
    long now = ++count[op];
    if (op != fault_op || (fault_lasts ? now < fault_at : now != fault_at)) return 0;
    if (gate && access(gate, F_OK) != 0) return 0;
    if (struck) {
        int fd = real_open(struck, O_CREAT | O_WRONLY, 0600);
        if (fd >= 0) real_close(fd);
    }
    errno = fault_errno;
    return 1;
}

static int watched(int fd) { return fd >= 0 && fd < MOST_FDS && fds[fd].watched; }

static int below_root(const char *path) {
    size_t length = root ? strlen(root) : 0;
    return length && !strncmp(path, root, length) && path[length] == '/';
}

static int ends_with(const char *path, const char *end) {
    size_t a = strlen(path), b = strlen(end);
    return a >= b && !strcmp(path + a - b, end);
}

/* The file that keeps what unsynced writes to a database replaced: the folder, and the path with % for /. */
static int undo_path(const char *path, char *out, size_t size) {
    if (!drop || !(ends_with(path, ".db") || ends_with(path, ".db-wal"))) return 0;
    size_t at = (size_t)snprintf(out, size, "%s/", drop);
    for (; *path && at + 1 < size; path++) out[at++] = *path == '/' ? '%' : *path;
    out[at] = 0;
    return 1;
}

/* One record: kind, offset, size of the file before, and the bytes that are replaced. */
static void remember(int fd, char kind, off_t offset, size_t length) {
    struct stat before;
    if (fds[fd].undo < 0 || fstat(fd, &before)) return;
    off_t kept = before.st_size - offset;
    size_t bytes = kept <= 0 ? 0 : (kind == 'T' || (size_t)kept < length) ? (size_t)kept : length;
    char *record = malloc(25 + bytes);
    if (!record) abort();
    uint64_t head[3] = {(uint64_t)offset, (uint64_t)before.st_size, bytes};
    record[0] = kind;
    memcpy(record + 1, head, sizeof head);
    if (bytes && real_pread(fd, record + 25, bytes, offset) != (ssize_t)bytes) abort();
    if (real_write(fds[fd].undo, record, 25 + bytes) != (ssize_t)(25 + bytes)) abort();
    free(record);
}

static int opened(const char *path, int fd) {
    if (fd < 0 || fd >= MOST_FDS) return fd;
    pthread_mutex_lock(&lock);
    char undo[4096];
    fds[fd].watched = below_root(path);
    fds[fd].undo = -1;
    if (fds[fd].watched && undo_path(path, undo, sizeof undo))
        fds[fd].undo = real_open(undo, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
    pthread_mutex_unlock(&lock);
    return fd;
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    if (below_root(path)) {
        pthread_mutex_lock(&lock);
        int fail = fails(OPEN);
        pthread_mutex_unlock(&lock);
        if (fail) return -1;
    }
    return opened(path, real_open(path, flags, mode));
}
int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int close(int fd) {
    if (watched(fd)) {
        pthread_mutex_lock(&lock);
        if (fds[fd].undo >= 0) real_close(fds[fd].undo);
        fds[fd].watched = 0;
        fds[fd].undo = -1;
        pthread_mutex_unlock(&lock);
    }
    return real_close(fd);
}

ssize_t read(int fd, void *buffer, size_t length) {
    if (!watched(fd)) return real_read(fd, buffer, length);
    pthread_mutex_lock(&lock);
    ssize_t done = fails(READ) ? -1 : real_read(fd, buffer, length);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pread(int fd, void *buffer, size_t length, off_t offset) {
    if (!watched(fd)) return real_pread(fd, buffer, length, offset);
    pthread_mutex_lock(&lock);
    ssize_t done = fails(READ) ? -1 : real_pread(fd, buffer, length, offset);
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t pread64(int fd, void *buffer, size_t length, off_t offset) __attribute__((alias("pread")));

ssize_t write(int fd, const void *buffer, size_t length) {
    if (!watched(fd)) return real_write(fd, buffer, length);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (!fails(WRITE)) {
        off_t at = lseek(fd, 0, SEEK_CUR);
        if (at >= 0) remember(fd, 'W', at, length);
        done = real_write(fd, buffer, length);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *buffer, size_t length, off_t offset) {
    if (!watched(fd)) return real_pwrite(fd, buffer, length, offset);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (!fails(WRITE)) {
        remember(fd, 'W', offset, length);
        done = real_pwrite(fd, buffer, length, offset);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t pwrite64(int fd, const void *buffer, size_t length, off_t offset) __attribute__((alias("pwrite")));

static int synced(int fd, int (*real)(int)) {
    if (!watched(fd)) return real(fd);
    pthread_mutex_lock(&lock);
    int done = -1;
    if (!fails(SYNC)) {
        /* What a power cut leaves is played, so the disk itself need not be waited for. */
        done = drop ? 0 : real(fd);
        if (!done && fds[fd].undo >= 0) done = real_ftruncate(fds[fd].undo, 0);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int ftruncate(int fd, off_t length) {
    if (!watched(fd)) return real_ftruncate(fd, length);
    pthread_mutex_lock(&lock);
    int done = -1;
    if (!fails(TRUNCATE)) {
        remember(fd, 'T', length, 0);
        done = real_ftruncate(fd, length);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate64(int fd, off_t length) __attribute__((alias("ftruncate")));

int unlink(const char *path) {
    char undo[4096];
    int done = real_unlink(path);
    if (!done && below_root(path) && undo_path(path, undo, sizeof undo)) {
        pthread_mutex_lock(&lock);
        real_unlink(undo);
        pthread_mutex_unlock(&lock);
    }
    return done;
}
