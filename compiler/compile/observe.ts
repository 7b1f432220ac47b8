/** Observe: turns what happens into journal lines, log lines and, on a terminal, progress. */

import type { Stage } from "../../blocks/contract/kind.ts";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { Executed, Observer } from "../run/execute.ts";
import type { Session } from "./session.ts";

/** @param gatesBlock whether a gate that failed stops what follows: else what it says is a warning */
export function observe({ log, journal, world, prepared }: Session, gatesBlock: boolean): Observer {
  const progress = world.isTerminal ? (text: string) => world.err(`\r\x1b[2K${text}`) : () => undefined;
  const total = prepared.graph.nodes.length;
  let done = 0;
  return {
    started(node, decision) {
      const { id, kind } = node.block;
      progress(`${prepared.shown}  ${done + 1}/${total}  ${id} …`);
      journal.write({ event: "block_started", id, key: decision.key });
      const message = decision.action === "reuse" ? `${id}: reused` : `${id}: ${decision.why}`;
      log.add({
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
      log.add({
        level: isFailed ? (gatesBlock ? "ERROR" : "WARNING") : "INFO",
        stage: node.block.kind.stage,
        block: node.block.id,
        event,
        message: node.block.kind.said?.(event, facts) ?? event,
        result: facts as never,
      });
    },
    resumed(node, { read, made }) {
      log.add({
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
      log.add({
        level: "INFO",
        stage: node.block.kind.stage,
        block: node.block.id,
        event: "block_long",
        message: `${node.block.id}: ${says}`,
      });
    },
    ended(one) {
      const { id, kind } = one.node.block;
      done++;
      if (one.preimage !== null) log.detail(`${id}: key ${one.key} of ${JSON.stringify(one.preimage)}`);
      if (one.bug !== null) log.detail(`${id}: ${one.bug.stack ?? one.bug.message}`);
      progress(done === total ? "" : `${prepared.shown}  ${done}/${total}  ${id}`);
      const reason = one.reason?.code ?? null;
      journal.write({ event: "block_ended", id, execution: one.execution, result: one.result, reason });
      log.add({ ...ending(one, kind.stage), stage: kind.stage, block: id });
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
