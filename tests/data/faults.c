/* Let the n-th change to files below FAULT_ROOT fail, and count all of them.
 *
 * Preloaded into a build, it stands between the program (and the libraries it loads) and the
 * C library: FAULT_AT=n makes the n-th call fail with FAULT_ERRNO, FAULT_STAYS=1 every later
 * one too; FAULT_COUNT names a file that gets the number of calls at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls;

static int below_root(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && strncmp(path, root, strlen(root)) == 0;
}

static int file_below_root(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return below_root(path);
}

static int fails(int concerned) {
    if (!concerned) return 0;
    long now = __sync_add_and_fetch(&calls, 1);
    const char *at = getenv("FAULT_AT"), *stays = getenv("FAULT_STAYS");
    long wanted = at ? atol(at) : 0;
    if (wanted < 1 || now < wanted || (now > wanted && !stays)) return 0;
    const char *code = getenv("FAULT_ERRNO");
    errno = code ? atoi(code) : EIO;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ON_FILE(type, name, parameters, arguments)                      \
    type name parameters {                                              \
        if (fails(file_below_root(file))) return -1;                    \
        return REAL(name) arguments;                                    \
    }
#define ON_PATH(name, parameters, arguments)                            \
    int name parameters {                                               \
        if (fails(below_root(path))) return -1;                         \
        return REAL(name) arguments;                                    \
    }

ON_FILE(ssize_t, write, (int file, const void *data, size_t size), (file, data, size))
ON_FILE(ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), (file, data, size, at))
ON_FILE(ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
ON_FILE(ssize_t, writev, (int file, const struct iovec *data, int count), (file, data, count))
ON_FILE(ssize_t, sendfile, (int file, int from, off_t *at, size_t size), (file, from, at, size))
ON_FILE(ssize_t, sendfile64, (int file, int from, off64_t *at, size_t size), (file, from, at, size))
ON_FILE(int, fsync, (int file), (file))
ON_FILE(int, fdatasync, (int file), (file))
ON_FILE(int, ftruncate, (int file, off_t size), (file, size))
ON_FILE(int, ftruncate64, (int file, off64_t size), (file, size))
ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(link, (const char *path, const char *to), (path, to))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))

__attribute__((destructor)) static void report(void) {
    const char *name = getenv("FAULT_COUNT");
    FILE *out = name && calls ? fopen(name, "w") : NULL;
    if (out) {
        fprintf(out, "%ld\n", calls);
        fclose(out);
    }
}
