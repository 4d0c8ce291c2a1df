/* Records what a program writes into the files of a folder, and when it has the disk confirm it.
 *
 * cc -shared -fPIC -o writes.so writes.c -ldl
 * WRITES_FOLDER=/folder/ WRITES_LOG=/log LD_PRELOAD=./writes.so program
 *
 * Each record is a line "KIND OFFSET LENGTH NAME", and behind a W so many bytes: W written, T cut to OFFSET, S confirmed
 * by the disk, U removed; NAME is "." for the folder itself. crash.py reads them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void append(char kind, off_t offset, const void *bytes, size_t length, const char *path) {
    const char *folder = getenv("WRITES_FOLDER"), *log = getenv("WRITES_LOG");
    if (!folder || !log) return;
    size_t prefix = strlen(folder);
    int is_folder = !strncmp(path, folder, prefix - 1) && !path[prefix - 1];
    if (!is_folder && strncmp(path, folder, prefix)) return;
    const char *name = is_folder ? "." : path + prefix;
    char head[4200];
    int size = snprintf(head, sizeof head, "%c %lld %zu %s\n", kind, (long long)offset, length, name);
    pthread_mutex_lock(&one_at_a_time);
    int file = open(log, O_WRONLY | O_APPEND | O_CREAT, 0600);
    ssize_t done = REAL(write)(file, head, size);
    if (bytes && done == size) done = REAL(write)(file, bytes, length);
    close(file);
    pthread_mutex_unlock(&one_at_a_time);
    if (done < 0) abort();
}

static void record(char kind, int file, off_t offset, const void *bytes, size_t length) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return;
    path[size] = 0;
    append(kind, offset, bytes, length, path);
}

ssize_t write(int file, const void *bytes, size_t length) {
    off_t offset = lseek(file, 0, SEEK_CUR);
    ssize_t done = REAL(write)(file, bytes, length);
    if (done > 0 && offset >= 0) record('W', file, offset, bytes, done);
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    ssize_t done = REAL(pwrite)(file, bytes, length, offset);
    if (done > 0) record('W', file, offset, bytes, done);
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset) {
    ssize_t done = REAL(pwrite64)(file, bytes, length, offset);
    if (done > 0) record('W', file, offset, bytes, done);
    return done;
}

int ftruncate(int file, off_t size) {
    int failed = REAL(ftruncate)(file, size);
    if (!failed) record('T', file, size, NULL, 0);
    return failed;
}

int ftruncate64(int file, off64_t size) {
    int failed = REAL(ftruncate64)(file, size);
    if (!failed) record('T', file, size, NULL, 0);
    return failed;
}

int fsync(int file) {
    int failed = REAL(fsync)(file);
    if (!failed) record('S', file, 0, NULL, 0);
    return failed;
}

int fdatasync(int file) {
    int failed = REAL(fdatasync)(file);
    if (!failed) record('S', file, 0, NULL, 0);
    return failed;
}

int unlink(const char *path) {
    int failed = REAL(unlink)(path);
    if (!failed) append('U', 0, NULL, 0, path);
    return failed;
}
