/** Execute: the blocks of a graph, each run, reused or blocked as in their order; nothing is skipped without a word. */

import { isGate } from "../../blocks/contract/kind.ts";
import { Refusal, type Remark } from "../../blocks/contract/refusal.ts";
import type { GateParts } from "../../blocks/contract/values.ts";
import { own } from "../../schemas/dictionary.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import { type Deciding, type Decision, decide, type Upstream } from "../plan/decide.ts";
import type { Node } from "../plan/node.ts";
import { hexOf } from "../store/digest.ts";
import { Cancelled } from "./cancel.ts";
import type { Perform } from "./elsewhere.ts";
import { sideBySide } from "./side-by-side.ts";
import { twinsOf } from "./twins.ts";
import type { Execution, Reason, Result } from "./types.ts";
import { type Came, runUnit, type UnitEffects } from "./unit.ts";
import { layInputs } from "./unit-objects.ts";

/** A block after its turn. */
export interface Executed {
  readonly node: Node;
  readonly execution: Execution;
  readonly result: Result;
  readonly reason: Reason | null;
  readonly why: string;
  readonly key: string | null;
  readonly preimage: Preimage | null;
  readonly record: BlockRecord | null;
  /** What it said, or what made it fail. */
  readonly remarks: readonly Remark[];
  /** An error that is ours, not the author's. */
  readonly bug: Error | null;
  readonly verdict: GateParts["verdict"] | null;
  /** Milliseconds since 1970 by the run's clock. */
  readonly started: number;
  readonly finished: number;
}

/** What the outside hears of an execution, as it comes: of blocks side by side in turns. */
export interface Observer {
  started(node: Node, decision: Decision): void;
  event(node: Node, event: BlockRecord["events"][number]): void;
  /** A block goes on where it was interrupted, and has ended. */
  resumed?(node: Node, came: Came): void;
  /** A block begins work that takes long. */
  long?(node: Node, says: string): void;
  ended(executed: Executed): void;
}

export interface ExecuteEffects extends Omit<UnitEffects, "methods" | "onEvent" | "onResumed" | "onLong"> {
  readonly observer: Observer;
  readonly now: () => number;
  /** How many blocks may be under way at a time: one, where it is left out. */
  readonly atOnce?: number;
  /** Who does a unit: this process, where it is left out. */
  readonly perform?: Perform;
  /** Whether a gate that did not pass stops what descends from the value it judged. */
  readonly gatesBlock: boolean;
}

/**
 * Runs every node as soon as all it hangs on has ended, at most `atOnce` at a time. What comes of it, in the order of the nodes, is
 * what one after another gives; a cancelled run names the rest as cancelled. Never throws for what a document caused.
 */
export async function execute(
  nodes: readonly Node[],
  deciding: Omit<Deciding, "closedGates">,
  effects: ExecuteEffects,
): Promise<readonly Executed[]> {
  const { atOnce = 1, observer } = effects;
  const closedGates = new Set<string>();
  const upstream = new Map<string, Upstream>();
  const ends = new Map<number, Executed>();
  const twins = twinsOf(nodes, atOnce);
  let isBroken = false;
  const own: ExecuteEffects = {
    ...effects,
    async breathe() {
      await effects.breathe();
      // The run ends with what another block met: nobody will see what this one gives.
      if (isBroken) throw new Cancelled(1);
    },
  };
  await sideBySide<Executed>(nodes, atOnce, {
    begin(place) {
      const node = nodes[place];
      const started = effects.now();
      const known = { ...deciding, closedGates };
      const decision = decide(node, upstream, known);
      if (twins.mustWait(place, decision.key)) return null;
      return turn(node, decision, started, known, own).catch((error) => {
        isBroken = true;
        throw error;
      });
    },
    ended(place, one) {
      const { block } = nodes[place];
      twins.ended(place);
      // What could not be judged has not passed: a gate that was itself blocked stays shut.
      if (isGate(block) && effects.gatesBlock && one.verdict?.passed !== true) closedGates.add(block.id);
      upstream.set(block.id, standing(one));
      ends.set(place, one);
      observer.ended(one);
      return one.execution !== "cancelled";
    },
  });
  return nodes.map((node, place) => ends.get(place) ?? cancelledBlock(node, effects));
}

/** A gate that failed has given its verdict; anything else that failed has nothing that others may use. */
function standing(one: Executed): Upstream {
  const isUsable = one.result !== "failed" || one.node.block.kind.role === "gate";
  if (one.record !== null && isUsable) return { state: "ended", record: one.record };
  return { state: one.result === "failed" ? "failed" : "blocked" };
}

