import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import type { RunFolder, Schemas } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { digestedContent, type Manifest } from "../../../schemas/manifest.ts";
import { gateCheck } from "../../fixtures/gate-check.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const gated = `
\`\`\`foodspec qc #data-check
gate: data
\`\`\`

\`\`\`foodspec qc #model-check
gate: model
\`\`\`
`;

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
let place: Project;
const files = new Map<string, Uint8Array>();
beforeAll(async () => {
  place = project({ "protocol.md": smallProtocol({ more: gated }), "small.csv": smallCsv() });
  const { exitCode } = await place.compile();
  expect(exitCode).toBe(0);
  const manifest = place.manifest();
  const paths = [...Object.keys(manifest.files), ...manifest.blocks.flatMap(({ artifacts }) => Object.keys(artifacts))];
  for (const path of ["manifest.json", ...paths])
    files.set(path, readFileSync(join(place.folder, "runs/latest", path)));
});
afterAll(() => place.remove());

/** What of the files is spoilt here. */
interface Told {
  readonly checks: {
    readonly [id: string]: { value: number; threshold: number; pass: boolean; lower: { pass: boolean } };
  };
  readonly stages: readonly { exit_code: unknown }[];
  status: string;
  failed_checks: readonly string[];
  run_id: string;
  mine?: number;
}
type Files = Map<string, Uint8Array>;
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

/** The run, spoilt; `sealed` puts new digests of the spoilt files into the manifest, as somebody would who hides it. */
function spoilt(change: (files: Files, manifest: Manifest) => void, sealed = false): RunFolder {
  const own: Files = new Map(files);
  const manifest = JSON.parse(text(own.get("manifest.json"))) as Manifest;
  const before = JSON.stringify(manifest);
  change(own, manifest);
  if (sealed) {
    for (const holder of [manifest.files, ...manifest.blocks.map(({ artifacts }) => artifacts)])
      for (const path of Object.keys(holder)) holder[path] = digestOf(own.get(path) as Uint8Array);
    for (const gate of manifest.gates) gate.digest = digestOf(own.get(gate.report) as Uint8Array);
    const { content_digest: _, ...rest } = manifest;
    manifest.content_digest = digestOfJson(digestedContent(rest));
  }
  if (JSON.stringify(manifest) !== before) own.set("manifest.json", bytes(JSON.stringify(manifest)));
  const paths = [...own.keys()].sort();
  return { name: "run", paths, read: (path) => own.get(path) ?? null };
}
const edit = (own: Files, path: string, change: (json: Told) => void) => {
  const json = JSON.parse(text(own.get(path)));
  change(json);
  own.set(path, bytes(JSON.stringify(json)));
};
const codes = (folder: RunFolder) =>
  verifyRun(folder, schemas, registry.all).findings.map(({ code, facts }) => `${code} ${facts.path ?? ""}`.trim());
const said = (folder: RunFolder) =>
  verifyRun(folder, schemas, registry.all)
    .findings.map(({ message }) => message)
    .join("\n");

describe("a run as it was written", () => {
  it("is verified, and every part of it was looked at", () => {
    const { findings, looked } = verifyRun(
      spoilt(() => undefined),
      schemas,
      registry.all,
    );
    expect(findings).toEqual([]);
    expect(looked.map(({ name }) => name)).toEqual(["files", "schemas", "content digest", "gates", "log", "contract"]);
    expect(looked[0].says).toBe(`${files.size - 1} by their SHA-256`);
  });

  it("is no more with any one file changed, missing or added, each named", () => {
    for (const path of files.keys()) {
      if (path === "manifest.json") continue;
      const changed = codes(spoilt((own) => own.set(path, bytes(`${text(own.get(path))} `))));
      expect(changed, path).toContain(`FS9111 ${path}`);
      expect(codes(spoilt((own) => own.delete(path))), path).toContain(`FS9112 ${path}`);
    }
    expect(codes(spoilt((own) => own.set("notes.txt", bytes("mine"))))).toEqual(["FS9113 notes.txt"]);
  });

  it("is no more where a file stands there that cannot be read", () => {
    const whole = spoilt(() => undefined);
    const read = (path: string) => (path === "report.md" ? null : whole.read(path));
    const { findings } = verifyRun({ ...whole, read }, schemas, registry.all);
    expect(findings.map(({ code, facts }) => [code, facts.path, facts.found])).toEqual([
      ["FS9111", "report.md", "unreadable"],
    ]);
  });

  it("cannot be verified without a manifest that is one", () => {
    expect(codes(spoilt((own) => own.delete("manifest.json")))).toEqual(["FS9110"]);
    expect(codes(spoilt((own) => own.set("manifest.json", bytes("{"))))).toEqual(["FS9110"]);
  });
});

