/** Clock: what is made of the time that the World tells. */
import type { World } from "./world.ts";

/** Milliseconds of SOURCE_DATE_EPOCH (whole seconds); null where it is not set or no number. @see https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDateEpoch(env: World["env"]): number | null {
  const text = env.SOURCE_DATE_EPOCH;
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) * 1000 : null;
}

/** `2026-01-31T12:00:00.000Z`. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** `20260131_120000`, UTC: how a run's name begins. */
export const stamp = (milliseconds: number): string =>
  isoTime(milliseconds).slice(0, 19).replaceAll("-", "").replaceAll(":", "").replace("T", "_");
