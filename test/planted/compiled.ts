/** A study of a made set, compiled in memory: how it ended, what it was told, and what its gates say. */
import type { GateReport } from "../../schemas/gate-report.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { paperless } from "../fixtures/paperless.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type BaseSet, type Column, csvOf, type DocumentOptions, documentOf } from "./base-set.ts";

export interface Study {
  readonly set: BaseSet;
  readonly columns: readonly Column[];
  /** Columns behind the axis. */
  readonly behind?: readonly Column[];
  readonly options: DocumentOptions;
}

const gates = ["data", "spectral", "model"] as const;

export async function compiled({ set, columns, behind, options }: Study, more: string = "") {
  const csv = csvOf(set, columns, behind);
  const place = inMemory({ "set.csv": csv, "protocol.md": pinned(documentOf(set, options) + more, csv) });
  const { exitCode, documents } = await place.compile({}, {}, paperless());
  const { findings } = documents[0];
  const run = `runs/${place.runs()[0]}`;
  const text = (path: string): string => place.read(`${run}/${path}`);
  const has = (path: string): boolean => place.names(run).includes(path);
  const verdicts = gates.flatMap((gate) => {
    const path = `${gate}_qc_report.json`;
    return has(path) ? [JSON.parse(text(path)) as GateReport] : [];
  });
  return {
    exitCode,
    codes: findings.map(({ code }) => code),
    told: (code: string) => findings.filter((finding) => finding.code === code).map(({ message }) => message),
    failed: verdicts.flatMap(({ failed_checks }) => failed_checks),
    verdicts,
    paths: place.names(run),
    text,
    json: (path: string) => JSON.parse(text(path)),
  };
}
