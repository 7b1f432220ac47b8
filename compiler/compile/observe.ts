/** Observe: turns what happens into journal lines and, on a terminal, progress, as it comes; into log lines in the order of the graph. */

import type { Stage } from "../../blocks/contract/kind.ts";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { Executed, Observer } from "../run/execute.ts";
import type { Log } from "../run/log.ts";
import type { Session } from "./session.ts";

/** @param gatesBlock whether a gate that failed stops what follows: else what it says is a warning */
export function observe({ log: whole, journal, world, prepared }: Session, gatesBlock: boolean): Observer {
  const logs = logsInOrder(
    whole,
    prepared.graph.nodes.map(({ block }) => block.id),
  );
  const progress = world.isTerminal ? (text: string) => world.err(`\r\x1b[2K${text}`) : () => undefined;
  const total = prepared.graph.nodes.length;
  let done = 0;
  return {
    started(node, decision) {
      const { id, kind } = node.block;
      progress(`${prepared.shown}  ${done + 1}/${total}  ${id} …`);
      journal.write({ event: "block_started", id, key: decision.key });
      const message = decision.action === "reuse" ? `${id}: reused` : `${id}: ${decision.why}`;
      logs.of(id).add({
        level: "INFO",
        stage: kind.stage,
        block: id,
        event: `${kind.stage}_started`,
        message,
        params: { action: decision.action },
      });
    },
    event(node, { event, facts }) {
      const isFailed = node.block.kind.failed?.(event, facts) === true;
      logs.of(node.block.id).add({
        level: isFailed ? (gatesBlock ? "ERROR" : "WARNING") : "INFO",
        stage: node.block.kind.stage,
        block: node.block.id,
        event,
        message: node.block.kind.said?.(event, facts) ?? event,
        result: facts as never,
      });
    },
    resumed(node, { read, made }) {
      logs.of(node.block.id).add({
        level: "INFO",
        stage: node.block.kind.stage,
        block: node.block.id,
        event: "block_resumed",
        message: `${node.block.id}: went on where it was interrupted, ${read} of ${read + made} pieces of work were done`,
        result: { read, made },
      });
    },
    long(node, says) {
      if (world.isTerminal) world.err("\r\x1b[2K");
      world.err(`${prepared.shown}: ${node.block.id}: ${says}\n`);
      logs.of(node.block.id).add({
        level: "INFO",
        stage: node.block.kind.stage,
        block: node.block.id,
        event: "block_long",
        message: `${node.block.id}: ${says}`,
      });
    },
    ended(one) {
      const { id, kind } = one.node.block;
      const log = logs.of(id);
      done++;
      if (one.preimage !== null) log.detail(`${id}: key ${one.key} of ${JSON.stringify(one.preimage)}`);
      if (one.bug !== null) log.detail(`${id}: ${one.bug.stack ?? one.bug.message}`);
      progress(done === total ? "" : `${prepared.shown}  ${done}/${total}  ${id}`);
      const reason = one.reason?.code ?? null;
      journal.write({ event: "block_ended", id, execution: one.execution, result: one.result, reason });
      log.add({ ...ending(one, kind.stage), stage: kind.stage, block: id });
      logs.ended(id);
    },
  };
}

type Saying = Pick<Log, "add" | "detail">;

/**
 * A log for each block: what the first of the order that has not ended says is written at once, what others say when all before them
 * have ended. So the log is that of one block after another, and its clock, that of writing, does not run back.
 */
function logsInOrder(
  log: Log,
  ids: readonly string[],
): { readonly of: (id: string) => Saying; readonly ended: (id: string) => void } {
  const held = new Map(ids.map((id) => [id, [] as ((to: Saying) => void)[]]));
  const over = new Set<string>();
  let first = 0;
  function said(id: string, say: (to: Saying) => void): void {
    if (id === ids[first]) say(log);
    else held.get(id)?.push(say);
  }
  return {
    of: (id) => ({
      add: (entry) => said(id, (to) => to.add(entry)),
      detail: (message) => said(id, (to) => to.detail(message)),
    }),
    ended(id) {
      over.add(id);
      while (over.has(ids[first])) {
        first++;
        for (const say of held.get(ids[first]) ?? []) say(log);
        held.delete(ids[first]);
      }
    },
  };
}

function ending(one: Executed, stage: Stage) {
  const { id } = one.node.block;
  const seconds = fixed((one.finished - one.started) / 1000, 2);
  const result = (one.record?.logged ?? {}) as never;
  if (one.result === "failed")
    return { level: "ERROR", event: `${stage}_failed`, message: `${id}: failed`, result } as const;
  if (one.execution === "blocked" || one.execution === "cancelled") {
    return {
      level: "WARNING",
      event: `${stage}_${one.execution}`,
      message: `${id}: ${one.reason?.sentence ?? one.execution}`,
      result,
    } as const;
  }
  return {
    level: "INFO",
    event: `${stage}_complete`,
    message: `${id}: ${one.execution} in ${seconds} s`,
    result,
  } as const;
}
