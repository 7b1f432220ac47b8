import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { planCommand, whyCommand } from "../../../compiler/cli/work/plan.ts";
import type { CompileOptions } from "../../../compiler/compile/options.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Place;
afterEach(() => place.remove());

const claims = 'claims: {standard: "S", use_case: "U", limitations: ["L"]}\n';
const regulatory = `mode: regulatory\n${claims}`;
const positive = "positive: b\nupstream: none\n";

/** What is found of a document before anything runs, and its blocks. */
async function prepared(
  parts: ProtocolParts,
  options: Partial<CompileOptions> = {},
  env: { [name: string]: string } = {},
) {
  place = inMemory({ "protocol.md": smallProtocol({ data: positive, ...parts }), "small.csv": smallCsv() });
  const effects = place.world(env);
  const found = await prepare("protocol.md", { documents: ["protocol.md"], ...options }, effects);
  return { ...found, codes: found.findings.map(({ code }) => code) };
}

describe("a regulatory document", () => {
  const second = "\n```foodspec model #other\nfrom: prep\nestimator: linear-svc\n```\n";
  const withoutModel = (text: string) => text.replace(/```foodspec model[\s\S]*?```\n/, "");

  it.each<[string, ProtocolParts, readonly string[], number]>([
    ["that declares and keeps everything is accepted", { frontMatter: regulatory }, [], 0],
    ["without claims is refused", { frontMatter: "mode: regulatory\n" }, ["FS2017"], 4],
    [
      "that leaves one claim out is refused",
      { frontMatter: 'mode: regulatory\nclaims: {standard: "S", use_case: "U"}\n' },
      ["FS2017"],
      4,
    ],
    ["with two models must say which is judged", { frontMatter: regulatory, more: second }, ["FS2019"], 4],
    [
      "with two models that says which is accepted",
      { frontMatter: `${regulatory}primary: plsda\n`, more: second },
      [],
      0,
    ],
    ["with kfold is refused", { frontMatter: `${regulatory}scheme: kfold\n` }, ["FS2623"], 4],
    ["without validation is refused", { frontMatter: `${regulatory}scheme: none\n` }, ["FS2623"], 4],
    [
      "with an estimator nobody approved is refused",
      { frontMatter: `${regulatory}approved_models: [linear-svc]\n` },
      ["FS2621"],
      4,
    ],
    [
      "with a regression nobody approved and no thresholds is refused for both",
      { frontMatter: regulatory, model: "estimator: {pls-regression: {components: 2}}\n" },
      ["FS2622", "FS7206"],
      4,
    ],
    [
      "with an approved regression and its thresholds is accepted",
      {
        frontMatter: `${regulatory}approved_models: [pls-regression]\nqc_policy: {min_r2: 0.8, max_rmsecv: 2}\n`,
        model: "estimator: {pls-regression: {components: 2}}\n",
      },
      [],
      0,
    ],
    ["cannot switch its gates off", { frontMatter: `${regulatory}qc_policy: {required: false}\n` }, ["FS7205"], 4],
    ["cannot go beyond a floor", { frontMatter: `${regulatory}qc_policy: {min_accuracy: 0.69}\n` }, ["FS7204"], 4],
    ["may choose a threshold up to its floor", { frontMatter: `${regulatory}qc_policy: {min_accuracy: 0.7}\n` }, [], 0],
    [
      "cannot loosen it in a qc block",
      { frontMatter: regulatory, more: "\n```foodspec qc\ngate: model\nmin_accuracy: 0.8\n```\n" },
      ["FS7207"],
      4,
    ],
  ])("%s", async (_, parts, codes, exit) => {
    const found = await prepared(parts);
    expect(found.codes).toEqual(codes);
    const own = found.findings.filter(({ code }) => codes.includes(code));
    expect(own.every((one) => one.exit === exit && one.position !== null && one.help.length > 0)).toBe(true);
  });

  it("without the positive class of two that the document names is refused at what the gate judges", async () => {
    const label = "label: {from: y, cut: [14], names: [low, high]}\n";
    place = inMemory({
      "protocol.md": smallProtocol({ frontMatter: regulatory }).replace("label: class\n", label),
      "small.csv": smallCsv(),
    });
    const effects = place.world();
    const found = await prepare("protocol.md", { documents: ["protocol.md"] }, effects);
    expect(found.findings.find(({ code }) => code === "FS7209")).toMatchObject({ exit: 4, block: "model_gate" });
  });

  it("without a model is refused", async () => {
    place = inMemory({
      "protocol.md": withoutModel(smallProtocol({ frontMatter: regulatory })),
      "small.csv": smallCsv(),
    });
    const effects = place.world();
    const found = await prepare("protocol.md", { documents: ["protocol.md"] }, effects);
    expect(found.findings.map(({ code }) => code)).toContain("FS2620");
  });
});

