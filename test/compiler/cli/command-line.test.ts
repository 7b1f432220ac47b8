import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FormatName } from "../../../compiler/cli/report-results.ts";
import { checkCommand } from "../../../compiler/cli/work/check.ts";
import { compileCommand } from "../../../compiler/cli/work/compile.ts";
import { doctorCommand } from "../../../compiler/cli/work/doctor.ts";
import { planCommand } from "../../../compiler/cli/work/plan.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Project, program, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { expectSentence, replaced } from "./refused.ts";

const small = smallProtocol();
const bad = replaced(small, "  - snv", "  - svn");
const warned = `${small}\nThey are \`=data.n_spectra\`.\n`;

const files = { "good.md": small, "bad.md": bad, "warned.md": warned, "small.csv": smallCsv() };
/** The same documents for the built program, and for the command line in this process. */
let place: Project;
const here = inMemory(files);
beforeAll(() => {
  place = project(files);
});
afterAll(() => place.remove());

describe("foodspec compile prints", () => {
  it("a line a document on standard output, and what is wrong on standard error", () => {
    const { status, out, err } = place.foodspec(["compile", "good.md", "bad.md"]);
    expect(status).toBe(4);
    const [good, failed, ...rest] = out.split("\n");
    expect(good).toMatch(/^success {2}(\d{8}_\d{6}_[0-9a-f]{6}) {2}exit 0 {2}runs\/\1\/report\/index\.html$/);
    expect(failed).toMatch(/^failed {2}(\d{8}_\d{6}_[0-9a-f]{6}) {2}exit 4 {2}runs\/\1\/error\.json$/);
    expect(rest).toEqual([""]);
    for (const line of [good, failed]) expect(existsSync(join(place.folder, line.split("  ")[3]))).toBe(true);
    expect(err).toContain("error[FS2108]: unknown step `svn`\n   ┌─ bad.md:23:5   (block `prep`, steps[1])\n");
    expect(err).toContain("   = help: did you mean `snv`?\n");
  });

  it("the same as objects with --format json", async () => {
    const { status, out, err } = await here.type(["compile", "good.md", "bad.md", "--format", "json"]);
    expect([status, err]).toEqual([4, "2 documents: 1 success, 1 failed\n"]);
    const [good, failed] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(good).toMatchObject({ document: "good.md", status: "success", exit_code: 0 });
    expect(good.findings.map(({ block }: { block: string }) => block)).toEqual(["data_advice", "spectral_advice"]);
    expect(good.path).toBe(`runs/${good.run_id}/report/index.html`);
    expect(failed).toMatchObject({
      document: "bad.md",
      status: "failed",
      exit_code: 4,
      path: `runs/${failed.run_id}/error.json`,
    });
    expect(failed.findings).toMatchObject([
      { code: "FS2108", exit_code: 4, error_type: "ProtocolError", position: { file: "bad.md", line: 23, column: 5 } },
    ]);
    expect(failed.findings[0].recommendations).toEqual(["did you mean `snv`?"]);
  });

  it("warnings, but not with --quiet, where errors remain", async () => {
    const documents = ["warned.md"];
    const { err } = await place.say((effects) => compileCommand({ documents }, "text", {}, effects));
    expect(err).toContain("warning[FS2233]");
    const quiet = await here.type(["compile", "warned.md", "bad.md", "--quiet"]);
    expect(quiet.err).not.toContain("warning");
    expect(quiet.err).toContain("error[FS2108]");
    expect(quiet.out.split("\n")).toHaveLength(3);
  });
});