describe("a manifest that was changed", () => {
  it.each<[string, (manifest: Manifest) => void, string]>([
    ["in what the digest is over", (m) => void Object.assign(m, { seed: 99 }), "FS9115"],
    ["in the digest itself", (m) => void Object.assign(m, { content_digest: digestOf("x") }), "FS9115"],
    ["in the list of what the digest leaves out", (m) => void m.circumstances.push("inputs"), "FS9115"],
    ["in its name", (m) => void Object.assign(m, { run_id: "20260101_000000_000000" }), "FS9119 manifest.json"],
    ["in how often was tried", (m) => void Object.assign(m, { tried: { models: 1, tuning_values: 7 } }), "FS9115"],
  ])("%s is found", (_, change, code) => {
    expect(codes(spoilt((_own, manifest) => change(manifest)))).toContain(code);
  });

  it.each<[string, Manifest["tried"], string]>([
    ["more models than it lists", { models: 2, tuning_values: 0 }, "says that 2 models were tried, and lists 1"],
    ["nothing of how many were tried", undefined, "does not say how many models were tried"],
  ])("is found where it says %s, though its digest was made anew", (_, tried, problem) => {
    expect(said(spoilt((_own, manifest) => void Object.assign(manifest, { tried }), true))).toContain(problem);
  });

  it("is found by its policy, though the digest over it was made anew", () => {
    const folder = spoilt((_, manifest) => void Object.assign(manifest.policy.effective, { min_accuracy: 0.1 }), true);
    expect(said(folder)).toContain("the digest of its policy is another");
  });
});

