/** Unit of work: a pre-image in, a record out. Everything it reads is named by digest, so it needs no document. */

import type { Kind } from "../../blocks/contract/kind.ts";
import { type Methods, only } from "../../blocks/contract/methods.ts";
import { Refusal, type Remark } from "../../blocks/contract/refusal.ts";
import type { Context, Done, Given, Inputs, Settings } from "../../blocks/contract/running.ts";
import { stream } from "../../blocks/contract/stream.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import { inTurn } from "../../blocks/contract/work.ts";
import { own } from "../../schemas/dictionary.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import type { InputFiles } from "../plan/key.ts";
import type { Answers } from "../store/answers.ts";
import { digestOfJson } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import { encodeNpy } from "../store/npy.ts";
import type { Store } from "../store/store.ts";
import { type Alone, runAlone } from "./alone.ts";
import type { NamedSpread } from "./job-name.ts";
import { keptAnswers } from "./kept-answers.ts";
import { tellingLong } from "./long-work.ts";
import { namingJobs } from "./naming-jobs.ts";
import { storePart } from "./parts.ts";
import { artifactSchema, product } from "./product.ts";

export interface UnitEffects {
  readonly store: Store;
  readonly files: InputFiles;
  /** Every method there is; the block is handed those its pre-image names. */
  readonly methods: Methods;
  readonly load: (value: string, part: string, digest: string) => unknown;
  /** Called as the block speaks: live progress and logs. */
  readonly onEvent: (event: BlockRecord["events"][number]) => void;
  /** Called when a block that was interrupted has ended: how its record came about is no part of it. */
  readonly onResumed?: (came: Came) => void;
  /** Told of work that takes long, in words, before it begins. */
  readonly onLong?: (says: string) => void;
  /** Yields to the event loop; throws Cancelled where the run was cancelled. */
  readonly breathe: () => Promise<void>;
  /** Has units of work done; without it each is done in its turn. */
  readonly spread?: NamedSpread;
  /** Has a run that stands alone done by a thread; without it this one does it. */
  readonly alone?: Alone;
  /** Where answers are kept while a block runs; without it none are. */
  readonly answers?: Answers;
}

/** Pieces of work whose answers were read back, and that were made. */
export interface Came {
  readonly read: number;
  readonly made: number;
}

/**
 * Runs one block of the pre-image's kind and keeps everything it gave; the record itself is kept last.
 * @throws Refusal where the block cannot do what it was asked; ProductMismatch where what it gave is not what its kind declares; Cancelled where the run was; anything else is a bug
 */
export async function runUnit(preimage: Preimage, kind: Kind, effects: UnitEffects): Promise<BlockRecord> {
  const key = digestOfJson(preimage);
  const remarks: Remark[] = [];
  const events: BlockRecord["events"][number][] = [];
  const inputs = loadInputs(preimage, effects);
  const came = { read: 0, made: 0 };
  const spread = spreadOf(key, effects, came);
  const context = contextOf(preimage, kind, effects, remarks, events, namingJobs(spread, preimage, inputs));
  let done: Done;
  try {
    done = await runAlone(kind, { inputs, preimage, context }, effects);
  } catch (error) {
    if (!(error instanceof Refusal) || remarks.length === 0) throw error;
    // What a block said before it refused often says why.
    const [{ code, facts, ...place }, ...more] = error.remarks;
    throw new Refusal(code, facts, place, [...more, ...remarks]);
  }
  if (came.read > 0) effects.onResumed?.(came);
  const record: BlockRecord = {
    schema_version: 1,
    key,
    preimage,
    value: storeValue(kind, done, effects.store),
    results: product("results", kind.results, done.results) as BlockRecord["results"],
    artifacts: storeArtifacts(kind, done, effects.store),
    remarks: remarks.map((remark) => ({ ...remark, facts: { ...remark.facts } })) as BlockRecord["remarks"],
    logged: { ...done.logged } as BlockRecord["logged"],
    na: done.na ?? null,
    events,
  };
  effects.store.keep(record);
  // The record stands for them.
  effects.answers?.sweep(key);
  return record;
}

/** Work that is done, or was before the block was interrupted; `came` counts. */
function spreadOf(block: string, effects: UnitEffects, came: { read: number; made: number }): NamedSpread {
  const { breathe, answers, onLong } = effects;
  const made = effects.spread ?? inTurn(breathe);
  const spread = onLong === undefined ? made : tellingLong(made, onLong);
  if (answers === undefined) return spread;
  return keptAnswers(spread, { answers, block, breathe, onAnswer: (from) => void came[from]++ });
}

function loadInputs(preimage: Preimage, { load }: UnitEffects): Inputs {
  const given = preimage.inputs
    .filter((input) => input.value !== "outcome")
    .map(({ value, block, of, parts }) => {
      const loaded = Object.entries(parts).map(([part, digest]) => [part, load(value, part, digest)]);
      const all = { block: block ?? null, value, parts: Object.fromEntries(loaded) };
      return (of === undefined ? all : { ...all, of }) as Given;
    });
  return { ...Object.fromEntries(given.map(({ value, parts }) => [value, parts])), given } as Inputs;
}

function contextOf(
  preimage: Preimage,
  kind: Kind,
  effects: UnitEffects,
  remarks: Remark[],
  events: BlockRecord["events"][number][],
  spread: Context["spread"],
): Context {
  const undeclared = (what: string) => new Error(`the kind ${kind.kind} did not declare ${what}`);
  return {
    methods: only(effects.methods, Object.keys(preimage.methods), `the kind ${kind.kind}`),
    settings: preimage.settings as Partial<Settings>,
    get seed() {
      if (preimage.seed === undefined) throw undeclared("that it draws");
      return preimage.seed;
    },
    input(name) {
      if (own(preimage.files, name) === undefined) throw undeclared(`the input ${name}`);
      return effects.files[name];
    },
    stream(...name) {
      return stream(this.seed, ...name);
    },
    remark(code, facts = {}, place = {}) {
      remarks.push({ code, facts, ...place });
    },
    breathe: effects.breathe,
    spread,
    log(event, facts = {}) {
      const line = { event, facts };
      events.push(line);
      effects.onEvent(line);
    },
  };
}

function storeValue(kind: Kind, done: Done, store: Store): BlockRecord["value"] {
  if (kind.gives === null || done.gives === undefined) return null;
  const name: ValueName = kind.gives;
  const parts = Object.entries(done.gives).map(([part, content]) => [part, storePart(store, name, part, content)]);
  return { name, parts: Object.fromEntries(parts) };
}

function storeArtifacts(kind: Kind, done: Done, store: Store): BlockRecord["artifacts"] {
  return Object.fromEntries(
    done.artifacts.map((artifact) => {
      if ("matrix" in artifact) return [artifact.path, store.put(encodeNpy(artifact.matrix))];
      if ("text" in artifact) return [artifact.path, store.put(artifact.text)];
      return [
        artifact.path,
        store.put(jsonText(product(artifact.path, artifactSchema(kind, artifact.path), artifact.json))),
      ];
    }),
  );
}