describe("foodspec check", () => {
  const both = async (format: FormatName) =>
    (await place.say((effects) => checkCommand({ documents: ["bad.md", "good.md"] }, format, effects))).out;

  it("says of each document whether it is sound, and makes nothing", () => {
    const before = readdirSync(join(place.folder, "runs"));
    const { status, out, err } = place.foodspec(["check", "good.md", "bad.md"]);
    expect(status).toBe(4);
    expect(out).toBe("ok  exit 0  good.md  5 blocks\nfailed  exit 4  bad.md\n");
    expect(err).toContain("error[FS2108]");
    expect(readdirSync(join(place.folder, "runs"))).toEqual(before);
  });

  it("counts warnings with --strict", async () => {
    expect((await here.type(["check", "warned.md"])).status).toBe(0);
    expect((await here.type(["check", "warned.md", "--strict"])).status).toBe(4);
  });

  it("writes JSON lines", async () => {
    const out = await both("json");
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ code: "FS2108" }]);
  });

  it("writes SARIF that code scanning can place", async () => {
    const { out } = await here.type(["check", "bad.md", "good.md", "--format", "sarif"]);
    const { version, runs } = JSON.parse(out);
    expect(version).toBe("2.1.0");
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["FS2108"]);
    expect(runs[0].results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "bad.md" },
      region: { startLine: 23, startColumn: 5 },
    });
  });

  it("writes JUnit in which a sound document is a case that passes", async () => {
    const out = await both("junit");
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="foodspec" tests="2" failures="1"/,
    );
    expect(out).toMatch(/<testcase name="check" classname="good\.md" time="\d+\.\d{3}"\/>/);
    expect(out).toContain('<failure type="FS2108" message="unknown step `svn`">');
    expect(openTags(out)).toEqual([]);
  });

  it("writes annotations for GitHub", async () => {
    const out = await both("github");
    expect(out).toBe(
      "::error file=bad.md,line=23,endLine=23,col=5,endColumn=7,title=FS2108::unknown step `svn`%0Ahelp: did you mean `snv`?\n",
    );
  });
});