describe("a run that was changed and given new digests", () => {
  it.each<[string, (own: Files) => void, RegExp]>([
    [
      "is found by a check whose pass does not follow from its number",
      (own) =>
        edit(own, "data_qc_report.json", (r) => {
          r.checks.duplicates.value = 0.1;
        }),
      /says passes of duplicates; by its numbers it fails/,
    ],
    [
      "is found by a failed check called passed",
      (own) =>
        edit(own, "data_qc_report.json", (r) => {
          r.checks.min_samples_per_class.pass = true;
        }),
      /says passes of min_samples_per_class; by its numbers it fails/,
    ],
    [
      "is found by a check left out of the failed ones",
      (own) =>
        edit(own, "data_qc_report.json", (r) => {
          r.failed_checks = [];
        }),
      /lists none as failed; by the numbers it is min_samples_per_class/,
    ],
    [
      "is found by a verdict that is not that of its checks",
      (own) =>
        edit(own, "data_qc_report.json", (r) => {
          r.status = "pass";
        }),
      /says pass; by its checks it is fail/,
    ],
    [
      "is found by a threshold beyond its floor",
      (own) =>
        edit(own, "model_qc_report.json", (r) => {
          r.checks.min_accuracy.threshold = 0.2;
        }),
      /has a threshold of min_accuracy beyond its floor/,
    ],
    [
      "is found by a lower limit judged wrongly",
      (own) =>
        edit(own, "model_qc_report.json", (r) => {
          r.checks.min_accuracy.lower.pass = !r.checks.min_accuracy.lower.pass;
        }),
      /says (fails|passes) of the lower limit of min_accuracy; by its numbers it (?!\1)/,
    ],
    [
      "is found by a field no schema knows",
      (own) =>
        edit(own, "model/metrics.json", (r) => {
          r.mine = 1;
        }),
      /model\/metrics.json` does not fit the schema artifact.model.metrics/,
    ],
    [
      "is found by a gate whose report has lost a field it is judged by",
      (own) =>
        edit(own, "model_qc_report.json", (r) => {
          Object.assign(r, { failed_checks: undefined });
        }),
      /model_qc_report.json` does not fit the schema artifact.qc.model_qc_report/,
    ],
    [
      "is found by a value of another sort",
      (own) =>
        edit(own, "run_summary.json", (r) => {
          r.stages[0].exit_code = "0";
        }),
      /run_summary.json` does not fit the schema run-summary at \/stages\/0\/exit_code/,
    ],
    [
      "is found by a file that is no JSON",
      (own) => void own.set("model/model.json", bytes("{")),
      /model.json` is not JSON/,
    ],
    [
      "is found by the log",
      (own) =>
        void own.set("logs/run.jsonl", bytes(text(own.get("logs/run.jsonl")).split("\n").toSpliced(1, 1).join("\n"))),
      /line 2 of logs\/run.jsonl/,
    ],
    [
      "is found by a check that judges nothing and says it passed",
      (own) =>
        edit(own, "model_qc_report.json", (r) => {
          Object.assign(r.checks.min_accuracy, { na: "no_threshold" });
        }),
      /says (passes|fails) of min_accuracy; by its numbers it judges nothing/,
    ],
    [
      "is found by a check that passed though nothing was measured",
      (own) =>
        edit(own, "data_qc_report.json", (r) => {
          Object.assign(r.checks.duplicates, { value: null });
        }),
      /says passes of duplicates; by its numbers it fails/,
    ],
    [
      "is found by a lower limit that failed without a threshold",
      (own) =>
        edit(own, "model_qc_report.json", (r) => {
          Object.assign(r.checks.min_accuracy.lower, { threshold: null, pass: false });
        }),
      /says fails of the lower limit of min_accuracy; by its numbers it passes/,
    ],
    [
      "is found by a file that is another sort of JSON altogether",
      (own) => void own.set("model/metrics.json", bytes("[]")),
      /model\/metrics.json` does not fit the schema artifact.model.metrics at its top/,
    ],
    ["is found by a log that is none", (own) => void own.set("logs/run.jsonl", bytes("{\n")), /line 1 of logs/],
    [
      "is found by a summary of another run",
      (own) =>
        edit(own, "run_summary.json", (r) => {
          r.run_id = "another";
        }),
      /run_summary.json` is about another run/,
    ],
  ])("%s", (_, change, says) => {
    expect(said(spoilt((own) => change(own), true))).toMatch(says);
  });

  it.each<[string, (manifest: Manifest) => void, RegExp]>([
    [
      "a gate called passed",
      (m) => void Object.assign(m.gates[0], { status: "pass" }),
      /says pass of the gate `data-check`, whose report says fail/,
    ],
    ["a gate left out", (m) => void m.gates.shift(), /does not list the gate `data-check`/],
    [
      "a gate said to block",
      (m) => void Object.assign(m.gates[0], { blocking: true }),
      /`data-check` blocks; by status and policy it does not/,
    ],
    [
      "a gate's block said to have failed",
      (m) => void Object.assign(m.blocks.find(({ id }) => id === "data-check") as object, { result: "failed" }),
      /says failed of the block `data-check`/,
    ],
    [
      "an end in 0 over a failed block",
      (m) => void Object.assign(m.blocks[0], { result: "failed" }),
      /says exit code 0, though data failed/,
    ],
    [
      "success with another code",
      (m) => void Object.assign(m, { exit_code: 5 }),
      /says success: true with exit code 5/,
    ],
    [
      "a required gate that failed and an end in 0",
      (m) => {
        m.policy.effective.required = true;
        m.gates[0].blocking = true;
      },
      /says exit code 0, though a gate blocks/,
    ],
    [
      "a gate's failure without one",
      (m) => {
        Object.assign(m, { exit_code: 7, success: false });
        for (const block of m.blocks) block.result = "ok";
      },
      /says exit code 7, though no gate failed/,
    ],
    [
      "a failed gate that was overridden and is said to block",
      (m) => {
        m.policy.effective.required = true;
        m.cli_overrides.push({ key: "qc_override", original: null, override: true, reason: "trial" });
        m.gates[0].blocking = true;
      },
      /`data-check` blocks; by status and policy it does not/,
    ],
    [
      "regulatory mode with one of the gates",
      (m) => {
        Object.assign(m, { mode: "regulatory" });
        m.gates[1].status = "pass";
      },
      /without a pass of the gate data, spectral\b(?!, model)/,
    ],
    [
      "regulatory mode without the gates",
      (m) => void Object.assign(m, { mode: "regulatory" }),
      /without a pass of the gate data, spectral/,
    ],
    [
      "a mode whose contract it does not keep",
      (m) => void Object.assign(m, { mode: "regulatory" }),
      /a run of regulatory mode that ended with 0 must hold .*REGULATORY_COMPLIANCE_STATEMENT.txt/,
    ],
  ])("is found by %s", (_, change, says) => {
    expect(said(spoilt((_own, manifest) => change(manifest), true))).toMatch(says);
  });
});

