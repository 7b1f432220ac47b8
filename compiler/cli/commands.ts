/** Commands: the table of them, in the order in which the program's help names them. */
import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { clean } from "./commands/clean.ts";
import { compile } from "./commands/compile.ts";
import { completion } from "./commands/completion.ts";
import { diff } from "./commands/diff.ts";
import { doctor } from "./commands/doctor.ts";
import { explain } from "./commands/explain.ts";
import { exportRun } from "./commands/export.ts";
import { features } from "./commands/features.ts";
import { fmt } from "./commands/fmt.ts";
import { freeze } from "./commands/freeze.ts";
import { init } from "./commands/init.ts";
import { inspect } from "./commands/inspect.ts";
import { job } from "./commands/job.ts";
import { keys } from "./commands/keys.ts";
import { lockbox } from "./commands/lockbox.ts";
import { lsp } from "./commands/lsp.ts";
import { mergeLock } from "./commands/merge-lock.ts";
import { open } from "./commands/open.ts";
import { people } from "./commands/people.ts";
import { plan } from "./commands/plan.ts";
import { preview } from "./commands/preview.ts";
import { register } from "./commands/register.ts";
import { repro } from "./commands/repro.ts";
import { runWorkflow } from "./commands/run-workflow.ts";
import { runs } from "./commands/runs.ts";
import { score } from "./commands/score.ts";
import { serve } from "./commands/serve.ts";
import { sign } from "./commands/sign.ts";
import { track } from "./commands/track.ts";
import { verify } from "./commands/verify.ts";
import { why } from "./commands/why.ts";
import { worker } from "./commands/worker.ts";

export const commands: readonly Command<never>[] = [
  compile,
  runWorkflow,
  preview,
  lsp,
  plan,
  why,
  inspect,
  check,
  fmt,
  init,
  explain,
  diff,
  repro,
  verify,
  sign,
  keys,
  register,
  freeze,
  lockbox,
  exportRun,
  score,
  track,
  features,
  job,
  worker,
  people,
  serve,
  doctor,
  open,
  runs,
  clean,
  mergeLock,
  completion,
];
