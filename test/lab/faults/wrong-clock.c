// Shifts the wall clock of every program that loads this (ld.so(8), /etc/ld.so.preload): a machine's own clock cannot be set from
// within a container. Times of files are shifted with it, as they would be, but for a clock that was right when they were written
// (CLOCK_ONLY); other clocks, and so all waiting, stay as they are. DAYS is given when it is compiled.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/stat.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SHIFT ((time_t)(DAYS) * 86400)
#ifdef CLOCK_ONLY
#define FILES_SHIFT 0
#else
#define FILES_SHIFT SHIFT
#endif

int clock_gettime(clockid_t clock, struct timespec *now) {
  long status = syscall(SYS_clock_gettime, clock, now);
  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI)) now->tv_sec += SHIFT;
  return (int)status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  long status = syscall(SYS_gettimeofday, now, zone);
  if (status == 0) now->tv_sec += SHIFT;
  return (int)status;
}

time_t time(time_t *told) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (told) *told = now.tv_sec;
  return now.tv_sec;
}

extern int pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *) __attribute__((weak));

// Who waits until a moment of the shifted clock means a moment of the real one; a clock since boot is far from both.
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until) {
  if (until->tv_sec < 1000000000l) return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, until);
  struct timespec real = {until->tv_sec - SHIFT, until->tv_nsec};
  return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, &real);
}

// The head of the kernel's struct stat on x86-64, and where its times stand; the types of sys/stat.h would clash with statx below.
struct shown {
  long head[9];
  struct timespec times[3];
};

static int shown_later(long status, struct shown *shown) {
  for (int time = 0; status == 0 && time < 3; time++) shown->times[time].tv_sec += FILES_SHIFT;
  return (int)status;
}

int fstatat(int dir, const char *path, struct shown *shown, int flags) {
  return shown_later(syscall(SYS_newfstatat, dir, path, shown, flags), shown);
}
int stat(const char *path, struct shown *shown) { return fstatat(AT_FDCWD, path, shown, 0); }
int lstat(const char *path, struct shown *shown) { return fstatat(AT_FDCWD, path, shown, AT_SYMLINK_NOFOLLOW); }
int fstat(int file, struct shown *shown) { return shown_later(syscall(SYS_fstat, file, shown), shown); }
int stat64(const char *path, struct shown *shown) { return stat(path, shown); }
int lstat64(const char *path, struct shown *shown) { return lstat(path, shown); }
int fstat64(int file, struct shown *shown) { return fstat(file, shown); }
int fstatat64(int dir, const char *path, struct shown *shown, int flags) { return fstatat(dir, path, shown, flags); }
// glibc before 2.33
int __xstat(int version, const char *path, struct shown *shown) { return stat(path, shown); }
int __lxstat(int version, const char *path, struct shown *shown) { return lstat(path, shown); }
int __fxstat(int version, int file, struct shown *shown) { return fstat(file, shown); }
int __fxstatat(int version, int dir, const char *path, struct shown *shown, int flags) { return fstatat(dir, path, shown, flags); }
int __xstat64(int version, const char *path, struct shown *shown) { return stat(path, shown); }
int __lxstat64(int version, const char *path, struct shown *shown) { return lstat(path, shown); }
int __fxstat64(int version, int file, struct shown *shown) { return fstat(file, shown); }
int __fxstatat64(int version, int dir, const char *path, struct shown *shown, int flags) { return fstatat(dir, path, shown, flags); }

int statx(int dir, const char *restrict path, int flags, unsigned mask, struct statx *restrict shown) {
  long status = syscall(SYS_statx, dir, path, flags, mask, shown);
  if (status == 0) {
    shown->stx_atime.tv_sec += FILES_SHIFT;
    shown->stx_mtime.tv_sec += FILES_SHIFT;
    shown->stx_ctime.tv_sec += FILES_SHIFT;
    shown->stx_btime.tv_sec += FILES_SHIFT;
  }
  return (int)status;
}

// Who sets a file's time means the shifted clock too; UTIME_NOW and UTIME_OMIT stand in the nanoseconds.
int utimensat(int dir, const char *path, const struct timespec wished[2], int flags) {
  struct timespec times[2];
  for (int time = 0; wished && time < 2; time++) {
    times[time] = wished[time];
    if (times[time].tv_nsec < 1000000000l) times[time].tv_sec -= FILES_SHIFT;
  }
  return (int)syscall(SYS_utimensat, dir, path, wished ? times : (void *)0, flags);
}
int futimens(int file, const struct timespec wished[2]) { return utimensat(file, (void *)0, wished, 0); }
int utimes(const char *path, const struct timeval wished[2]) {
  struct timespec times[2];
  for (int time = 0; wished && time < 2; time++) times[time] = (struct timespec){wished[time].tv_sec, wished[time].tv_usec * 1000};
  return utimensat(AT_FDCWD, path, wished ? times : (void *)0, 0);
}
struct utimbuf {
  time_t read, written;
};
int utime(const char *path, const struct utimbuf *wished) {
  struct timeval times[2];
  if (wished) times[0] = (struct timeval){wished->read, 0}, times[1] = (struct timeval){wished->written, 0};
  return utimes(path, wished ? times : (void *)0);
}
