// worker.mjs - a thread in which a program of WASIX runs.
// SPDX-License-Identifier: BSD-2-Clause

import { env } from "node:process";
import { serve } from "./files.mjs";

serve(JSON.parse(env.IPCOMPAT_WASIX_MOUNTS));
await import(env.IPCOMPAT_WASIX_WORKER);