describe("what is typed for a regulatory run", () => {
  const params = "params: {lv: 2}\n";
  const reason = "the seed of the ring trial";
  const research = `${claims}${params}`;
  const all = `${regulatory}${params}`;
  it.each<[string, string, Partial<CompileOptions>, readonly string[] | null]>([
    ["a seed", all, { seed: "3" }, ["seed"]],
    [
      "a parameter and a file",
      all,
      { set: ["params.lv=3"], inputs: ["small=small.csv"] },
      ["inputs.small", "params.lv"],
    ],
    ["trust", all, { trust: true }, ["trust"]],
    ["the mode itself", research, { mode: "regulatory" }, ["mode"]],
    ["a seed, with a reason of blanks", all, { seed: "3", reason: " ".repeat(12) }, ["seed"]],
    ["a seed, with its reason", all, { seed: "3", reason }, null],
    ["the mode, with its reason", research, { mode: "regulatory", reason }, null],
    ["a seed of a run that only looks at what another gives", all, { seed: "3", register: false }, null],
    ["a seed in research mode", research, { seed: "3" }, null],
    ["nothing", all, {}, null],
  ])("asks for a reason: %s", async (_, frontMatter, options, fields) => {
    const { findings } = await prepared({ frontMatter }, options);
    const found = findings.filter(({ code }) => code === "FS1010");
    expect(found.map(({ facts, exit }) => [[...(facts.fields as string[])].sort(), exit])).toEqual(
      fields === null ? [] : [[fields, 2]],
    );
  });

  it("is recorded with the default that it replaces, where the document says nothing", async () => {
    const { overrides } = await prepared(
      { frontMatter: all },
      { seed: "3", set: ["report.paper=Letter", "lang=de", "params.lv=3", "laboratory.name=L"], reason },
    );
    expect(overrides.map(({ key, original }) => [key, original])).toEqual([
      ["seed", 0],
      ["report.paper", "A4"],
      ["lang", "en"],
      ["params.lv", 2],
      ["laboratory.name", null],
    ]);
  });
});

describe("the inputs of a regulatory document", () => {
  const document = smallProtocol({ frontMatter: regulatory, data: positive });
  const [, digest] = /sha256: (\w+)/.exec(document) ?? [];
  const unpinned = document.replace(/, sha256: \w+/, "");
  async function found(text: string, csv = smallCsv(), options: Partial<CompileOptions> = {}) {
    place = inMemory({ "protocol.md": text, "small.csv": csv, "other.csv": smallCsv({ samples: 30 }) });
    const { findings } = await prepare("protocol.md", { documents: ["protocol.md"], ...options }, place.world());
    return findings.filter(({ code }) => /^FS(2541|39..)$/.test(code));
  }

  it("are to be pinned, and the finding has the line that does it", async () => {
    const [one, ...others] = await found(unpinned);
    expect([one.code, one.exit, others]).toEqual(["FS2541", 4, []]);
    expect(one.help.join()).toContain(`sha256: ${digest}`);
    expect(one.position?.line).toBe(unpinned.split("\n").indexOf("  small: {path: small.csv}") + 1);
  });

  it("are to be those that are pinned: a value moved in the file is told of with the digest, and without it", async () => {
    const moved = smallCsv().replace(/,b,(\d)/, ",b,9$1");
    expect((await found(document, moved)).map(({ code, exit }) => [code, exit])).toEqual([["FS3903", 3]]);
    expect((await found(unpinned, moved)).map(({ code, exit }) => [code, exit])).toEqual([["FS2541", 4]]);
  });

  it("may be several with one digest of all, by content and path", async () => {
    const several = unpinned.replace("path: small.csv", 'path: ["small.csv", "other.csv"]');
    const [{ help }] = await found(several);
    const [, together] = /sha256: (\w+)/.exec(help.join()) ?? [];
    const hex = (text: string) => createHash("sha256").update(text).digest("hex");
    const [one, other] = [smallCsv(), smallCsv({ samples: 30 })].map(hex);
    expect(together).toBe(hex(`{"other.csv":"${other}","small.csv":"${one}"}`));
    const pinned = several.replace("]}", `], sha256: ${together}}`);
    expect(await found(pinned)).toEqual([]);
    const moved = smallCsv().replace(/,b,(\d)/, ",b,9$1");
    expect((await found(pinned, moved)).map(({ code, exit }) => [code, exit])).toEqual([["FS3911", 3]]);
    expect((await found(several.replace("]}", `], sha256: [${other}, ${one}]}`))).map(({ code }) => code)).toEqual([]);
  });

  it.each<[string, string, Partial<CompileOptions>]>([
    ["a file that is not there", unpinned.replace("path: small.csv", "path: none.csv"), {}],
    ["an input that no block reads", document.replace("  small: {", "  more: {path: other.csv}\n  small: {"), {}],
    [
      "one that the command line alone gives",
      unpinned.replace("  small: {path: small.csv}", "  {}"),
      { inputs: ["small=small.csv"] },
    ],
    [
      "a research document that is compiled as regulatory",
      unpinned.replace("mode: regulatory\n", ""),
      { mode: "regulatory" },
    ],
  ])("are to be pinned: %s", async (_, text, options) => {
    expect((await found(text, undefined, options)).map(({ code }) => code)).toContain("FS2541");
  });

  it("may stand without a digest in research", async () => {
    expect(await found(unpinned.replace("mode: regulatory\n", ""))).toEqual([]);
  });
});

