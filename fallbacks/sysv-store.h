/* sysv-store.h - objects that outlive processes, each in a file of its own.
   SPDX-License-Identifier: BSD-2-Clause

   What the fallbacks of System V share.  A file holds two copies of an
   object's state, and a word that says which of them counts: a change is
   written into the other one and becomes true by that word, so that whoever
   is killed meanwhile has changed nothing, or all.  Who looks at an object
   has a record lock on its file, which ends with its process.  */

#ifndef IPC_SYSV_STORE_H
#define IPC_SYSV_STORE_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { SYSV_QUEUE = 'q', SYSV_SET = 's', SYSV_SEGMENT = 'm',
       SYSV_WAITERS = 128, SYSV_PATH = 1024 };

/* A call of the fallbacks, from begin to end: no other thread of this process
   is in one, and no signal is delivered.  */
struct sysv_session
{
  sigset_t mask;                /* as it was */
  int cancel;
};
void ipc_sysv_begin (struct sysv_session *session);
/* Returns RESULT, and leaves errno alone.  */
int ipc_sysv_end (struct sysv_session *session, int result);
/* Let others go on for a while.  */
void ipc_sysv_pause (void);
void ipc_sysv_resume (void);

struct sysv_perm
{
  int64_t key, uid, gid, cuid, cgid, mode;
};

/* The process that is in the session.  */
int64_t ipc_sysv_pid (void);
/* Another one for each session.  */
unsigned long ipc_sysv_session_number (void);

/* Who waits for a change: the FIFO w.PID.NUMBER is its own.  */
struct sysv_waiter
{
  int64_t pid;                  /* 0: nobody */
  int64_t number;
  int64_t what, type;           /* for what: the family knows */
};

/* The state of an object begins with this; of a list it does not.  */
struct sysv_head
{
  struct sysv_perm perm;
  int64_t n_waiters;            /* so many of them mean something */
  struct sysv_waiter waiter[SYSV_WAITERS];
};

struct sysv_object;

/* What objects of a kind have in common.  A new one has SIZE bytes of state,
   of MOST, which MAKE fills in behind the head; FIT says whether one that is
   there is what a caller wants: 0, or an error.  SOUND says whether a state
   can be that of an object: what counts and measures in it are used as they
   are.  */
struct sysv_family
{
  int kind;
  size_t size, most;
  int (*make) (struct sysv_object *o, const void *arg);
  int (*fit) (const struct sysv_object *o, const void *arg);
  int (*sound) (const struct sysv_object *o);
};
extern const struct sysv_family ipc_sysv_queues, ipc_sysv_sets,
  ipc_sysv_segments;

struct sysv_file;

struct sysv_object
{
  char path[SYSV_PATH];
  const struct sysv_family *family;
  int id;                       /* of an object that has one */
  int fd;
  struct sysv_file *file;       /* NULL: not open */
  size_t size;                  /* bytes of state */
  void *state;                  /* a copy of this process's own */
};

/* Store the name of FILE, with NUMBER behind a dot, or of the directory for
   NULL.  Where that is not there it is made.  Returns 0, or -1 with errno.  */
int ipc_sysv_path (char path[SYSV_PATH], const char *file, long number);
/* Open FD, of a file that all need, to whoever may use the directory.  0, or
   -1 with errno.  */
int ipc_sysv_share (int fd);
/* Open the FIFO PATH without waiting.  -1 with errno: ENOENT if something else
   has its name, which nobody is to read, write or change.  */
int ipc_sysv_open_fifo (const char *path, int flags);
/* The name of the directory if it is the same wherever this process is, or
   NULL.  */
const char *ipc_sysv_fixed_directory (void);
/* An absolute name of the directory, whether it is there or not.  0, or -1
   with errno.  */
int ipc_sysv_directory (char path[SYSV_PATH]);

/* Open what is in PATH, a file that ipc_sysv_create() has made for an object of
   FAMILY, wait until nobody else has it open, and read its state.  Returns 0;
   or -1 with errno, EINVAL if there is no such object, or no more.  */
int ipc_sysv_open (struct sysv_object *o);
/* Likewise, when its file is open.  */
int ipc_sysv_lock_file (struct sysv_object *o);
/* Make it, of as many bytes of zero as FAMILY says; it is open then.  A file
   that is there already is replaced: the caller knows that it is nobody's.
   EEXIST if that cannot be done.  */
