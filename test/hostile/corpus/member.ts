/** Member: something hostile, what it tries, and how it is to be met. */
import { resolve } from "node:path";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";

/** Stands in a file outside the project: no output may hold it. */
export const secret = "OUTSIDE-7c1e93";
/** A file that only something that ran could have made. */
export const canary = "/tmp/foodspec-canary-7c1e93";

export interface Member {
  readonly kind: "document" | "data file" | "predictor" | "run folder" | "store";
  /** One line. */
  readonly tries: string;
  /** How the command ends; 0 where it is harmless as it is. */
  readonly exit: number;
  /** Codes of which one must be said; none where it is met without a word. */
  readonly codes: readonly string[];
  readonly files: () => Files;
  /** What somebody types. */
  readonly words: readonly string[];
}
export type Files = { readonly [path: string]: string | Uint8Array };

export interface Met {
  readonly exit: number | null;
  readonly codes: readonly string[];
  /** Seconds of the processor. */
  readonly seconds: number;
  /** What was told and what was left behind, as one text. */
  readonly text: string;
}

/** Does what is typed, in a project in memory beside which a secret lies. */
export async function meet({ files, words }: Member): Promise<Met> {
  const place = inMemory(files());
  place.disk.write(resolve("/outside.csv"), secret);
  const before = process.cpuUsage();
  const { status, out, err } = await place.type(words);
  const { user, system } = process.cpuUsage(before);
  const codes = [...new Set(`${out}${err}`.match(/\bFS\d{4}\b/g))];
  return { exit: status, codes, seconds: (user + system) / 1e6, text: `${out}${err}${leftBehind(place)}` };
}

/** Everything in the run folders and the store. */
const leftBehind = (place: Place): string =>
  ["runs", ".foodspec"]
    .flatMap((folder) => place.names(folder).map((name) => `${folder}/${name}`))
    .map((path) => (place.disk.stands(`${place.folder}/${path}`) === "file" ? place.read(path) : ""))
    .join("\n");
