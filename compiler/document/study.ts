/** Study: the candidates that a document declares, by name and by what is set, and whether they can be compared as it says. */
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { type Study, type StudySetting, studyMetrics } from "../../schemas/study.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { refusedSetting } from "./overrides.ts";
import { primariesOf } from "./primary.ts";
import type { Protocol } from "./protocol.ts";

/** One candidate beside the document as it stands. */
export interface ListedCandidate {
  readonly name: string;
  /** As `--set` takes them: `KEY=VALUE`. */
  readonly set: readonly string[];
}

/** In the order of the document; of a grid every combination, the last key changing first. */
export function candidatesOf({ candidates }: Pick<Study, "candidates">): readonly ListedCandidate[] {
  if (isList(candidates))
    return candidates.map(({ name, set }) => ({
      name,
      set: Object.entries(set).map(([key, value]) => typed(key, value)),
    }));
  const combined = Object.entries(candidates.grid).reduce<readonly (readonly string[])[]>(
    (before, [key, values]) => before.flatMap((set) => values.map((value) => [...set, typed(key, value)])),
    [[]],
  );
  return combined.filter((set) => set.length > 0).map((set) => ({ name: set.join(", "), set }));
}

const isList = (
  candidates: Study["candidates"],
): candidates is Exclude<Study["candidates"], { readonly grid: unknown }> => Array.isArray(candidates);

/** Text stands as it is where YAML reads it as the same text; anything else as JSON, which YAML reads too. */
const typed = (key: string, value: StudySetting): string =>
  `${key}=${typeof value === "string" && /^[A-Za-z][A-Za-z0-9_-]*$/.test(value) && !/^(true|false|null)$/i.test(value) ? value : JSON.stringify(value)}`;

/** Settings that change which samples, folds or model are judged: what differs in one of them cannot be compared by sample. */
const fixed: ReadonlySet<string> = new Set(["seed", "scheme", "mode", "inputs", "as_of", "primary"]);
/** More than anybody runs. */
const most = 1000;

interface Problem {
  readonly problem: string;
  readonly advice: string;
  readonly at: OptionPath;
}

/**
 * FS2521 of a study that cannot be held, or judged, as it is declared.
 *
 * @param shapes what is known of each block's value before anything runs
 */
export function studyFindings(protocol: Protocol, shapes: ReadonlyMap<string, unknown>): readonly Finding[] {
  const { frontMatter, written, blocks, frontMatterAt } = protocol;
  const { study } = frontMatter;
  if (study === undefined) return [];
  const problems = [
    ...candidateProblems(study, written),
    ...budgetProblems(study),
    ...setsApart(frontMatter, blocks),
    ...metricProblems(study, protocol, shapes),
  ];
  return problems.map(({ problem, advice, at }) =>
    finding("FS2521", frontMatterAt(at), { problem, advice }, { pointer: at }),
  );
}

function candidateProblems(study: Study, written: Protocol["written"]): readonly Problem[] {
  const { candidates } = study;
  const at: OptionPath = ["study", "candidates"];
  const listed = candidatesOf(study);
  if (listed.length === 0)
    return [
      {
        problem: "has an empty grid",
        advice: "name at least one key with its values: `grid: {params.lv: [4, 8]}`",
        at: [...at, "grid"],
      },
    ];
  if (listed.length > most)
    return [
      {
        problem: `lists ${listed.length} candidates`,
        advice: `list ${most} at most: a choice among more says little`,
        at,
      },
    ];
  const keys: readonly { readonly key: string; readonly value: string; readonly at: OptionPath }[] = isList(candidates)
    ? candidates.flatMap(({ set }, k) =>
        Object.entries(set).map(([key, value]) => ({ key, value: JSON.stringify(value), at: [...at, k, "set", key] })),
      )
    : Object.entries(candidates.grid).map(([key, [value]]) => ({
        key,
        value: JSON.stringify(value),
        at: [...at, "grid", key],
      }));
  const names = listed.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  return [
    ...(twice === undefined
      ? []
      : [
          {
            problem: `has two candidates called ${twice}`,
            advice: "give each candidate a name of its own, and list each value once",
            at,
          },
        ]),
    ...keys.flatMap(({ key, value, at: place }) =>
      keyProblem(key, value, written).map((one) => ({ ...one, at: place })),
    ),
  ];
}

