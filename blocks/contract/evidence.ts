/** Evidence: what a block brings forward for the statement of a regulatory run, in lines whose numbers the compiler prints. */

import type { Json } from "../../schemas/plain-json.ts";
import type { Sentence } from "./brief.ts";
import { quoted } from "./number-text.ts";
import type { Form } from "./quantity.ts";
import { noBreak } from "./quantity.ts";

/** A value in a line, and what it is a number of. */
export interface Stated {
  readonly value: Json;
  readonly format: Form;
}

/** Words, and the values among them. */
export type EvidenceLine = readonly (string | Stated)[];

export interface Evidence {
  /** Heading of its section. */
  readonly title: string;
  /** What was done, and how it came out. */
  readonly lines: readonly EvidenceLine[];
  /** How it does by class, batch and instrument. */
  readonly groups: readonly EvidenceLine[];
}

export const stated = (value: Json, format: Form): Stated => ({ value, format });

/** A sentence of the head of a report as a line. */
export const lineOf = (sentence: Sentence): EvidenceLine =>
  sentence.flatMap((part) =>
    typeof part === "string"
      ? [part]
      : [stated(part.value as Json, part.format), ...(part.unit === null ? [] : [`${noBreak}${part.unit}`])],
  );

/** A number; words where there is none. */
export const statedOr = (value: number | null | undefined, format: Form): string | Stated =>
  typeof value === "number" ? stated(value, format) : "not available";

/** `98.3 % (95 % CI 95.2 % to 99.7 %)`; the unit stands behind the value. @param why there is no interval, where there is none */
export function withInterval(
  value: number | null | undefined,
  interval: readonly [number, number] | null | undefined,
  format: Form,
  why?: string | null,
  unit: string | null = null,
): EvidenceLine {
  if (typeof value !== "number") return ["not available"];
  const ends = interval == null ? `not available${why == null ? "" : `: ${why}`}` : stated(interval, format);
  return [stated(value, format), unit === null ? "" : `${noBreak}${unit}`, quoted[0], ends, quoted[1]];
}
