import { describe, expect, it } from "vitest";
import type { Automatic, Kind } from "../../../blocks/contract/kind.ts";
import { type Asked, withAutomatic } from "../../../compiler/plan/automatic.ts";
import { doc, graphOf, kindOf, kinds, type Line, nodeOf } from "./fixture.ts";

const gate = (name: string, values: Automatic["values"], how: Automatic["for"]): Automatic => ({
  when: "gates",
  values,
  for: how,
  id: `${name}_gate`,
  what: `a ${name} gate`,
  options: { gate: name },
  agrees: ["gate"],
});
const gates: Kind = {
  ...kinds.gate,
  automatic: [
    gate("data", ["dataset"], "each"),
    gate("spectral", ["variables", "dataset"], "each"),
    gate("model", ["model"], "together"),
  ],
};
const trust = kindOf({
  kind: "trust",
  stage: "trust",
  needs: () => [{ accepts: [{ value: "model", parts: ["scores"] }], found: "chain" }],
  automatic: [
    {
      when: "trust",
      values: ["model"],
      for: "primary",
      id: "trust",
      what: "a trust block",
      options: {},
      agrees: [],
    },
  ],
});

const asked: Asked = { gates: "the mode requires", advice: null, trust: null, primary: null };
const completed = (lines: readonly Line[], who: Partial<Asked> = {}) => {
  const blocks = doc(...lines);
  return withAutomatic(blocks, graphOf(blocks), { ...kinds, gate: gates, trust }, { ...asked, ...who });
};
/** What is added, as `id from what it judges`. */
const added = (lines: readonly Line[], who: Partial<Asked> = {}) =>
  completed(lines, who).flatMap(({ id, from, added: why }) =>
    why === null ? [] : [`${id} from ${from?.join(" and ")}`],
  );

const chain: readonly Line[] = ["data", "prep", "model"];
const g = (name: string, id?: string, from?: string): Line => [
  `gate #${id ?? `own_${name}`}${from === undefined ? "" : ` from ${from}`}`,
  { gate: name },
];