describe("a run that says it was approved", () => {
  const approved = (statement: string) =>
    said(
      spoilt((own, manifest) => {
        own.set("REGULATORY_COMPLIANCE_STATEMENT.txt", bytes(statement));
        manifest.files["REGULATORY_COMPLIANCE_STATEMENT.txt"] = "";
        Object.assign(manifest, { mode: "regulatory" });
        const [one] = manifest.gates;
        manifest.gates = ["data", "spectral", "model"].map((gate) => ({ ...one, gate, status: "pass" }));
      }, true),
    );
  it("with every gate passed is still found by a statement about other content", () => {
    const found = approved("Content of yesterday.");
    expect(found).not.toContain("without a pass of the gate");
    expect(found).toMatch(/REGULATORY_COMPLIANCE_STATEMENT.txt` does not name the content digest/);
  });
});

describe("a file of a sort this program has no schema for", () => {
  const strange = (schemas: Schemas, path: string) =>
    verifyRun(
      spoilt((own, manifest) => {
        own.set(path, bytes("{}"));
        manifest.files[path] = digestOf(bytes("{}"));
      }, true),
      schemas,
      registry.all,
    ).findings.flatMap(({ code, message }) => (code === "FS9114" ? [message] : []));
  it("is named: it says nothing that could be checked", () =>
    expect(strange(schemas, "mine.json")).toEqual([expect.stringMatching(/`mine.json` is of a sort/)]));
  it("is every file of a sort whose schema the program was shipped without", () =>
    expect(
      strange(
        schemasFrom((name) => (name === "report" ? null : jsonSchema(machineDisk, name))),
        "mine.json",
      ),
    ).toEqual([
      expect.stringMatching(/`report.json` is of a sort/),
      expect.stringMatching(/`mine.json` is of a sort/),
    ]));
});

describe("a gate that judged several blocks", () => {
  const verdict = {
    status: "pass",
    checks: { duplicates: gateCheck() },
    failed_checks: [],
    recommended_actions: [],
    advice: {},
  };
  const several = (more: object) =>
    said(
      spoilt((own) => {
        const report = { schema_version: 1, gate: "data", of: ["a", "b"], ...verdict, ...more };
        own.set("data_qc_report.json", bytes(JSON.stringify(report)));
      }, true),
    );

  it("passes where each does", () => {
    expect(several({ by_block: { a: verdict, b: verdict } })).not.toContain("by its");
  });
  it("is judged by each of them", () => {
    expect(several({ by_block: { a: verdict, b: { ...verdict, status: "fail" } } })).toMatch(
      /says fail; by its checks it is pass \(`b`\)[\s\S]*says pass; by its blocks it is fail/,
    );
  });
});

describe("foodspec verify", () => {
  it("prints what was looked at and ends with 0, or names every file and ends with 9", async () => {
    const good = place.foodspec(["verify", "runs/latest"]);
    expect([good.status, good.err]).toEqual([0, ""]);
    expect(good.out).toMatch(/ok +files +\d+ by their SHA-256\n/);
    expect(good.out).toMatch(/verified {2}\S+ {2}research run, ended with 0\n$/);

    const run = join(place.folder, "copy");
    for (const [path, content] of files) {
      mkdirSync(dirname(join(run, path)), { recursive: true });
      writeFileSync(join(run, path), content);
    }
    writeFileSync(join(run, "model/metrics.json"), "{}");
    rmSync(join(run, "report.md"));
    symlinkSync("/etc/hostname", join(run, "link"));
    const bad = await place.type(["verify", "copy"]);
    expect(bad.status).toBe(9);
    for (const path of ["model/metrics.json", "report.md", "link"]) expect(bad.err).toContain(`\`${path}\``);
    expect(bad.out).toMatch(/failed +files/);
    expect(bad.out).toContain("not verified");

    const json = JSON.parse((await place.type(["verify", "copy", "--format", "json"])).out);
    expect(json).toMatchObject({ run: "copy", verified: false, mode: "research", run_exit_code: 0 });
    expect(json.checks[0]).toMatchObject({ name: "files", ok: false });
    expect(json.findings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(["FS9111", "FS9112", "FS9113", "FS9114"]),
    );
  });

  it("says what to name where there is no run", async () => {
    const none = await place.type(["verify", "runs/latst"]);
    expect([none.status, none.err.includes("did you mean `runs/latest`?")]).toEqual([2, true]);
    expect(await place.type(["verify", "protocol.md"])).toMatchObject({ status: 2 });
    expect(await place.type(["verify", "nowhere/runs/latest"])).toMatchObject({ status: 2 });
    expect(await place.type(["verify", "."])).toMatchObject({ status: 9 });
  });
});
