/* Preloaded into the program under test and into all that it starts: a socket, or the name of
 * another machine, ends the process and is noted in GKDESK_SOCKETS. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void stop(const char *what, long number) {
    int file = open(getenv("GKDESK_SOCKETS"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dprintf(file, "%s %ld\n", what, number);
    abort();
}

int socket(int domain, int type, int protocol) {
    (void)type, (void)protocol;
    stop("socket", domain);
    return -1;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    (void)name, (void)service, (void)hints, (void)found;
    stop("getaddrinfo", 0);
    return EAI_FAIL;
}

struct hostent *gethostbyname(const char *name) {
    (void)name;
    stop("gethostbyname", 0);
    return NULL;
}
