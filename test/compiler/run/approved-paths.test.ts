/**
 * Every way through gates, trust, mode and override: what ends approved has passed three gates, and only what failed is refused.
 *
 * @module-tag slow
 */
import { describe, expect, it } from "vitest";
import type { Automatic, Kind } from "../../../blocks/contract/kind.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { exitCode } from "../../../compiler/diagnostics/exit-code.ts";
import { withAutomatic } from "../../../compiler/plan/automatic.ts";
import { isApproved } from "../../../compiler/run/approval.ts";
import { assembleBlocks } from "../../../compiler/run/assemble.ts";
import { execute } from "../../../compiler/run/execute.ts";
import { partLoader } from "../../../compiler/run/parts.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { figures } from "../../fixtures/figures.ts";
import {
  deciding,
  doc,
  files,
  graphOf,
  implementations,
  kindOf,
  kinds,
  type Line,
  protocolOf,
  settings,
} from "../plan/fixture.ts";

const gateNames = ["data", "spectral", "model"] as const;
const ends = ["pass", "fail", "refused", "broken"] as const;
type End = (typeof ends)[number];

interface Way {
  readonly mode: "research" | "regulatory" | "monitoring";
  readonly required: boolean;
  readonly override: boolean;
  /** True: the author wrote gates and trust; false: they are added. */
  readonly written: boolean;
  readonly gates: { readonly [G in (typeof gateNames)[number]]: End };
  readonly trust: Exclude<End, "fail">;
}

const orThrow = (end: End, code: string) => {
  if (end === "refused") throw new Refusal(code);
  if (end === "broken") throw new Error("a mistake of ours");
};

/** The kinds of one way: each gate and trust end as it says. */
function kindsOf({ gates, trust }: Way) {
  const gate: Kind = kindOf({
    ...kinds.gate,
    run: ({ given }: { given: readonly { block: string | null }[] }, options: { gate: keyof typeof gates }) => {
      const end = gates[options.gate];
      orThrow(end, "FS7302");
      const judged = given.flatMap(({ block }) => block ?? []);
      return { gives: { verdict: { gate: options.gate, passed: end === "pass", judged } }, results: {}, artifacts: [] };
    },
    automatic: gateNames.map(
      (name): Automatic => ({
        when: "gates",
        values: [{ data: "dataset", spectral: "variables", model: "model" }[name] as "dataset"],
        for: "each",
        id: `${name}_gate`,
        what: `a ${name} gate`,
        options: { gate: name },
        agrees: ["gate"],
      }),
    ),
  } as never);
  const own: Kind = kindOf({
    kind: "trust",
    stage: "trust",
    needs: () => [{ accepts: [{ value: "model", parts: ["scores"] }], found: "chain" }],
    run: () => {
      orThrow(trust, "FS6021");
      return { results: {}, artifacts: [] };
    },
    automatic: [
      { when: "trust", values: ["model"], for: "primary", id: "trust", what: "trust", options: {}, agrees: [] },
    ],
  });
  return { gate, trust: own };
}

async function take(way: Way) {
  const own = kindsOf(way);
  const { mode } = way;
  const gate = (name: string): Line => [own.gate, { gate: name }, {}, `my_${name}`];
  const chain: readonly Line[] = ["data", "prep", "model"];
  const written = doc(...chain, ...(way.written ? [...gateNames.map(gate), [own.trust] as Line] : []));
  const blocksGates = mode !== "research" || way.required;
  const asked = {
    gates: blocksGates ? "it needs" : null,
    advice: null,
    trust: mode === "regulatory" ? "it needs" : null,
    primary: "model",
  };
  const blocks = withAutomatic(written, graphOf(written), { ...kinds, ...own }, asked);
  const protocol = protocolOf(blocks, { settings: { ...settings, mode } });
  const store = memoryStore();
  const load = partLoader(store);
  const gatesBlock = blocksGates && !(way.override && mode === "research");
  const quiet = () => undefined;
  const known = {
    ...deciding(blocks, { store, protocol }),
    implementations: { ...implementations, "kind:trust": implementations["kind:plain"] },
  };
  const executed = await execute(graphOf(blocks).nodes, known, {
    store,
    files,
    load,
    breathe: async () => undefined,
    now: () => 0,
    gatesBlock,
    observer: { started: quiet, event: quiet, ended: quiet },
  });
  const assembled = assembleBlocks(protocol, executed, files, gatesBlock, load, new Map());
  const code = exitCode(assembled.flatMap(({ findings }) => findings));
  const passed = executed.flatMap(({ node, verdict }) =>
    verdict?.passed === true ? [(node.block.options as { gate: string }).gate] : [],
  );
  const trustEnds = executed.filter(({ node }) => node.block.kind.kind === "trust").map(({ result }) => result);
  return { code, passed, trust: trustEnds, approved: isApproved({ protocol, exitCode: code }), executed };
}

const all = <T, U>(values: readonly T[], next: (value: T) => readonly U[]): readonly U[] => values.flatMap(next);
const yes = [true, false];
const ways: readonly Way[] = all(["research", "regulatory", "monitoring"] as const, (mode) =>
  all(yes, (required) =>
    all(yes, (override) =>
      all(yes, (written) =>
        all(ends, (data) =>
          all(ends, (spectral) =>
            all(ends, (model) =>
              (["pass", "refused", "broken"] as const).map((trust) => ({
                mode,
                required,
                override,
                written,
                gates: { data, spectral, model },
                trust,
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** All that could be approved, and of the other modes every eighth; all of them among the slow tests. */
const taken = ways.filter(({ mode }, k) => figures.isLarge || mode === "regulatory" || k % 8 === 0);

describe("of every way through a run", () => {
  it(`(${taken.length} of ${ways.length}) those that end approved have three passed gates and trust, and are all that do`, async () => {
    let approved = 0;
    for (const way of taken) {
      const run = await take(way);
      const shown = JSON.stringify({ ...way, ...run, executed: undefined });
      const isGood = Object.values(way.gates).every((end) => end === "pass") && way.trust === "pass";
      expect(run.approved, shown).toBe(way.mode === "regulatory" && isGood);
      if (!run.approved) continue;
      approved++;
      expect([...run.passed].sort(), shown).toEqual([...gateNames].sort());
      expect(run.trust, shown).toEqual(["ok"]);
    }
    expect(approved).toBe(8);
  });

  it("one that is not approved in regulatory mode has an exit code that says why: a gate before trust", async () => {
    for (const way of ways.filter(({ mode, required, override }) => mode === "regulatory" && required && !override)) {
      const { code } = await take(way);
      const isGate = Object.values(way.gates).some((end) => end !== "pass");
      expect(code, JSON.stringify(way)).toBe(isGate ? 7 : way.trust === "pass" ? 0 : 6);
    }
  });

  it("none decides anything behind a gate that blocks and did not pass", async () => {
    const blocking = ways.filter(
      ({ mode, written, trust, required, override }) =>
        mode === "regulatory" && written && trust === "pass" && required && !override,
    );
    for (const way of blocking) {
      const { executed } = await take(way);
      const ran = new Set(executed.flatMap(({ node, execution }) => (execution === "ran" ? [node.block.id] : [])));
      const { data, spectral, model } = way.gates;
      expect(ran.has("prep"), JSON.stringify(way)).toBe(data === "pass");
      expect(ran.has("model"), JSON.stringify(way)).toBe(data === "pass" && spectral === "pass");
      expect(ran.has("trust"), JSON.stringify(way)).toBe(data === "pass" && spectral === "pass" && model === "pass");
    }
  });
});