int ipc_sysv_create (struct sysv_object *o, mode_t mode);
/* Remove what ipc_sysv_create() may have begun, and close it.  Returns -1, and
   leaves errno alone.  */
int ipc_sysv_give_up (struct sysv_object *o);
/* Remove what is in PATH.  0 if nothing is there then.  */
int ipc_sysv_clear (const char *path);
/* Whether a file of SIZE bytes may be made; errno.  Who only tries may be
   killed for it.  */
int ipc_sysv_may_write (size_t size);
/* Put SIZE zeros into a new file: they have a place on the disk then.  0, or -1
   with errno, ENOSPC and EFBIG among them.  */
int ipc_sysv_fill (int fd, size_t size);
/* Make the state, as it is now, the one that counts.  Returns 0; or -1 with
   errno if that cannot be done, when nothing has changed.  */
int ipc_sysv_commit (struct sysv_object *o);
/* Forget what is not committed.  Returns 0; or -1 with errno EINVAL if
   somebody has made the object into none.  */
int ipc_sysv_reload (struct sysv_object *o);
/* The state is what was committed: it need not be read again.  */
void ipc_sysv_trust (struct sysv_object *o);
/* The object is no more, for all who have its file open or wait for it.  */
int ipc_sysv_drop (struct sysv_object *o);
/* Close it, if it is open, and forget what is not committed.  The file of an
   object that has an ID may stay open for the next call.  Leaves errno
   alone.  */
void ipc_sysv_close (struct sysv_object *o);
/* Between the steps of a change; it does nothing.  */
void ipc_sysv_step (void);

/* The object ID of FAMILY: as ipc_sysv_open(), or EACCES if its mode does not
   allow WANTED, of 0400 and 0200.  */
int ipc_sysv_seek (struct sysv_object *o, const struct sysv_family *family,
                   int id, int wanted);
int ipc_sysv_allows (const struct sysv_perm *perm, int wanted);
int ipc_sysv_owns (const struct sysv_perm *perm);

/* The bits of the file of an object with MODE: who may read must write, too,
   to take its lock.  */
mode_t ipc_sysv_file_mode (int mode);

/* msgget() and its like.  */
int ipc_sysv_obtain (const struct sysv_family *family, key_t key, int flags,
                     const void *arg);
/* IPC_RMID, after waking all who wait.  */
int ipc_sysv_remove (const struct sysv_family *family, int id);
/* The owner and mode of IPC_SET.  */
int ipc_sysv_set_perm (struct sysv_object *o, uid_t uid, gid_t gid, int mode);
/* For an object that only its owner may change: EPERM is better.  */
int ipc_sysv_seek_own (struct sysv_object *o, const struct sysv_family *family,
                       int id);

/* A call that may wait, until it can be done.  ATTEMPT, with the object open,
   does it and commits: 0 if it is done, -1 with errno, or 1 if it must wait
   and has stored for what; WANTED is as for ipc_sysv_seek().  */
enum { SYSV_WATCHED = 64 };
struct sysv_call
{
  const struct sysv_family *family;
  int id, wanted;
  int (*attempt) (struct sysv_object *o, struct sysv_call *call);
  int what;
  int64_t type;
  int nowait;                   /* the error instead of waiting, or 0 */
  /* Also ends the wait when it hangs up: closed after each attempt.  */
  int watched[SYSV_WATCHED], n_watched;
  int64_t number;               /* of its own FIFO; 0: none yet */
  int in, out;
};
/* Returns 0, or -1 with errno: EIDRM if the object goes while it waits, EINTR
   if a signal comes then, ENOMEM if too many wait.  The members from FAMILY to
   ATTEMPT are set, and others 0.  */
int ipc_sysv_do (struct sysv_call *call);
/* CALL waits no longer, in the state that it is about to commit.  */
void ipc_sysv_awake (struct sysv_object *o, const struct sysv_call *call);

/* Wake those for whom MATCH is true; NULL is for all.  Before the change, to
   which they wake as soon as O is closed: who is killed in between has woken
   them in vain.
   Returns 0, or -1 with errno: then the change must not be made.  */
int ipc_sysv_wake (struct sysv_object *o,
               int (*match) (const struct sysv_waiter *, const void *),
               const void *arg);

#endif
