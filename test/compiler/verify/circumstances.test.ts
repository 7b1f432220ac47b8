/** Circumstances: clock, machine, program and repository, told otherwise in one of the places that tell them, in a run sealed again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

async function runOf(frontMatter: string, env = {}): Promise<Files> {
  const place = inMemory({ "protocol.md": smallProtocol({ frontMatter }), "small.csv": smallCsv() });
  const world = place.world(env);
  const git = () => ({ hash: "a1b2".repeat(10), branch: "feature/fat", dirty: true });
  const machine = { ...world.machine, git };
  expect((await place.compile({}, env, undefined, { machine })).exitCode).toBe(0);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

const manifest = (fields: object) => (own: Forger) => Object.assign(own.manifest as Loose, fields);
const page = (old: string | RegExp, by: string) => (own: Forger) => own.swap("report/index.html", old, by);

const forgeries: readonly (readonly [what: string, says: RegExp, change: (own: Forger) => void])[] = [
  ["the commit", /index.html` says another state of the repository/, manifest({ git_hash: "0".repeat(40) })],
  ["that all was committed", /index.html` says another state of the repository/, manifest({ git_dirty: false })],
  ["the branch", /index.html` says another state of the repository/, manifest({ git_branch: "main" })],
  ["no repository", /state of the repository/, manifest({ git_hash: null, git_branch: null, git_dirty: null })],
  ["the version of Node", /index.html` says another version of Node/, manifest({ node_version: "99.0.0" })],
  ["the system", /index.html` says another system/, manifest({ os: "windows" })],
  [
    "the command",
    /index.html` says another command/,
    page("<code>foodspec compile protocol.md</code>", "<code>run</code>"),
  ],
  [
    "the program",
    /index.html` says another program/,
    page(/(data-digest="sha256:[0-9a-f]{64}">)[0-9a-f]{12}(<\/code><\/dd><dt>Node)/, "$1000000000000$2"),
  ],
  ["a package", /index.html` says another set of packages/, page(/ yaml [\d.]+,/, " yaml 0.0.0,")],
  ["how long it took", /index.html` says another duration/, page(/<dd>0[.,]0[ \u00a0]s<\/dd>/, "<dd>9.0 s</dd>")],
  ["what was reused", /index.html` says another count of blocks/, page(/<dd>\d( \S+ \d+)/, "<dd>9$1")],
  [
    "a fact less",
    /index.html` says another set of circumstances/,
    page(/(<details class="circumstances">.*?<dl>)(?:<dt>[^<]*<\/dt><dd>[^<]*<\/dd>){2}/s, "$1"),
  ],
  [
    "what was reused, in report.json",
    /report.json` says another executions/,
    (own) => own.json("report.json", (r) => Object.assign(r.circumstances.executions, { plsda: "reused" })),
  ],
  [
    "when it began",
    /report.json` says another timestamp|names a run of 2020/,
    manifest({ timestamp: "2020-01-01T00:00:00.000Z" }),
  ],
];

describe.each([
  ["English", ""],
  ["German", "lang: de\n"],
])("the circumstances of a run in %s", (_, frontMatter) => {
  let files: Files;
  beforeAll(async () => {
    files = await runOf(frontMatter);
  });
  const says = (change: (own: Forger) => void): string =>
    verifyRun(forged(files, change), schemas, registry.all)
      .findings.map(({ message }) => message)
      .join("\n");
  it("are those of its manifest", () => expect(says(() => undefined)).toBe(""));
  it.each(forgeries)("are refused with another: %s", (_, wanted, change) => expect(says(change)).toMatch(wanted));
  it.runIf(havePython())("are refused by verify.py too", () => {
    const folder = mkdtempSync(join(tmpdir(), "foodspec-circumstances-"));
    const runs = [folderOf(files), ...forgeries.map(([, , change]) => forged(files, change))];
    const [honest, ...refused] = looked(
      runs.map(({ paths, read }, k) =>
        writeRun(join(folder, String(k)), new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()]))),
      ),
    );
    rmSync(folder, { recursive: true });
    expect(honest.bad).toEqual({});
    expect(refused.flatMap(({ bad }, k) => (Object.keys(bad).length > 0 ? [] : [forgeries[k][0]]))).toEqual([]);
  });
});

it("that are left out, so that bytes are the same everywhere, are not missed", async () => {
  const files = await runOf("", { SOURCE_DATE_EPOCH: "1767225600" });
  expect(new TextDecoder().decode(files.get("report/index.html"))).not.toContain('<details class="circumstances">');
  expect(verifyRun(folderOf(files), schemas, registry.all).findings).toEqual([]);
});