describe("a missing gate is added for every value a model descends from", () => {
  it.each<[string, readonly Line[], readonly string[]]>([
    [
      "one of each where none is written",
      chain,
      ["data_gate from data", "spectral_gate from prep", "model_gate from model"],
    ],
    ["none where there is no model", ["data", "prep"], []],
    ["none where all are written", ["data", "prep", "model", g("data"), g("spectral"), g("model")], []],
    [
      "those that are not written",
      ["data", g("data"), "prep", "model"],
      ["spectral_gate from prep", "model_gate from model"],
    ],
    [
      "raw spectra that are modelled as they are have their spectral gate",
      ["data", "model"],
      ["data_gate from data", "spectral_gate from data", "model_gate from model"],
    ],
    [
      "of preprocessing and features each, and a written one that judges the end only serves the end",
      ["data", "prep", "features", "model", g("data"), g("spectral"), g("model")],
      ["spectral_gate from prep"],
    ],
    [
      "the second of a sort is named by what it judges",
      ["data", "prep #a", "prep #b from data", "model from a", "model #m from b"],
      ["data_gate from data", "spectral_gate from a", "spectral_gate-b from b", "model_gate from model and m"],
    ],
    [
      "models that nobody judges have one gate together",
      ["data", "prep", "model #x", "model #y", "model #z", g("model", "own", "y"), g("data"), g("spectral")],
      ["model_gate from x and z"],
    ],
    [
      "what no model descends from is not judged",
      ["data", "prep #a", "model from a", "prep #b from data"],
      ["data_gate from data", "spectral_gate from a", "model_gate from model"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(added(lines)).toEqual(expected);
  });

  it("a written one that leaves the option out does not serve", () => {
    expect(added(["data", "model", "gate #own"])).toContain("data_gate from data");
  });

  it("also where a written gate loads the value only to help it judge another", () => {
    const lines: readonly Line[] = ["data", "prep", g("spectral"), "model from data", g("data"), g("model")];
    expect(added(lines)).toEqual(["spectral_gate from data"]);
  });

  it("none of a value the model has nothing of", () => {
    const loaded = kindOf({ kind: "loaded", gives: "model" });
    expect(added([[loaded, {}, {}, "saved"]])).toEqual(["model_gate from saved"]);
  });

  it("only where gates are asked for", () => {
    expect(added(chain, { gates: null })).toEqual([]);
  });

  it("and not where the document's own graph is broken", () => {
    expect(added(["prep", "model"])).toEqual([]);
  });
});

describe("a gate that only advises", () => {
  const advising = (name: string, values: Automatic["values"], more: Partial<Automatic> = {}): Automatic => ({
    ...gate(name, values, "each"),
    when: "advice",
    id: `${name}_advice`,
    options: { gate: name, advice: true },
    ...more,
  });
  const kind: Kind = {
    ...kinds.gate,
    automatic: [
      { ...gate("data", ["dataset"], "each"), agrees: ["gate", "advice"] },
      advising("data", ["dataset"]),
      advising("spectral", ["variables", "dataset"], { withoutModel: true }),
    ],
    advises: (options) => (options as { readonly advice?: true }).advice === true,
  };
  const all = (lines: readonly Line[], who: Partial<Asked>) => {
    const blocks = doc(
      ...lines.map(
        (line): Line =>
          typeof line !== "string" && line[0] === "gate" ? ([kind, ...line.slice(1)] as unknown as Line) : line,
      ),
    );
    return withAutomatic(blocks, graphOf(blocks), { ...kinds, gate: kind }, { ...asked, ...who });
  };
  const ids = (lines: readonly Line[], who: Partial<Asked>) =>
    all(lines, who).flatMap(({ id, from, added: why }) => (why === null ? [] : [`${id} from ${from?.join(" and ")}`]));
  const unasked: Partial<Asked> = { gates: null, advice: "research mode gives" };

  it.each<[string, readonly Line[], readonly string[]]>([
    ["is there for data and spectra of a model", chain, ["data_advice from data", "spectral_advice from prep"]],
    [
      "is not where the author wrote the gate",
      [...chain, [kind, { gate: "data" }, {}, "own"]],
      ["spectral_advice from prep"],
    ],
    ["looks at spectra that no model learns from", ["data", "prep"], ["spectral_advice from prep"]],
    ["looks at raw spectra that nothing else is made of", ["data"], ["spectral_advice from data"]],
    [
      "looks at the ends only where no model says what matters",
      ["data", "prep #a", "prep #b from a", "prep #c from data"],
      ["spectral_advice from b", "spectral_advice-c from c"],
    ],
  ])("%s", (_, lines, expected) => expect(ids(lines, unasked)).toEqual(expected));

  it("is nowhere that gates are asked for", () => expect(ids(chain, {})).toEqual(["data_gate from data"]));

  it("does not serve where a gate is asked for", () =>
    expect(ids([...chain, [kind, { gate: "data", advice: true }, {}, "own"]], {})).toEqual(["data_gate from data"]));

  it("keeps nothing waiting", () => {
    const graph = graphOf(all(chain, unasked));
    expect(nodeOf(graph, "prep").gates).toEqual([]);
    expect(nodeOf(graph, "model").gates).toEqual([]);
  });
});

describe("what is added", () => {
  const blocks = completed(chain);
  const own = blocks.find(({ id }) => id === "spectral_gate") as (typeof blocks)[number];

  it("stands behind the document's blocks, in its order, at the place of what it judges", () => {
    expect(blocks.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(own.position).toBe(blocks[1].position);
    expect(own.at(["gate"])).toEqual(blocks[1].at([]));
  });

  it("says why, and has the options a written one would have", () => {
    expect(own.added).toBe("the mode requires a spectral gate for `prep`");
    expect(own).toMatchObject({ options: { gate: "spectral" }, presentation: {}, source: "" });
  });

  it("takes effect as a written one: what descends from the value waits for it", () => {
    const graph = graphOf(blocks);
    expect(graph.findings).toEqual([]);
    expect(nodeOf(graph, "prep").gates).toEqual(["data_gate"]);
    expect(nodeOf(graph, "model").gates).toEqual(["data_gate", "spectral_gate"]);
    expect(nodeOf(graph, "spectral_gate").inputs.map(({ block }) => block)).toEqual(["prep", "data"]);
  });

  it("is added once: a completed document is complete", () => {
    const again = withAutomatic(blocks, graphOf(blocks), { gate: gates }, asked);
    expect(again).toHaveLength(blocks.length);
  });

  it.each([
    ["the plain name", ["data", "model"], "data_gate"],
    ["with what it judges, where a block has that name", ["data", "model", "figure #Data_gate"], "data_gate-data"],
    [
      "with a number, where both are taken",
      ["data", "model", "figure #data_gate", ["figure", {}, {}, "data_gate-data"]],
      "data_gate-data-2",
    ],
  ] as readonly [string, readonly Line[], string][])("is called by %s", (_, lines, id) => {
    expect(completed(lines).find(({ from, added: why }) => why !== null && from?.[0] === "data")?.id).toBe(id);
  });
});

describe("a missing trust block is added behind the primary model", () => {
  const two: readonly Line[] = ["data", "model #x", "model #y"];
  it.each<[string, readonly Line[], Partial<Asked>, readonly string[]]>([
    ["the one that is named", two, { primary: "y" }, ["trust from y"]],
    ["none where none is named", two, {}, []],
    ["none where one is written on it", [...two, [trust, {}, {}, "t"]], { primary: "y" }, []],
  ])("%s", (_, lines, who, expected) => {
    const blocks = doc(...lines).map((block) => (block.id === "t" ? { ...block, from: ["y"] } : block));
    const all = withAutomatic(blocks, graphOf(blocks), { trust }, { ...asked, trust: "`--trust` asks for", ...who });
    expect(
      all.flatMap(({ id, from, added: why }) => (why === null ? [] : [`${id} from ${from?.join(" and ")}`])),
    ).toEqual(expected);
  });

  it("where one is written on another model only", () => {
    const blocks = doc(...two, [trust, {}, {}, "t"]).map((block) =>
      block.id === "t" ? { ...block, from: ["x"] } : block,
    );
    const all = withAutomatic(blocks, graphOf(blocks), { trust }, { ...asked, trust: "asked", primary: "y" });
    expect(all.filter(({ added: why }) => why !== null).map(({ id, from }) => [id, from])).toEqual([["trust", ["y"]]]);
  });
});
