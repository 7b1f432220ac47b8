/** Working: who works at a job and where, and what ends one that cannot go on. */
import type { Actor } from "../../schemas/job.ts";
import type { Workers, World } from "../compile/world.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Places } from "./places.ts";

export interface Working {
  readonly places: Places;
  readonly world: World;
  readonly actor: Actor;
  /** Most workers of a run; undefined where nobody says. */
  readonly jobs?: number;
  /** Who has units done; this process where it is left out. */
  readonly engine?: WorkingEngine;
}

/** An engine as a worker meets it. */
export interface WorkingEngine {
  readonly name: string;
  /** How the units of a job's run are done. */
  workersFor(job: string): Workers;
}

/** What ended a job before, or beside, a run of its own. */
export const failed = ({ exit, code }: Finding, actor: Actor) =>
  ({ type: "ERROR", actor, data: { exit_code: exit, code, run_id: null } }) as const;
