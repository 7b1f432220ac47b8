import { describe, expect, it } from "vitest";
import { contentDigest, draftManifest } from "../../../compiler/run/manifest.ts";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import {
  isContent,
  type Manifest,
  manifestSchema,
  circumstances as outside,
  outsideContent,
} from "../../../schemas/manifest.ts";
import { fc, it as property } from "../../fixtures/property.ts";
import { addedTo, circumstances, passedGate, runBlock, runOf } from "./fixture.ts";

const [x, y] = [digestOf("x"), digestOf("y")];
const run = runOf([
  runBlock(["model", { k: 1 }], {
    artifacts: { "model/model.json": x },
    results: { accuracy: 0.9 },
    durationSeconds: 1.5,
  }),
  runBlock("gate", {
    result: "na",
    reason: { code: "regression", sentence: "For classes only." },
    results: null,
    key: null,
  }),
]);
const content = {
  inputs: [{ name: "meat", path: "meat.csv", size_bytes: 10, sha256: x, n_rows: 2, n_cols: 3, missing_fraction: 0 }],
  sources: [],
  overrides: [{ key: "seed", original: 1, override: 2, reason: null }],
  gates: [passedGate("gate", x, 4)],
} as const;
const { runId, ...where } = {
  ...circumstances,
  lockDigest: x,
  orchestratorMode: "two_lane_strict",
  protocolFile: "docs/protocol.md",
  protocolHash: x,
  policy: { effective: { min_accuracy: 0.85 }, digest: x, loosened: [] },
};
const files = { "figures/a.svg": x, "model/approval.json": x, "report/index.html": x, "logs/run.log": x };
const draft = draftManifest(run, content, where, files);
const whole: Manifest = { run_id: runId, ...draft, content_digest: contentDigest(draft) };

describe("the manifest of a run", () => {
  it("is what its schema says, and says it of this run", () => {
    expect(manifestSchema.parse(whole)).toEqual({
      schema_version: 1,
      run_id: "20260101_000000_abcdef",
      timestamp: "2026-01-01T00:00:00.000Z",
      duration_seconds: 2,
      exit_code: 0,
      success: true,
      foodspec_version: "1.2.3",
      node_version: "v20.19.0",
      packages: { zod: "4.0.0" },
      lock_digest: x,
      program: `sha256:${"9".repeat(64)}`,
      browser_version: null,
      browser_sandbox: null,
      os: "linux x64",
      git_hash: "abc",
      git_branch: "main",
      git_dirty: false,
      command: "foodspec compile protocol.md",
      protocol_file: "docs/protocol.md",
      protocol_hash: x,
      protocol_version: "1.0",
      mode: "research",
      scheme: { name: "lobo", options: {} },
      seed: 7,
      orchestrator_mode: "two_lane_strict",
      policy: { effective: { min_accuracy: 0.85 }, digest: x, loosened: [] },
      cli_overrides: content.overrides,
      inputs: content.inputs,
      blocks: [
        {
          id: "model",
          kind: "model",
          lane: "decision",
          key: digestOf("model"),
          execution: "ran",
          result: "ok",
          reason: null,
          results: digestOfJson({ accuracy: 0.9 }),
          duration: 1.5,
          artifacts: { "model/model.json": x },
        },
        {
          id: "gate",
          kind: "gate",
          lane: "decision",
          key: null,
          execution: "ran",
          result: "na",
          reason: "regression",
          affects: [],
          results: null,
          duration: 1,
          artifacts: {},
        },
      ],
      gates: content.gates,
      reference_context: { policy: x, schema_versions: expect.objectContaining({ manifest: 1, done: 1 }), bands: {} },
      files,
      content_digest: whole.content_digest,
      circumstances: [...outside],
    });
  });

  it("knows nothing of git outside a repository", () => {
    const outsideGit = draftManifest(run, content, { ...where, git: null }, files);
    expect(outsideGit).toMatchObject({ git_hash: null, git_branch: null, git_dirty: null });
  });

  it("says why a block is there that the document does not have", () => {
    const added = runOf([runBlock("data"), addedTo(runBlock("gate"), "the mode requires it")]);
    expect(draftManifest(added, content, where, files).blocks.map((block) => block.added)).toEqual([
      undefined,
      "the mode requires it",
    ]);
  });
  it("of a run that did not end with 0 says so", () => {
    expect(draftManifest({ ...run, exitCode: 7 }, content, where, files)).toMatchObject({
      exit_code: 7,
      success: false,
    });
  });
});

