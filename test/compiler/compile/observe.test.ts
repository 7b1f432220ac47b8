import { expect, it } from "vitest";
import { observe } from "../../../compiler/compile/observe.ts";
import type { Session } from "../../../compiler/compile/session.ts";
import { createLog } from "../../../compiler/run/log.ts";
import { doc, graphOf, kindOf } from "../plan/fixture.ts";

/** Levels of the lines that a gate's check and verdict become. */
function levels(gatesBlock: boolean): readonly string[] {
  const log = createLog(() => "2026-01-01T00:00:00.000Z");
  const [node] = graphOf(
    doc([kindOf({ kind: "gate", failed: (event) => event.endsWith("_failed") }), {}, {}, "gate"]),
  ).nodes;
  const session = {
    log,
    journal: { write: () => undefined },
    world: { isTerminal: false },
    prepared: { graph: { nodes: [node] } },
  };
  const observer = observe(session as unknown as Session, gatesBlock);
  observer.event(node, { event: "qc_check_failed", facts: {} });
  observer.event(node, { event: "qc_check_passed", facts: {} });
  return log
    .jsonl()
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { level: string }).level);
}

it("a failed check is an error in the log where gates block", () => expect(levels(true)).toEqual(["ERROR", "INFO"]));
it("and a warning where they only advise", () => expect(levels(false)).toEqual(["WARNING", "INFO"]));
