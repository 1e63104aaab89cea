// A disk that takes its time: with the switch file there, fsync and fdatasync of a file in the folder take DELAY_S more.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DELAY_S 3

static void delay(int fd) {
  const char *folder = getenv("SLOW_DISK_FOLDER"), *file = getenv("SLOW_DISK_SWITCH");
  char link[64], path[4096];
  if (folder == NULL || file == NULL || access(file, F_OK) != 0) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = '\0';
  if (strncmp(path, folder, strlen(folder)) == 0) sleep(DELAY_S);
}

int fsync(int fd) {
  delay(fd);
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
  delay(fd);
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
