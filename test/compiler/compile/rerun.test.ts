/** A run made again: honest ones come out the same whatever was typed, and what no row of a folder tells apart is found. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { besideDocument } from "../../../compiler/compile/inputs-of-run.ts";
import { madeAgain } from "../../../compiler/compile/made-again.ts";
import type { CompileOptions } from "../../../compiler/compile/options.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Forger, filesOf, forged } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Place, type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
let place: Place;
afterEach(() => place.remove());

/** What is said of a run that is made again where it stands, or that a folder holds. */
async function again(given: readonly string[] = [], folder?: RunFolder) {
  const path = join(place.folder, "runs/latest");
  const run = folder ?? (openRun(place.disk, "runs/latest", path) as RunFolder);
  const { verified, blocks } = await madeAgain(
    verifyRun(run, schemas, registry.all),
    run,
    besideDocument(path, place.disk),
    given,
    place.world(),
  );
  const row = verified.checks.find(({ name }) => name === "rerun");
  const said = verified.findings.map(({ code, exit, message }) => `${code} ${exit} ${message}`);
  const open = verified.checks.flatMap(({ name, status }) => (status === "not_checked" ? [name] : []));
  return { status: row?.status, says: row?.says, said, open, blocks };
}

const small = (document = smallProtocol()) => inMemory({ "protocol.md": document, "small.csv": smallCsv() });
const asked = ["data", "prep", "plsda"];
/** What research mode adds. */
const advice = ["data_advice", "spectral_advice"];

describe("an honest run", () => {
  it("comes out again, block by block, and needs no fit any more to be told", async () => {
    place = small();
    await place.compile();
    const before = place.names();
    const { status, says, said, open, blocks } = await again();
    expect(said).toEqual([]);
    expect([status, says]).toEqual([
      "ok",
      expect.stringMatching(
        /^5 blocks with \d+ files and the content digest, by this program and with nothing stored$/,
      ),
    ]);
    expect(open).not.toContain("metrics");
    expect(open).toContain("text");
    expect(blocks).toEqual([...asked, ...advice].map((block) => ({ block, same: true, file: null, pointer: null })));
    expect(place.names()).toEqual(before);
  });

  const failing = "\n```foodspec qc #gate\ngate: model\n```\n";
  it.each<readonly [string, string, Partial<CompileOptions>]>([
    [
      "a seed, a parameter and a trust block that were typed",
      smallProtocol({ frontMatter: "params: {lv: 1}\n", model: 'estimator: {pls-da: {components: "= params.lv"}}\n' }),
      { seed: "7", set: ["params.lv=2"], trust: true },
    ],
    ["a file that was typed", smallProtocol(), { inputs: ["small=elsewhere/other.csv"] }],
    [
      "an input without a declaration",
      smallProtocol().replace("inputs:\n  small: {path: small.csv}\n", ""),
      { inputs: ["small=elsewhere/other.csv"] },
    ],
    [
      "a gate that did not pass",
      smallProtocol({
        frontMatter: "qc_policy: {required: true, min_accuracy: 1, min_samples_per_class: 90}\n",
        more: failing,
      }),
      {},
    ],
    [
      "a gate that was let pass",
      smallProtocol({ frontMatter: "qc_policy: {required: true, min_samples_per_class: 90}\n" }),
      { qcOverride: "trial of the method" },
    ],
    ["warnings that count as errors", smallProtocol({ prose: "The accuracy of plsda is 12.3 %." }), { strict: true }],
  ])("comes out again with %s", { tags: "slow" }, async (_, document, options) => {
    place = small(document);
    place.write("elsewhere/other.csv", smallCsv({ samples: 20 }));
    const more = { command: ["compile", "protocol.md", ...(options.strict === true ? ["--strict"] : [])] };
    const { documents } = await place.compile(options, {}, undefined, more);
    expect(documents[0].runId, documents[0].findings[0]?.message).not.toBeNull();
    const given = options.inputs === undefined ? [] : [`small=${join(place.folder, "elsewhere/other.csv")}`];
    const { status, said } = await again(given);
    expect([status, said]).toEqual(["ok", []]);
  });

  it("is found again with a document below its root and data beside that", { tags: "slow" }, async () => {
    place = inMemory({
      ".git/HEAD": "ref: refs/heads/main\n",
      "docs/protocol.md": smallProtocol().replace("small.csv", "../data/*.csv"),
      "data/a.csv": smallCsv({ samples: 16 }),
      "data/b.csv": smallCsv({ samples: 24 }).replace(/\ns(\d+),m/g, "\nt$1,n"),
    });
    await place.compile({ documents: ["docs/protocol.md"], outputDir: "runs" });
    expect(place.manifest().inputs).toHaveLength(2);
    expect(await again()).toMatchObject({ status: "ok", said: [] });
  });
});