/** Tags that are opened and not closed, or the other way round. */
function openTags(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z][a-z-]*)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close === "" && self === "") open.push(name);
    else if (close === "/" && open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe("foodspec plan, why, runs and clean", () => {
  it("say what would run and what is there, and forget it", async () => {
    const one = inMemory({ "protocol.md": small, "small.csv": smallCsv() });
    const say = (...words: string[]) => one.type(words);
    const plan = () => one.say((effects) => planCommand({ documents: ["protocol.md"] }, "text", effects));
    expect((await say("plan", "protocol.md")).out).toBe(
      [
        "run      data             no earlier result in the store",
        "depends  prep             depends on `data`",
        "depends  plsda            depends on `prep`, `data`",
        "depends  data_advice      depends on `data` (added because research mode gives the data gate as advice for `data`)",
        "depends  spectral_advice  depends on `prep`, `data` (added because research mode gives the spectral gate as advice for `prep`)",
        "",
      ].join("\n"),
    );
    expect((await say("runs")).out).toBe("");
    expect(one.names()).toEqual(["protocol.md", "small.csv"]);

    expect((await one.compile()).exitCode).toBe(0);
    expect((await plan()).out.match(/^reuse /gm)).toHaveLength(5);
    const why = (await say("why", "protocol.md", "prep")).out;
    expect(why).toMatch(/^prep: reuse\n/);
    expect(why).toMatch(/\nkey sha256:[0-9a-f]{64}\nis the digest of\n\{/);
    expect((await say("runs", "protocol.md")).out).toMatch(
      /^\S+Z {2}success {6}exit 0 {4}[0-9a-f]{12} {2}runs\/\d{8}_\d{6}_[0-9a-f]{6} {2}protocol\.md {2}pls-da [\d.]+\n$/,
    );

    const folders = one.runs();
    expect((await say("clean", "protocol.md")).out).toBe("stored results removed; run folders are untouched\n");
    expect(one.runs()).toEqual(folders);
    expect((await plan()).out).toMatch(/^run {6}data /);
    one.remove();
  });

  it.each([
    ["plan", ["plan", "god.md"]],
    ["why", ["why", "god.md", "prep"]],
    ["check", ["check", "god.md"]],
    ["runs", ["runs", "god.md"]],
    ["clean", ["clean", "god.md"]],
  ])("(%s) look for a document that is not there by name", async (_, words) => {
    const { status, err } = await here.type(words);
    expect(status).toBe(2);
    expect(err).toMatch(/^error\[FS1156\]: there is nothing at `god\.md`\n/);
    expect(err).toContain("help: did you mean `good.md`?");
  });

  it("(why) name the blocks where one is meant that is not there", async () => {
    const { status, err } = await here.type(["why", "good.md", "pre"]);
    expect(status).toBe(2);
    expect(err).toContain(
      "error[FS1121]: the document has no block `pre`\n   = help: its blocks are `data`, `prep`, `plsda`, `data_advice` and `spectral_advice`\n",
    );
  });
});

describe("foodspec explain", () => {
  it("says what a code means and what to do", () => {
    const { status, out } = place.foodspec(["explain", "fs2107"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^FS2107: Unknown option\n/);
    expect(out).toContain("ends with exit code 4 (ProtocolError)");
    expect(out).toContain("What to do:\n  - did you mean `<suggestion>`?\n");
  });
  it("does not know every code", async () => {
    const { status, err } = await here.type(["explain", "FS2170"]);
    expect(status).toBe(2);
    expect(err).toContain("error[FS1103]: nothing is known of `FS2170`");
    expect(err).toContain("did you mean `FS2107`?");
    const far = (await here.type(["explain", "FS9999"])).err;
    expect(far).not.toContain("did you mean");
    expect(far).toMatch(/the codes there are: FS0001(?: to FS\d{4})?, FS1\d{3} to FS1\d{3}, /);
  });
});

describe("a command line that is not understood", () => {
  it.each([
    [["complie", "good.md"], "FS1102", "unknown command `complie`", "did you mean `compile`?"],
    [["good.md"], "FS1102", "unknown command `good.md`", "did you mean `compile good.md`?"],
    [["compile", "good.md", "--forse"], "FS1101", "unknown option `--forse`", "did you mean `--force`?"],
    [["compile"], "FS1104", "`compile` needs a document", "write `foodspec compile DOCUMENT`"],
    [["why", "good.md"], "FS1104", "`why` needs a block", "write `foodspec why DOCUMENT BLOCK`"],
    [["plan", "good.md", "bad.md"], "FS1104", "`plan` was given more than it takes", "write `foodspec plan DOCUMENT`"],
    [["compile", "good.md", "--format", "jsno"], "FS1104", "choose one of text, json", "did you mean `json`?"],
    [["compile", "good.md", "--seed"], "FS1104", "`--seed` needs a value behind it", "foodspec compile --help"],
    [["compile", "good.md", "--jobs", "many"], "FS1104", "write a whole number from 1", "foodspec compile --help"],
    [["compile", "good.md", "--qc-override", ""], "FS1104", "say why", "foodspec compile --help"],
    [["compile", "good.md", "--set", "params.x"], "FS1104", "write it as KEY=VALUE", "foodspec compile --help"],
    [["run-workflow"], "FS1104", "`run-workflow` needs `--protocol`", "foodspec run-workflow --help"],
  ])("(%s) ends with exit code 2 and the way out", async (words, code, says, next) => {
    const { status, out, err } = await here.type(words);
    expect([status, out]).toEqual([2, ""]);
    const [head, ...help] = err.trimEnd().split("\n");
    expect(head).toContain(`error[${code}]: `);
    expect(head).toContain(says);
    expect(help.join("\n")).toContain(next);
    for (const line of [head, ...help]) expectSentence(line);
  });
});

describe("foodspec --help", () => {
  it("has examples and every exit code with the way out", () => {
    const { status, out, err } = place.foodspec(["--help"]);
    expect([status, err]).toEqual([0, ""]);
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]) expect(out).toMatch(new RegExp(`^ {2}${code} +\\S`, "m"));
    expect(out).toContain("foodspec compile analyses/meat-fat/protocol.md");
  });

  it("loads nothing but commander and what stands beside it", () => {
    interface Output {
      readonly inputs: { readonly [path: string]: unknown };
      readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
    }
    const outputs: { readonly [path: string]: Output } = JSON.parse(
      readFileSync(join(program, "../metafile.json"), "utf8"),
    ).outputs;
    // What asks for the version of Node loads the program when it has its answer.
    const entry = Object.keys(outputs).find((path) => "compiler/cli/start.ts" in outputs[path].inputs) ?? "";
    const loaded = new Set<string>();
    const waiting = [entry];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      loaded.add(next);
      for (const { path, kind } of outputs[next].imports)
        if (kind === "import-statement" && outputs[path] !== undefined && !loaded.has(path)) waiting.push(path);
    }
    const inputs = [...loaded].flatMap((path) => Object.keys(outputs[path].inputs));
    // The World of the process is a few lines, its disk among them; who works and who prints is loaded later.
    const light =
      /^compiler\/(cli\/|compile\/clock\.ts$|store\/(machine-disk|files|handles|descriptor)\.ts$)|^schemas\/approval-words\.ts$|(^|\/)node_modules\/commander\//;
    const heavy = inputs.filter((path) => !light.test(path));
    expect(inputs).toContain("compiler/cli/start.ts");
    expect(heavy).toEqual([]);
    const external = [...loaded].flatMap((path) => outputs[path].imports).filter((one) => one.external === true);
    expect(
      external
        .map(({ path }) => path)
        .filter((path) => !/^node:|^(child_process|events|fs|path|process|module|url)$/.test(path)),
    ).toEqual([]);
  });
});

