// Shifts the wall clock of every program that loads this (ld.so(8), /etc/ld.so.preload): a machine's own clock cannot be set from
// within a container. Other clocks, and so all waiting, stay as they are. DAYS is given when it is compiled.
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SHIFT ((time_t)(DAYS) * 86400)
#define HALF ((DAYS) > 0 ? SHIFT / 2 : -SHIFT / 2)

extern void *dlsym(void *, const char *) __attribute__((weak));

int clock_gettime(clockid_t clock, struct timespec *now) {
  long status = syscall(SYS_clock_gettime, clock, now);
  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI)) now->tv_sec += SHIFT;
  return (int)status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  long status = syscall(SYS_gettimeofday, now, zone);
  if (status == 0 && now) now->tv_sec += SHIFT;
  return (int)status;
}

time_t time(time_t *told) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (told) *told = now.tv_sec;
  return now.tv_sec;
}

// Who waits until a moment of the shifted clock means a moment of the real one.
static const struct timespec *real_moment(const struct timespec *until, struct timespec *shifted) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
  time_t away = until->tv_sec - now.tv_sec - SHIFT;
  if (away > HALF || away < -HALF) return until;
  *shifted = *until;
  shifted->tv_sec -= SHIFT;
  return shifted;
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
  if (!real) real = dlsym((void *)-1l, "pthread_cond_timedwait");
  struct timespec shifted;
  return real(condition, mutex, real_moment(until, &shifted));
}
