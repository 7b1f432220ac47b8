/** Candidates: what candidates.json of a sequel says of the choice, against the run it follows and worked out again from its outcomes. */
import { asked } from "../../schemas/asked.ts";
import { digestedContent, type Manifest } from "../../schemas/manifest.ts";
import { filesAsCompiled } from "../../schemas/sequel.ts";
import { type Candidates, candidatesPath, candidatesSchema } from "../../schemas/study.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOfJson } from "../store/digest.ts";
import { contradiction, differences, otherwise } from "./differ.ts";
import { judgedModel, outcomesOf } from "./judged-model.ts";
import type { Model } from "./models.ts";
import { choiceAgain, type Told, valueWithout } from "./numeric/choice.ts";
import { byT, type Clusters, jackknifeError, limitsOf, type Rule, unitsWith } from "./numeric/limits.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

export interface CandidatesLooked {
  /** Null of a run that nobody chose among others. */
  readonly says: string | null;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
}

export function candidatesLooked(folder: RunFolder, manifest: Manifest, models: readonly Model[]): CandidatesLooked {
  if (!(candidatesPath in manifest.files))
    return {
      says: null,
      findings: folder.paths.includes(candidatesPath)
        ? [contradiction(candidatesPath, "is there, and the manifest does not list it")]
        : [],
      open: [],
    };
  const read = asked(candidatesSchema, jsonOf(folder, candidatesPath));
  const of = manifest.sequel_of;
  if (!read.success || of === undefined) {
    const problem = read.success ? "is there, and the run is the sequel of none" : "is no list of candidates";
    return { says: "the choice", findings: [contradiction(candidatesPath, problem)], open: [] };
  }
  const said = read.data;
  const model = judgedModel(folder, manifest, models);
  return {
    says: `one of ${said.tried}: the run it follows, its outcomes, the choice by the rule, differences and what the choice is worth`,
    findings: [
      ...sequelFindings(manifest),
      ...ownFindings(folder, manifest, said, model),
      ...(isWhole(said)
        ? choiceFindings(said)
        : [contradiction(candidatesPath, "has outcomes of other samples than it names")]),
    ],
    open: ["outcomes and intervals of the other candidates: they stand in their own runs, which `job verify` looks at"],
  };
}

/** The content of a sequel without what makes it one is that of the run it follows. */
export function sequelFindings(manifest: Manifest): readonly Finding[] {
  const { sequel_of: of, content_digest: _, run_id: __, files, ...rest } = manifest;
  const found = digestOfJson(digestedContent({ ...rest, files: filesAsCompiled(files) }));
  return found === of ? [] : [otherwise("manifest.json", "/sequel_of", of, found)];
}

/** What it says of the chosen one is what the run itself holds. */
function ownFindings(
  folder: RunFolder,
  { sequel_of, seed }: Manifest,
  said: Candidates,
  model: Model | null,
): readonly Finding[] {
  const at = said.candidates.findIndex(({ job_id }) => job_id === said.chosen);
  const own = said.candidates[at];
  if (own === undefined) return [contradiction(candidatesPath, "does not list the one it says was chosen")];
  if (model === null) return [contradiction(candidatesPath, "is of a run in which no one model is judged")];
  const { told, ...samples } = outcomesOf(model);
  const metrics = jsonOf(folder, `${model.folder}metrics.json`) as {
    readonly pooled?: Readonly<Record<string, unknown>>;
  };
  const [low, high] = (metrics.pooled?.[`${said.metric}_ci`] ?? [null, null]) as readonly (number | null)[];
  return differences(
    candidatesPath,
    { seed: said.seed, model: said.model, classes: said.classes, samples: said.samples, chosen: { ...own } },
    {
      seed,
      model: model.block,
      classes: model.classes,
      samples,
      chosen: {
        ...own,
        content_digest: sequel_of,
        value: metrics.pooled?.[said.metric] ?? null,
        low,
        high,
        told,
        paired: true,
      },
    },
  );
}

const isWhole = ({ samples: { names, observed, of }, candidates, classes }: Candidates): boolean =>
  [observed, of, ...candidates.flatMap(({ told }) => told ?? [])].every(({ length }) => length === names.length) &&
  candidates.every(({ told, paired }) => (told !== null) === paired && told?.length !== 0) &&
  (classes === null ||
    [observed, ...candidates.flatMap(({ told }) => told ?? [])].every((codes) =>
      codes.every((code) => Number.isInteger(code) && code >= 0 && code < classes.length),
    ));

function choiceFindings(said: Candidates): readonly Finding[] {
  const { candidates, metric, rule, seed, classes, samples } = said;
  const paired = candidates.filter(({ told }) => told !== null);
  const told: Told = {
    metric,
    classes: classes?.length ?? 0,
    observed: samples.observed,
    told: paired.map((one) => one.told ?? []),
  };
  const again = choiceAgain(told, rule, seed);
  if (again === null) return [contradiction(candidatesPath, "chooses where no candidate has a value")];
  const chosen = paired[again.chosen];
  const clusters = { unit: samples.unit, of: Int32Array.from(samples.of), units: new Set(samples.of).size };
  const least = candidates.filter(({ content_digest }) => content_digest !== null).length;
  const most = candidates.length;
  return [
    ...(said.tried >= least && said.tried <= most
      ? []
      : [contradiction(candidatesPath, `says that ${said.tried} were tried, and lists ${least} that ran of ${most}`)]),
    ...differences(
      candidatesPath,
      {
        chosen: said.chosen,
        corrected: said.corrected,
        candidates: candidates.map(({ value, difference, paired: is }) => ({ value, difference, paired: is })),
      },
      {
        chosen: chosen.job_id,
        corrected: again.corrected,
        candidates: candidates.map((one) => {
          const place = paired.indexOf(one);
          return {
            value: place < 0 ? null : finite(again.values[place]),
            difference: place < 0 || one === chosen ? null : differenceOf(told, place, again.chosen, clusters),
            paired: place >= 0,
          };
        }),
      },
    ),
  ];
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** One candidate less the chosen: samples, and units where there are some, left out of both. */
function differenceOf(told: Told, place: number, chosen: number, clusters: Clusters) {
  const n = told.observed.length;
  const of = (isOut: (i: number) => boolean) => valueWithout(told, place, isOut) - valueWithout(told, chosen, isOut);
  const value = of(() => false);
  if (!Number.isFinite(value)) return null;
  const without = (by: (i: number) => number, count: number) =>
    Array.from({ length: count }, (_, k) => of((i) => by(i) === k));
  const at = (by: (i: number) => number, count: number, level: number) =>
    byT(value, jackknifeError(without(by, count)), count - 1, "plain", level);
  const present = [...new Set(told.observed)];
  const needsClasses = told.classes > 0 && told.metric !== "accuracy";
  const rule: Rule = {
    value,
    n,
    names: ["jackknife-t", "jackknife-t"],
    sample: (level) => at((i) => i, n, level),
    units: () =>
      needsClasses
        ? Math.min(clusters.units, ...present.map((code) => unitsWith(clusters, (i) => told.observed[i] === code)))
        : clusters.units,
    unit: (level) => at((i) => clusters.of[i], clusters.units, level),
  };
  const { ci } = limitsOf(rule, clusters);
  return { value, low: ci?.[0] ?? null, high: ci?.[1] ?? null };
}
