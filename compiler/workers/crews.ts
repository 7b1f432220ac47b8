/** Crews: a crew for each run that asks, all of workers of one kind. */
import { type Crew, type CrewEffects, crew } from "./crew.ts";

/** What is the same for every run. */
export interface Hiring extends Pick<CrewEffects, "rule" | "isWorthOne" | "starter"> {
  /** How many workers are used at most where a run does not say. */
  readonly usual: number;
}

/** What a run brings. */
export interface Run extends Omit<CrewEffects, "rule" | "isWorthOne" | "starter" | "jobs"> {
  readonly jobs: number | undefined;
}

export const crews =
  ({ usual, ...hiring }: Hiring) =>
  async ({ jobs, ...run }: Run): Promise<Crew> =>
    crew({ ...hiring, ...run, jobs: jobs ?? usual });
