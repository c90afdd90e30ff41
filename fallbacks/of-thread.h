/* of-thread.h - variables of which each thread has its own.
   SPDX-License-Identifier: BSD-2-Clause

   Where the compiler has none there is one for all.  */

#ifndef IPC_OF_THREAD_H
#define IPC_OF_THREAD_H

#if defined __GNUC__ || defined __SUNPRO_C
# define OF_THREAD __thread
#elif defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L \
  && !defined __STDC_NO_THREADS__
# define OF_THREAD _Thread_local
#else
# define OF_THREAD
#endif

#endif