/** Another value of every field, and whether two runs of the same content may differ in it. */
const [block] = whole.blocks;
const [input] = whole.inputs;
const [gate] = whole.gates;
const changes: { readonly [F in keyof Manifest]: readonly Partial<Pick<Manifest, F>>[] } = {
  schema_version: [{ schema_version: 2 as 1 }],
  run_id: [{ run_id: "other" }],
  timestamp: [{ timestamp: "2027-01-01T00:00:00.000Z" }],
  duration_seconds: [{ duration_seconds: 3 }],
  exit_code: [{ exit_code: 5 }],
  success: [{ success: false }],
  foodspec_version: [{ foodspec_version: "2.0.0" }],
  node_version: [{ node_version: "v24.0.0" }],
  packages: [{ packages: { zod: "5.0.0" } }],
  lock_digest: [{ lock_digest: y }],
  program: [{ program: y }],
  browser_version: [{ browser_version: "147" }],
  browser_sandbox: [{ browser_sandbox: false }],
  os: [{ os: "darwin arm64" }],
  git_hash: [{ git_hash: "def" }],
  git_branch: [{ git_branch: "other" }],
  git_dirty: [{ git_dirty: true }],
  command: [{ command: "foodspec compile" }],
  protocol_file: [{ protocol_file: "other.md" }],
  protocol_hash: [{ protocol_hash: y }],
  protocol_version: [{ protocol_version: "2.0" }],
  mode: [{ mode: "regulatory" }],
  scheme: [{ scheme: { name: "loso", options: {} } }],
  seed: [{ seed: 8 }],
  orchestrator_mode: [{ orchestrator_mode: "document_order" }],
  policy: [
    { policy: { ...whole.policy, effective: { min_accuracy: 0.9 } } },
    { policy: { ...whole.policy, digest: y } },
    { policy: { ...whole.policy, loosened: ["min_accuracy"] } },
  ],
  cli_overrides: [{ cli_overrides: [] }],
  inputs: [
    { inputs: [{ ...input, name: "olive" }] },
    { inputs: [{ ...input, path: "other.csv" }] },
    { inputs: [{ ...input, size_bytes: 11 }] },
    { inputs: [{ ...input, sha256: y }] },
    { inputs: [{ ...input, n_rows: null }] },
    { inputs: [{ ...input, n_cols: 4 }] },
    { inputs: [{ ...input, missing_fraction: 0.5 }] },
    { inputs: [] },
  ],
  blocks: [
    { blocks: [{ ...block, id: "other" }] },
    { blocks: [{ ...block, kind: "trust" }] },
    { blocks: [{ ...block, lane: "explanation" }] },
    { blocks: [{ ...block, results: y }] },
    { blocks: [{ ...block, result: "warn" }] },
    { blocks: [{ ...block, reason: "needs_failed:data" }] },
    { blocks: [{ ...block, affects: ["trust"] }] },
    { blocks: [{ ...block, artifacts: { "model/model.json": y } }] },
    { blocks: [] },
  ],
  gates: [{ gates: [{ ...gate, status: "fail" }] }, { gates: [{ ...gate, blocking: true }] }, { gates: [] }],
  files: [
    { files: { ...files, "model/approval.json": y } },
    { files: {} },
    { files: { ...files, "data/extra.json": x } },
  ],
  reference_context: [{ reference_context: { policy: y, schema_versions: {}, bands: { bands: { oh: [1, 2] } } } }],
  content_digest: [{ content_digest: y }],
  circumstances: [{ circumstances: [] }],
};
const isOutside = (field: string) => [...outside, "content_digest"].some((name) => name === field);
const digestOfWhole = (manifest: Manifest) => contentDigest(manifest);

describe("the content digest of a manifest", () => {
  it.each(Object.entries(changes).filter(([field]) => isOutside(field)))(
    "does not change with the circumstance %s",
    (_, others) => {
      for (const other of others) expect(digestOfWhole({ ...whole, ...other })).toBe(whole.content_digest);
    },
  );

  it.each(Object.entries(changes).filter(([field]) => !isOutside(field)))("changes with %s", (_, others) => {
    const one: Manifest = { ...whole, blocks: [block] };
    const digests = others.map((other) => digestOfWhole({ ...one, ...other }));
    expect(digests).not.toContain(digestOfWhole(one));
    expect(new Set(digests).size).toBe(others.length);
  });

  it("is the same without the two names that follow from it", () => {
    expect(contentDigest(draft)).toBe(digestOfWhole(whole));
  });

  it("does not change with how long a block took or whether it ran, only with what it came to", () => {
    for (const execution of ["ran", "reused", "blocked", "cancelled"] as const) {
      const blocks = whole.blocks.map((one) => ({ ...one, execution, duration: 99 }));
      expect(digestOfWhole({ ...whole, blocks })).toBe(whole.content_digest);
    }
  });

  it("can be checked by whoever has the contract and the manifest, without this program's code", () => {
    const read = JSON.parse(JSON.stringify(whole)) as { [field: string]: unknown } & Manifest;
    for (const field of read.circumstances) delete read[field];
    const { content_digest, ...rest } = read;
    const blocks = rest.blocks.map(({ key, execution, duration, added, ...one }) => one);
    const kept = Object.fromEntries(Object.entries(rest.files).filter(([path]) => path === "model/approval.json"));
    expect(digestOf(canonicalJson({ ...rest, blocks, files: kept }))).toBe(content_digest);
  });

  it("does not change with keys, nor with why a block was added: code and words are no content", () => {
    const blocks = whole.blocks.map((one) => ({ ...one, key: y, added: "another sentence" }));
    expect(digestOfWhole({ ...whole, blocks })).toBe(whole.content_digest);
  });

  it.each(outsideContent.map((path) => (path.endsWith("/") ? `${path}anything` : path)))(
    "does not change with %s: drawn, written in words, or with the clock in it",
    (path) => {
      expect(digestOfWhole({ ...whole, files: { ...files, [path]: y } })).toBe(whole.content_digest);
    },
  );

  property.prop([fc.array(fc.string(), { maxLength: 5 })])("does not change with the order of fields", (names) => {
    const some = Object.fromEntries(names.map((name) => [name, x]));
    const turned = Object.fromEntries(Object.entries(some).reverse());
    expect(digestOfWhole({ ...whole, packages: {}, files: some })).toBe(digestOfWhole({ ...whole, files: turned }));
  });
});

describe("a file is content", () => {
  it.each([
    ["report/index.html", false],
    ["report.md", false],
    ["error.json", false],
    ["figures/figure-1.svg", false],
    ["seal/audit.jsonl", false],
    ["blocks/prep/done.json", false],
    ["report.mdx", true],
    ["reports/index.html", true],
    ["model/report.md", true],
    ["model/model.json", true],
  ])("%s: %s", (path, expected) => expect(isContent(path)).toBe(expected));
});
