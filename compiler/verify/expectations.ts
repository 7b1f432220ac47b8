/** Expectations: what a model is held against (R1), worked out again from its tables and metrics, and what the report tells of it. */
import { isRecord } from "../../schemas/is-record.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction, differences } from "./differ.ts";
import { expectedDistances } from "./expected/distances.ts";
import type { Told } from "./expected/entry.ts";
import { expectedErrors } from "./expected/errors.ts";
import type { Model } from "./models.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

/** In the order of the list. */
const codes = ["FS5305", "FS5303", "FS5301", "FS5302", "FS5304", "FS5306"];

/** The list of every model. Metrics and limits it rests on are worked out again by themselves; distances need a fit. */
export function expectationFindings(folder: RunFolder, models: readonly Model[]): readonly Finding[] {
  return models.flatMap((model) => {
    const path = `${model.folder}expectations.json`;
    const said = jsonOf(folder, path);
    const metrics = jsonOf(folder, `${model.folder}metrics.json`);
    if (!isRecord(said) || !isRecord(metrics)) return [];
    const wanted = [...expectedErrors(model, metrics), ...expectedDistances(folder, model, listIn(said))];
    return differences(path, said.expectations, sorted(wanted), "/expectations");
  });
}

/** What the report has of the list: the same values, and as many findings of each code as entries are beyond. */
export function expectationsTold(folder: RunFolder, models: readonly Model[]): readonly Finding[] {
  const report = jsonOf(folder, "report.json");
  if (!isRecord(report) || !isRecord(report.results) || !Array.isArray(report.findings)) return [];
  const results = new Map(Object.entries(report.results));
  const told = (report.findings as readonly unknown[]).filter(isRecord);
  return models.flatMap(({ block, folder: at }) => {
    const said = jsonOf(folder, `${at}expectations.json`);
    if (!isRecord(said)) return [];
    const own = results.get(block);
    const values = isRecord(own) && isRecord(own.values) ? own.values.expectations : undefined;
    const beyond = listIn(said).filter((one) => one.beyond === true);
    const odd = codes.filter(
      (code) =>
        told.filter((one) => one.code === code && one.block === block).length !==
        beyond.filter((one) => one.code === code).length,
    );
    return [
      ...differences("report.json", values, said.expectations, `/results/${block}/values/expectations`),
      ...odd.map((code) =>
        contradiction("report.json", `tells ${code} of ${block} otherwise than ${at}expectations.json`),
      ),
    ];
  });
}

const listIn = ({ expectations }: Told): readonly Told[] => expectations as readonly Told[];

/** By code, then by chance: of what has none 0. */
const sorted = (all: readonly Told[]): readonly Told[] =>
  [...all].sort(
    (a, b) => codes.indexOf(String(a.code)) - codes.indexOf(String(b.code)) || Number(a.p ?? 0) - Number(b.p ?? 0),
  );