async function turn(
  node: Node,
  decision: Decision,
  started: number,
  deciding: Deciding,
  effects: ExecuteEffects,
): Promise<Executed> {
  const base = { node, why: decision.why, key: decision.key, preimage: decision.preimage, started };
  if (decision.action === "blocked") {
    const reason = { code: decision.reason as string, sentence: `Not done: ${decision.why}.` };
    return { ...base, ...unfinished, execution: "blocked", result: "na", reason, finished: effects.now() };
  }
  effects.observer.started(node, decision);
  if (decision.record !== null) {
    const against = contradiction(decision.key, effects);
    if (against !== null) return { ...base, ...failure(against, node), finished: effects.now() };
    for (const event of decision.record.events) effects.observer.event(node, event);
    const end = outcome(node, decision.record, deciding, effects);
    return { ...base, ...end, execution: "reused", finished: effects.now() };
  }
  try {
    await effects.breathe();
    // Who forces a block uses nothing that is stored.
    if (deciding.isForced(node.block.id)) effects.answers?.sweep(decision.key as string);
    // All above has had its turn, so nothing is left to depend on: the key is known.
    const preimage = decision.preimage as Preimage;
    layInputs(effects.store, preimage, effects.files);
    const { perform = runUnit } = effects;
    const record = await perform(preimage, node.block.kind, {
      ...effects,
      methods: deciding.methods,
      onEvent: (event) => effects.observer.event(node, event),
      onResumed: (came) => effects.observer.resumed?.(node, came),
      onLong: (says) => effects.observer.long?.(node, says),
    });
    const against = contradiction(decision.key, effects);
    if (against !== null) throw against;
    return { ...base, ...outcome(node, record, deciding, effects), execution: "ran", finished: effects.now() };
  } catch (error) {
    // The disk is nobody's block: what cannot be stored ends the run.
    if (isDiskError(error)) throw error;
    return { ...base, ...failure(error, node), finished: effects.now() };
  }
}

/** FS9403 where a block of this key was computed more than once, and not alike: none of the records is relied on. */
function contradiction(key: string | null, { store }: Pick<ExecuteEffects, "store">): Refusal | null {
  const others = key === null ? [] : store.others(key);
  return others.length === 0 ? null : new Refusal("FS9403", { key: hexOf(key as string), others: others.length + 1 });
}

/** True of what the file system throws. Blocks do no I/O, so it came from the store. */
const isDiskError = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";

const unfinished = { record: null, remarks: [], bug: null, verdict: null } as const;

function cancelledBlock(node: Node, effects: ExecuteEffects): Executed {
  const reason = { code: "cancelled", sentence: "Not done: the run was cancelled." };
  const now = effects.now();
  const base = { node, why: "cancelled", key: null, preimage: null, started: now, finished: now };
  const one: Executed = { ...base, ...unfinished, execution: "cancelled", result: "na", reason };
  effects.observer.ended(one);
  return one;
}

/** A refusal is the author's to mend, anything else is ours. */
function failure(
  error: unknown,
  node: Node,
): Pick<Executed, "execution" | "result" | "reason" | keyof typeof unfinished> {
  if (error instanceof Cancelled) {
    const reason = { code: "cancelled", sentence: "Not finished: the run was cancelled." };
    return { ...unfinished, execution: "cancelled", result: "na", reason };
  }
  const isRefusal = error instanceof Refusal;
  const bug = isRefusal ? null : error instanceof Error ? error : new Error(String(error));
  const reason = { code: "failed", sentence: `\`${node.block.id}\` could not be done.` };
  return { ...unfinished, execution: "ran", result: "failed", reason, bug, remarks: isRefusal ? error.remarks : [] };
}

function outcome(
  node: Node,
  record: BlockRecord,
  { protocol }: Deciding,
  effects: ExecuteEffects,
): Pick<Executed, "result" | "reason" | keyof typeof unfinished> {
  const verdict = verdictOf(node, record, effects);
  const remarks = record.remarks as readonly Remark[];
  const base = { record, remarks, bug: null, verdict };
  const unbearable = protocol.settings.mode === "regulatory" ? (node.block.kind.unbearable ?? {}) : {};
  const strict = (remark: Remark) => (remark.isBearable === true ? undefined : own(unbearable, remark.code));
  if (remarks.some((remark) => strict(remark) !== undefined)) {
    const errors = remarks.map((remark): Remark => {
      const code = strict(remark);
      return code === undefined ? remark : { ...remark, code, isError: true };
    });
    const reason = { code: "not_acceptable", sentence: "Regulatory mode does not accept what it gave." };
    return { ...base, remarks: errors, result: "failed", reason };
  }
  if (record.na !== null) {
    const { reason } = record.na;
    const sentence = node.block.kind.nothing?.(reason, record.results) ?? `Not done: ${reason}.`;
    return { ...base, result: "na", reason: { code: reason, sentence } };
  }
  if (verdict?.passed === false && verdict.advice === true) {
    const reason = { code: "advice", sentence: "Some checks say what to look at; no gate failed." };
    return { ...base, result: "warn", reason };
  }
  if (verdict?.passed === false) {
    const reason = { code: "gate_failed", sentence: `The ${verdict.gate} gate failed.` };
    return { ...base, result: effects.gatesBlock ? "failed" : "warn", reason };
  }
  return { ...base, result: "ok", reason: null };
}

function verdictOf(node: Node, record: BlockRecord, effects: ExecuteEffects): GateParts["verdict"] | null {
  const digest = record.value?.parts.verdict;
  if (node.block.kind.gives !== "gate" || digest === undefined) return null;
  return effects.load("gate", "verdict", digest) as GateParts["verdict"];
}
