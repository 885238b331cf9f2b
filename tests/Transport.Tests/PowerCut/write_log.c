/* Preloaded into a child: logs what it writes to the files of a store and to its standard output, in order, so that a test can build the
 * files as a power cut at any moment may leave them. A record: kind, file, offset, length (little-endian), bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;

/* 0 the database, 1 its journal, 2 standard output; -1 anything else. */
static int which(int fd) {
    const char *store = getenv("WRITE_LOG_STORE");
    char link[64], path[4096], out[4096];
    if (store == NULL) return -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return -1;
    path[n] = 0;
    /* .NET writes to a duplicate of descriptor 1. */
    ssize_t m = readlink("/proc/self/fd/1", out, sizeof out - 1);
    if (m == n && memcmp(path, out, (size_t)n) == 0) return 2;
    size_t length = strlen(store);
    if (strncmp(path, store, length) != 0) return -1;
    if (path[length] == 0) return 0;
    return strcmp(path + length, "-wal") == 0 ? 1 : -1;
}

static void note(char kind, int file, uint64_t offset, uint64_t length, const void *bytes, uint64_t size) {
    unsigned char head[18];
    head[0] = (unsigned char)kind;
    head[1] = (unsigned char)file;
    memcpy(head + 2, &offset, 8);
    memcpy(head + 10, &length, 8);
    if (log_file < 0) log_file = (int)syscall(SYS_openat, AT_FDCWD, getenv("WRITE_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (syscall(SYS_write, log_file, head, sizeof head) != sizeof head) abort();
    for (uint64_t done = 0; done < size;) {
        long n = syscall(SYS_write, log_file, (const char *)bytes + done, size - done);
        if (n <= 0) abort();
        done += (uint64_t)n;
    }
}

/* The note and what it notes are one step: no other thread's comes between. */
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    int file = which(fd);
    if (file < 0) return syscall(SYS_pwrite64, fd, bytes, size, offset);
    pthread_mutex_lock(&gate);
    ssize_t n = syscall(SYS_pwrite64, fd, bytes, size, offset);
    if (n > 0) note('w', file, (uint64_t)offset, (uint64_t)n, bytes, (uint64_t)n);
    pthread_mutex_unlock(&gate);
    return n;
}

ssize_t write(int fd, const void *bytes, size_t size) {
    int file = which(fd);
    if (file < 0) return syscall(SYS_write, fd, bytes, size);
    pthread_mutex_lock(&gate);
    uint64_t offset = file == 2 ? 0 : (uint64_t)lseek(fd, 0, SEEK_CUR);
    ssize_t n = syscall(SYS_write, fd, bytes, size);
    if (n > 0) note(file == 2 ? 'o' : 'w', file, offset, (uint64_t)n, bytes, (uint64_t)n);
    pthread_mutex_unlock(&gate);
    return n;
}

int ftruncate64(int fd, off64_t length) {
    int file = which(fd);
    if (file < 0) return (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&gate);
    int code = (int)syscall(SYS_ftruncate, fd, length);
    if (code == 0) note('t', file, 0, (uint64_t)length, "", 0);
    pthread_mutex_unlock(&gate);
    return code;
}

static int sync_of(int fd, long call) {
    int file = which(fd);
    if (file < 0 || file == 2) return (int)syscall(call, fd);
    pthread_mutex_lock(&gate);
    /* The medium's own sync is left out: the test is about order, not about this machine's disk. */
    note('s', file, 0, 0, "", 0);
    pthread_mutex_unlock(&gate);
    return 0;
}

int fsync(int fd) { return sync_of(fd, SYS_fsync); }

int fdatasync(int fd) { return sync_of(fd, SYS_fdatasync); }