function keyProblem(key: string, value: string, written: Protocol["written"]): readonly Omit<Problem, "at">[] {
  const [field] = key.split(".");
  if (fixed.has(field))
    return [
      {
        problem: `has candidates with another \`${field}\`, which would be judged on other samples or folds`,
        advice: "let candidates differ in `params`, and let all share samples, folds and seed",
      },
    ];
  const refused = refusedSetting(key, value, written);
  if (refused === null) return [];
  return [{ problem: `has the key \`${key}\`, which is refused: ${refused.message}`, advice: refused.help[0] ?? "" }];
}

function budgetProblems(study: Study): readonly Problem[] {
  const { length } = candidatesOf(study);
  const limit = study.budget?.candidates;
  if (limit === undefined || length <= limit) return [];
  return [
    {
      problem: `lists ${length} candidates beside the document as it stands, and its budget is ${limit}`,
      advice: `raise \`candidates: ${limit}\`, or list fewer`,
      at: ["study", "budget", "candidates"],
    },
  ];
}

/** Regulatory mode: the chosen one has to meet samples that had no say in the choice. */
function setsApart({ mode }: FrontMatter, blocks: Protocol["blocks"]): readonly Problem[] {
  if (mode !== "regulatory" || blocks.some(({ kind, options }) => kind.setsApart?.(options) === true)) return [];
  return [
    {
      problem: "has no samples that take no part in the choice, and regulatory mode asks for some",
      advice: "declare `test` or `lockbox` in the data block: the chosen candidate is judged on them",
      at: ["study"],
    },
  ];
}

/** The model that is judged has to be known, and to have the metric. */
function metricProblems(
  { metric }: Study,
  protocol: Protocol,
  shapes: ReadonlyMap<string, unknown>,
): readonly Problem[] {
  const [primary, another] = primariesOf(protocol);
  if (primary === undefined || another !== undefined)
    return [
      {
        problem:
          primary === undefined
            ? "has no model, or several, and does not say which is judged"
            : "is of several targets",
        advice: "name the model that is judged as `primary: ID`; of several targets one: `primary: ID.TARGET`",
        at: ["study"],
      },
    ];
  const shape = shapes.get(primary);
  const task = isRecord(shape) ? shape.task : undefined;
  const isOfNumber = metric === "rmsecv";
  if (task === undefined || (task === "regression") === isOfNumber) return [];
  const fitting = studyMetrics.filter((one) => (one === "rmsecv") === (task === "regression"));
  return [
    {
      problem: `compares by ${metric}, which \`${primary}\` has not: it predicts ${isOfNumber ? "classes" : "a number"}`,
      advice: `compare by ${fitting.join(", ")}`,
      at: ["study", "metric"],
    },
  ];
}

/**
 * What each value of a grid alone, or each listed candidate, would set: read with it the document must pass as it does without.
 *
 * @returns none where the study itself cannot be held
 */
export function studySettings(protocol: Protocol): readonly ListedCandidate[] {
  const { study } = protocol.frontMatter;
  if (study === undefined || candidateProblems(study, protocol.written).length > 0) return [];
  if (isList(study.candidates)) return candidatesOf(study);
  return Object.entries(study.candidates.grid).flatMap(([key, values]) =>
    values.map((value) => ({ name: typed(key, value), set: [typed(key, value)] })),
  );
}

/** FS2521 of a candidate with which the document does not pass its check. */
export const failingCandidate = ({ frontMatterAt }: Protocol, { name }: ListedCandidate, found: Finding): Finding =>
  finding(
    "FS2521",
    frontMatterAt(["study", "candidates"]),
    {
      problem: `has the candidate ${name}, with which the document does not pass: ${found.code} ${found.message}`,
      advice: found.help[0] ?? "take it out",
    },
    { pointer: ["study", "candidates"] },
  );