describe("gates are added", () => {
  const gates = (found: Awaited<ReturnType<typeof prepared>>) =>
    found.protocol?.blocks.flatMap(({ id, added }) => (added === null || id === "trust" ? [] : [`${id}: ${added}`]));

  it("in regulatory mode, each with the reason", async () => {
    expect(gates(await prepared({ frontMatter: regulatory }))).toEqual([
      "data_gate: regulatory mode requires a data gate for `data`",
      "spectral_gate: regulatory mode requires a spectral gate for `prep`",
      "model_gate: regulatory mode requires a model gate for `plsda`",
    ]);
  });

  it("to a research document that is compiled as regulatory", async () => {
    expect(gates(await prepared({ frontMatter: claims }, { mode: "regulatory" }))).toHaveLength(3);
  });

  it("in research where the policy requires them", async () => {
    const found = await prepared({ frontMatter: "qc_policy: {required: true}\n" });
    expect(gates(found)?.[0]).toBe("data_gate: `qc_policy: {required: true}` asks for a data gate for `data`");
  });

  it("as advice in plain research", async () => {
    expect(gates(await prepared({}))).toEqual([
      "data_advice: research mode gives the data gate as advice for `data`",
      "spectral_advice: research mode gives the spectral gate as advice for `prep`",
    ]);
  });
});

describe("the command line cannot weaken a gate", () => {
  it.each<[string, ProtocolParts, Partial<CompileOptions>, string]>([
    ["by letting gates pass", { frontMatter: regulatory }, { qcOverride: "in a hurry" }, "FS1151"],
    ["by leaving the mode", { frontMatter: regulatory }, { mode: "research" }, "FS1002"],
    ["by a looser policy", { frontMatter: regulatory }, { set: ["qc_policy.min_accuracy=0.7"] }, "FS1003"],
    ["by approving an estimator", { frontMatter: regulatory }, { set: ["approved_models=[pls-regression]"] }, "FS1003"],
    ["by other claims", { frontMatter: regulatory }, { set: ["claims.standard=Mine"] }, "FS1003"],
    [
      "by an option of a gate",
      {
        frontMatter: `${regulatory}params: {least: 0.9}\n`,
        more: "\n```foodspec qc\ngate: model\nmin_accuracy: = params.least\n```\n",
      },
      { set: ["params.least=0.7"] },
      "FS1009",
    ],
  ])("%s", async (_, parts, options, code) => {
    const found = await prepared(parts, options);
    expect(found.findings.find((one) => one.code === code)).toMatchObject({ severity: "error", exit: 2 });
  });
});

describe("a store that projects share", () => {
  it("is not used in regulatory mode, which reuses only the project's own results", async () => {
    const shared = { FOODSPEC_CACHE: "/nowhere/shared" };
    expect((await prepared({}, {}, shared)).store.folder).toBe("/nowhere/shared");
    place.remove();
    expect((await prepared({ frontMatter: regulatory }, {}, shared)).store.folder).toMatch(/[\\/]\.foodspec$/);
    place.remove();
    expect((await prepared({ frontMatter: claims }, { mode: "regulatory" }, shared)).store.folder).toMatch(
      /\.foodspec$/,
    );
  });
});

