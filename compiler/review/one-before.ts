/** One before: what a run was asked otherwise than the run of its document before it, and whether that made it better. */
import type { Diff } from "../../schemas/diff.ts";
import type { Disk } from "../store/disk.ts";
import { openRun } from "../verify/open-run.ts";
import { diffOf } from "./diff.ts";
import { verdictSentence } from "./sections.ts";
import { type Side, sideOf } from "./side.ts";

export interface Compared {
  /** Folder of the run before. */
  readonly with: string;
  readonly causes: Diff["causes"];
  readonly verdict: NonNullable<Diff["headline"]>["verdict"] | null;
  readonly sentence: string;
}

/** Null where one of them has no manifest that can be read. */
export function comparedWith(before: string, after: string, named: string, disk: Disk): Compared | null {
  const [older, newer] = [sideAt(before, disk), sideAt(after, disk)];
  if (older === null || newer === null) return null;
  const diff = diffOf(older, newer);
  return {
    with: named,
    causes: diff.causes,
    verdict: diff.same ? "same" : (diff.headline?.verdict ?? null),
    sentence: verdictSentence(diff),
  };
}

function sideAt(folder: string, disk: Disk): Side | null {
  const run = openRun(disk, folder, folder);
  const side = "code" in run ? run : sideOf(run);
  return "code" in side ? null : side;
}

/** As in `plsda /estimator/pls-da/components: 2 → 1`; what is long is cut. */
export function causeLine({ block, pointer, before, after }: Compared["causes"][number]): string {
  const [was, is] = [before, after].map((value) => (value === null ? "nothing" : shortened(JSON.stringify(value))));
  return `${[block, pointer].filter((one) => one !== null && one !== "").join(" ")}: ${was} → ${is}`;
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