describe("an honest run of several files", () => {
  it("comes out again with the parts its text takes in", { tags: "slow" }, async () => {
    place = small(smallProtocol({ prose: "Before.\n\n{{< include sections/sampling.md >}}\n" }));
    place.write("sections/sampling.md", "Portions were taken at random.\n");
    await place.compile();
    expect(place.manifest().sources).toHaveLength(1);
    place.disk.remove(join(place.folder, "sections"));
    expect(await again()).toMatchObject({ status: "ok", said: [] });
  });
});

describe("a run that was forged so that all its rows agree", () => {
  const forgeries: readonly (readonly [string, string, string, RegExp, (own: Forger) => void])[] = [
    [
      "a coefficient of the model",
      "plsda",
      "model/model.json",
      /^\/.*coefficients/,
      (own) => own.json("model/model.json", (m) => scale(m)),
    ],
    [
      "the document",
      "prep",
      "preprocessing/preprocessing_pipeline.json",
      /^\//,
      (own) => own.swap("protocol.md", "window: 7", "window: 9"),
    ],
  ];
  it("is found by each", { tags: "slow" }, async () => {
    const made: Project = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    place = made;
    await made.compile();
    const files = filesOf(join(made.folder, "runs/latest"));
    for (const [what, block, file, pointer, change] of forgeries) {
      const { status, said, blocks } = await again([], forged(files, change));
      expect([what, status]).toEqual([what, "refused"]);
      expect(said.join("\n"), what).toMatch(/^FS9125 9 /m);
      const found = blocks?.find((one) => !one.same);
      expect(found, what).toMatchObject({ block, file });
      expect(found?.pointer, what).toMatch(pointer);
    }
  });
});

/** Every coefficient twice as large. */
// biome-ignore lint/suspicious/noExplicitAny: a forger minds no types
function scale(model: any): void {
  for (const [name, value] of Object.entries(model)) {
    if (/coefficients/.test(name) && Array.isArray(value))
      model[name] = JSON.parse(JSON.stringify(value), (_, x) => (typeof x === "number" ? 2 * x : x));
    else if (typeof value === "object" && value !== null) scale(value);
  }
}

describe("inputs of a run", () => {
  it("that are not beside the document are asked for by name, with what to type", async () => {
    place = small();
    await place.compile();
    place.disk.remove(join(place.folder, "small.csv"));
    const { status, said, blocks } = await again();
    expect([status, blocks]).toEqual(["not_checked", null]);
    expect(said).toEqual([expect.stringMatching(/^FS3908 3 the run read `small.csv` as the input `small`/)]);
  });

  it("may be given from anywhere, and are told by their digest", { tags: "slow" }, async () => {
    place = small();
    await place.compile();
    place.disk.rename(join(place.folder, "small.csv"), join(place.folder, "moved.csv"));
    expect(await again(["small=moved.csv"])).toMatchObject({ status: "ok", said: [] });
    place.write("small.csv", smallCsv({ samples: 20 }));
    expect((await again(["small=small.csv"])).said).toEqual([
      expect.stringMatching(/^FS3909 3 `small.csv`, given for the input `small`, is not what the run read/),
      expect.stringMatching(/^FS3908 3 /),
    ]);
    expect((await again(["large=moved.csv"])).said[0]).toMatch(
      /^FS1192 2 `-i` gives a file for `large`; the run read `small`/,
    );
  });

  it("are asked for only where the run is made again", { tags: "slow" }, async () => {
    place = small();
    await place.compile();
    const typed = await place.type(["verify", "runs/latest", "-i", "small=small.csv"]);
    expect([typed.status, typed.err]).toEqual([2, expect.stringContaining("FS1193")]);
    const whole = await place.type(["verify", "runs/latest", "--rerun", "--format", "json"]);
    expect(whole.status).toBe(0);
    expect(JSON.parse(whole.out)).toMatchObject({
      verdict: "verified",
      rerun: [...asked, ...advice].map((block) => ({ block, same: true })),
    });
  });
});