describe("in research with required gates", () => {
  const required = { frontMatter: "qc_policy: {required: true}\n" };

  it("a failed gate blocks what descends from what it judged; what did run is still shown", async () => {
    await prepared(required);
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(7);
    const { blocks, gates } = place.manifest();
    expect(blocks.map(({ id, execution, reason, added }) => [id, execution, reason, added !== undefined])).toEqual([
      ["data", "ran", null, false],
      ["prep", "blocked", "gate_failed:data_gate", false],
      ["plsda", "blocked", "gate_failed:data_gate", false],
      ["data_gate", "ran", "gate_failed", true],
      ["spectral_gate", "blocked", "needs_failed:prep", true],
      ["model_gate", "blocked", "needs_failed:plsda", true],
    ]);
    expect(gates.map(({ gate, status, blocking }) => [gate, status, blocking])).toEqual([["data", "fail", true]]);
    expect(place.names("runs/latest/figures")).toContain("data.spectra-raw.svg");
    const html = place.read("runs/latest/report/index.html");
    expect(html).toContain("added because");
    expect(place.read("runs/latest/report.md")).toContain("added because `qc_policy: {required: true}` asks for");
  });

  it("`--qc-override` lets it pass and says so in state, manifest, log and report", async () => {
    await prepared(required);
    const reason = "trial of the method";
    const { exitCode } = await place.compile({ qcOverride: reason });
    expect(exitCode).toBe(0);
    for (const path of [
      "state/stage_state.json",
      "manifest.json",
      "logs/run.jsonl",
      "logs/run.log",
      "report/index.html",
    ])
      expect(place.read(`runs/latest/${path}`), path).toContain(reason);
    expect(place.read("runs/latest/report/index.html")).toContain(`let through by --qc-override: ${reason}`);
  });

  it("the lock file and the plan name what was added", async () => {
    await prepared(required);
    const options = { documents: ["protocol.md"] };
    expect((await place.say((world) => planCommand(options, "text", world))).out).toMatch(
      /data_gate +depends on `data` \(added because `qc_policy: {required: true}` asks for/,
    );
    await place.compile({ qcOverride: "trial", record: true });
    expect(place.read("protocol.md.lock.yaml")).toContain(
      'added: "`qc_policy: {required: true}` asks for a data gate for `data`"',
    );
    const why = (await place.say((world) => whyCommand(options, "data_gate", world))).out;
    expect(why).toContain("data_gate is not in the document: added because");
    const plan = JSON.parse((await place.say((world) => planCommand(options, "json", world))).out);
    expect(plan.blocks.map(({ id, action }: { id: string; action: string }) => `${id} ${action}`)).toEqual([
      "data reuse",
      "data_gate reuse",
      "prep blocked",
      "spectral_gate blocked",
      "plsda blocked",
      "model_gate blocked",
    ]);
  });
});

describe("`--trust`", () => {
  const second = "\n```foodspec model #other\nfrom: prep\nestimator: linear-svc\n```\n";
  const trust = (found: Awaited<ReturnType<typeof prepared>>) =>
    found.protocol?.blocks.flatMap(({ id, added, from }) => (id === "trust" ? [[added, from]] : []));

  it("adds a trust block behind the only model, or the primary one", async () => {
    const why = "`--trust` asks for a trust block for `plsda`";
    expect(trust(await prepared({}, { trust: true }))).toEqual([[why, ["plsda"]]]);
    place.remove();
    expect(trust(await prepared({ frontMatter: "primary: plsda\n", more: second }, { trust: true }))).toEqual([
      [why, ["plsda"]],
    ]);
    place.remove();
    expect(trust(await prepared({}))).toEqual([]);
  });

  it("is recorded as an override", async () => {
    await prepared({});
    await place.compile({ trust: true });
    expect(place.manifest().cli_overrides).toEqual([{ key: "trust", original: false, override: true, reason: null }]);
  });

  it("asks which model, where several could be meant or there is none", async () => {
    expect((await prepared({ more: second }, { trust: true })).findings[0]).toMatchObject({
      code: "FS1150",
      exit: 2,
      help: ["say which in the front matter: `primary: plsda`", "or leave out `--trust`"],
    });
  });

  it("is required in regulatory mode, whoever asks", async () => {
    expect(trust(await prepared({ frontMatter: regulatory }))?.[0]?.[0]).toBe(
      "regulatory mode requires a trust block for `plsda`",
    );
  });
});
