/* sysv-types.h - structures and numbers of System V, also where none are.
   SPDX-License-Identifier: BSD-2-Clause

   What the system's headers have is theirs.  Of a header that there is not,
   here is what POSIX has it declare, but for the functions: without these the
   fallbacks have no other ABI to go by than their own.  The numbers are the
   usual ones.  A header of the same name that is ours says so by the macro.  */

#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#ifdef __has_include
# if !__has_include (<sys/ipc.h>)
#  define IPC_NO_SYS_IPC_H 1
# endif
# if !__has_include (<sys/msg.h>)
#  define IPC_NO_SYS_MSG_H 1
# endif
# if !__has_include (<sys/sem.h>)
#  define IPC_NO_SYS_SEM_H 1
# endif
# if !__has_include (<sys/shm.h>)
#  define IPC_NO_SYS_SHM_H 1
# endif
#endif

#ifndef IPC_NO_SYS_IPC_H
# include <sys/ipc.h>
#endif
#ifndef IPC_NO_SYS_MSG_H
# include <sys/msg.h>
#endif
#ifndef IPC_NO_SYS_SEM_H
# include <sys/sem.h>
#endif
#ifndef IPC_NO_SYS_SHM_H
# include <sys/shm.h>
#endif

#if defined IPC_NO_SYS_IPC_H && !defined IPC_PRIVATE

# define IPC_PRIVATE ((key_t) 0)
# define IPC_CREAT 01000
# define IPC_EXCL 02000
# define IPC_NOWAIT 04000
# define IPC_RMID 0
# define IPC_SET 1
# define IPC_STAT 2

struct ipc_perm
{
  uid_t uid;
  gid_t gid;
  uid_t cuid;
  gid_t cgid;
  mode_t mode;
};

#endif
#if defined IPC_NO_SYS_MSG_H && !defined MSG_NOERROR

# define MSG_NOERROR 010000

typedef unsigned long msgqnum_t;
typedef unsigned long msglen_t;

struct msqid_ds
{
  struct ipc_perm msg_perm;
  msgqnum_t msg_qnum;
  msglen_t msg_qbytes;
  pid_t msg_lspid;
  pid_t msg_lrpid;
  time_t msg_stime;
  time_t msg_rtime;
  time_t msg_ctime;
};

#endif
#if defined IPC_NO_SYS_SEM_H && !defined SEM_UNDO

# define SEM_UNDO 010000
# define GETPID 11
# define GETVAL 12
# define GETALL 13
# define GETNCNT 14
# define GETZCNT 15
# define SETVAL 16
# define SETALL 17

struct sembuf
{
  unsigned short sem_num;
  short sem_op;
  short sem_flg;
};

struct semid_ds
{
  struct ipc_perm sem_perm;
  unsigned short sem_nsems;
  time_t sem_otime;
  time_t sem_ctime;
};

#endif
#if defined IPC_NO_SYS_SHM_H && !defined SHM_RDONLY

# define SHM_RDONLY 010000
# define SHM_RND 020000
# define SHMLBA 65536

typedef unsigned long shmatt_t;

struct shmid_ds
{
  struct ipc_perm shm_perm;
  size_t shm_segsz;
  pid_t shm_lpid;
  pid_t shm_cpid;
  shmatt_t shm_nattch;
  time_t shm_atime;
  time_t shm_dtime;
  time_t shm_ctime;
};

#endif
