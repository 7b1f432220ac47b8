/** Differ: what a file says beside what is worked out again, number by number; the file, the place and both values are named. */
import { isRecord } from "../../schemas/is-record.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";

/** How far a number may be off what is worked out again, of its size or of 1e-3, whichever is larger. */
const tolerance = 1e-9;

/** A number that is known less well than others. */
export class About {
  readonly value: number;
  readonly within: number;
  constructor(value: number, within: number) {
    this.value = value;
    this.within = within;
  }
}

/** At most so many of one file: more say nothing new. */
const most = 20;

/**
 * Every place where a file says something else. What is worked out is an object of the same shape; a member that is `undefined` may be
 * anything, one that is missing may not be there.
 */
export function differences(path: string, found: unknown, wanted: unknown, pointer = ""): readonly Finding[] {
  const places: Finding[] = [];
  compare(found, wanted, pointer, (at, said, again) => {
    if (places.length < most) places.push(otherwise(path, at, said, again));
  });
  return places;
}

/** One place. */
export function otherwise(path: string, pointer: string, found: unknown, recomputed: unknown): Finding {
  const problem = `says ${shown(found)} at ${pointer}; worked out again it is ${shown(recomputed)}`;
  return finding("FS9120", null, { path, problem, pointer, found: shown(found), recomputed: shown(recomputed) });
}

/** A contradiction that is no single value. */
export const contradiction = (path: string, problem: string): Finding => finding("FS9120", null, { path, problem });

type Told = (pointer: string, found: unknown, wanted: unknown) => void;

function compare(found: unknown, wanted: unknown, at: string, tell: Told): void {
  if (wanted === undefined) return;
  if (wanted instanceof About) {
    if (!isNear(found, wanted.value, wanted.within)) tell(at, found, wanted.value);
  } else if (typeof wanted === "number") {
    if (!isNear(found, wanted, tolerance)) tell(at, found, wanted);
  } else if (Array.isArray(wanted)) compareLists(found, wanted, at, tell);
  else if (isRecord(wanted)) compareMembers(found, wanted, at, tell);
  else if (found !== wanted) tell(at, found, wanted);
}

function compareLists(found: unknown, wanted: readonly unknown[], at: string, tell: Told): void {
  if (!Array.isArray(found)) tell(at, found, wanted);
  else if (found.length !== wanted.length) tell(at, `${found.length} entries`, `${wanted.length} entries`);
  else for (const [i, one] of wanted.entries()) compare(found[i], one, `${at}/${i}`, tell);
}

function compareMembers(found: unknown, wanted: Readonly<Record<string, unknown>>, at: string, tell: Told): void {
  if (!isRecord(found)) {
    tell(at, found, wanted);
    return;
  }
  const known = new Map(Object.entries(wanted));
  const said = new Map(Object.entries(found));
  for (const [name, one] of known) compare(said.get(name), one, `${at}/${escaped(name)}`, tell);
  for (const [name, one] of said) if (!known.has(name)) tell(`${at}/${escaped(name)}`, one, undefined);
}

/** A step of a JSON pointer. */
export const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

function isNear(found: unknown, wanted: number, within: number): boolean {
  if (typeof found !== "number") return Number.isNaN(wanted) && found === null;
  return Math.abs(found - wanted) <= within * Math.max(1e-3, Math.abs(wanted), Math.abs(found));
}

/** As a sentence quotes it. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
