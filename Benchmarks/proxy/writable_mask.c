// LD_PRELOAD under valgrind: sigsuspend with a mask that may be written to. Valgrind 3.19 takes its own signals out of the
// caller's mask in place, and libdispatch parks the main thread of a Swift program on a constant one: a crash without this.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &copy, 8);
}
