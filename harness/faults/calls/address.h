/* address.h - the type of a socket's address in prototypes.
   SPDX-License-Identifier: BSD-2-Clause

   With GNU extensions glibc takes any kind of address by a union.  */

#ifndef IPC_FAULTS_ADDRESS_H
#define IPC_FAULTS_ADDRESS_H

#include <sys/socket.h>

#ifdef __GLIBC__
# define ADDRESS __SOCKADDR_ARG
# define CONST_ADDRESS __CONST_SOCKADDR_ARG
# define POINTER(address) ((address).__sockaddr__)
#else
# define ADDRESS struct sockaddr *
# define CONST_ADDRESS const struct sockaddr *
# define POINTER(address) (address)
#endif

#endif