describe("foodspec doctor", () => {
  /** A browser that prints one empty page. */
  const printer: World["printer"] = async () => {
    const document = await PDFDocument.create();
    document.addPage();
    const browser = {
      name: "Chromium",
      version: "1.0",
      source: "system",
      isSandboxed: true,
      path: "/a/browser",
    } as const;
    const printout = { pdf: await document.save(), pages: 1, browser, missing: [] };
    return { browser, skipped: [], why: null, printout };
  };
  /** In this process, where the browser is not what is asked about. */
  const doctor = (place: Project, env: World["env"] = {}) =>
    place.say((world) => doctorCommand({ ...world, env, printer }));

  it("says what it found, and that all is well where it is", async () => {
    const place = project({});
    const { status, out } = await doctor(place);
    expect([status, out.split("\n").filter((line) => line.startsWith("missing"))]).toEqual([0, []]);
    expect(out).toMatch(/^foodspec \d+\.\d+\.\d+ on /);
    expect(out).toContain(`Node.js: ${process.versions.node}`);
    expect(out).toContain("store: can be made");
    place.remove();
  });

  it("says how to mend a store that cannot be written, with exit code 8", async () => {
    const place = project({ file: "not a folder" });
    const { status, out } = await doctor(place, { FOODSPEC_CACHE: join(place.folder, "file", "store") });
    expect([status, out.split("\n").filter((line) => line.startsWith("missing"))]).toEqual([
      8,
      ["missing   store: cannot be written"],
    ]);
    expect(out).toContain("name another in FOODSPEC_CACHE");
    place.remove();
  });
});

describe("a setting nobody can follow", () => {
  it.each<[string, readonly string[], { readonly [name: string]: string }, number, readonly string[]]>([
    ["a clock that is no number", ["compile", "good.md"], { SOURCE_DATE_EPOCH: "soon" }, 2, ["FS1154", "`soon`"]],
    ["an output folder without a name", ["compile", "good.md", "-o", ""], {}, 2, ["FS1104", "name a folder"]],
    [
      "a lock to be written and to be kept",
      ["compile", "good.md", "--record", "--locked"],
      {},
      2,
      ["`--record` and `--locked` cannot stand together", "write one of the two"],
    ],
    ["a word too much", ["doctor", "x"], {}, 2, ["write `foodspec doctor`\n"]],
    ["an option left out", ["sign", "x"], {}, 2, ["`sign` needs `--role`"]],
  ])("is refused: %s", async (_, words, env, status, says) => {
    const ended = await here.type([...words], env);
    expect(ended.status, ended.err).toBe(status);
    for (const part of says) expect(ended.err).toContain(part);
  });

  it.skipIf(!existsSync("/proc/self"))("comes back where a file system makes no folder", () => {
    const { status, err } = place.foodspec(["compile", "good.md", "-o", "/proc/foodspec"]);
    expect(status).toBe(2);
    expect(err).toContain("error[FS1120]");
  });

  it("says when nothing has run", async () => {
    const empty = inMemory({ "doc.md": small });
    expect(await empty.type(["runs"])).toMatchObject({ status: 0, out: "", err: "no run is to be shown here\n" });
  });
});
