/**
 * Criteria frozen with a time stamp: asked of an authority of openssl, told in the report, and refused where it is over anything else.
 *
 * @module-tag slow
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileOptions } from "../../../compiler/cli/options.ts";
import { sendTo } from "../../../compiler/cli/work/send.ts";
import { freeze } from "../../../compiler/compile/freeze.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { unzipped } from "../../../compiler/verify/zip.ts";
import { hasOpenssl, openssl, withoutOpenssl } from "../../fixtures/authority.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { readmeCommands } from "../../fixtures/readme-commands.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { type Stamper, stamperIn } from "../../fixtures/stamper.ts";
import { havePython } from "../../verify-py/python.ts";

const beside = "protocol.md.register.jsonl";
const stampedWords = / {3}- {2}\S+ {2}frozen {2}time stamp (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n/;
let place: Project;
let stamper: Stamper;
let kept: string;
const lines = () => place.read(beside).trimEnd().split("\n");
const frozen = () => place.manifest().register?.frozen;
const type = (...words: readonly string[]) => place.type(words);
const freezing = (url: string) => type("freeze", "protocol.md", "--tsa", url);

beforeAll(async () => {
  if (!hasOpenssl) return;
  const frontMatter = "version: 1.0.0\nmode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n";
  place = project({
    "protocol.md": smallProtocol({ data: "positive: b\nupstream: none\n", frontMatter, csv: smallCsv() }),
    "small.csv": smallCsv(),
    "foodspec.config.yaml": "",
  });
  for (const folder of ["tsa", "anchors/tsa", "strange/tsa"])
    mkdirSync(join(place.folder, folder), { recursive: true });
  stamper = await stamperIn(join(place.folder, "tsa"));
  place.write("anchors/tsa/ca.pem", stamper.certificate);
  for (const folder of ["anchors", "strange"]) place.write(`${folder}/people.pem`, stamper.certificate);
}, 60_000);
afterAll(async () => {
  await stamper?.close();
  place?.remove();
});

const title = hasOpenssl
  ? "criteria frozen with a time stamp"
  : `criteria frozen with a time stamp (${withoutOpenssl})`;
describe.skipIf(!hasOpenssl)(title, () => {
  it("are not frozen where the authority fails, and nothing is written", async () => {
    for (const how of ["another imprint", "500", "refuses"] as const) {
      stamper.fail(how);
      const { status, err } = await freezing(stamper.url);
      expect([status, err], how).toEqual([
        9,
        expect.stringMatching(/FS9705.*nothing was frozen: http\S+ gave no time stamp/),
      ]);
    }
    stamper.fail(null);
    expect(place.names()).not.toContain(beside);
  });

  it("stand in the register with a token that openssl finds to be over the line", async () => {
    const { status, out, err } = await freezing(stamper.url);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^frozen {2}[0-9a-f]{64} {2}protocol\.md\.register\.jsonl {2}with a time stamp\n$/);
    const [line] = lines();
    const { token } = JSON.parse(line);
    writeFileSync(join(place.folder, "it.tst"), Buffer.from(token, "base64"));
    place.write("it.json", line.replace(`"token":"${token}"`, '"token":null'));
    const words = ["-verify", "-token_in", "-in", "it.tst", "-data", "it.json", "-CAfile", "tsa/tsa-ca.pem"];
    expect(Buffer.from(openssl(place.folder, "ts", ...words)).toString()).toContain("Verification: OK");
    expect((await type("register", "show", "protocol.md")).out).toMatch(stampedWords);
    expect(await type("register", "check", "protocol.md")).toMatchObject({ status: 0, err: "" });
  });

  it("are told so by the report, and by verify, with the authority where somebody says whom to trust", async () => {
    expect((await place.compile()).exitCode).toBe(7);
    kept = place.read(beside);
    const [, time] = stampedWords.exec((await type("register", "show", "protocol.md")).out) ?? [];
    expect(frozen()).toMatchObject({ runs_before: 0, changed: [], stamped: time });
    expect(place.read("runs/latest/report/index.html").replaceAll(/<[^>]*>/g, "")).toContain(
      `Criteria frozen ${time.slice(0, 10)}, before the first run. That date is of a time-stamping authority.`,
    );
    const plain = await type("verify", "runs/latest");
    expect([plain.status, plain.out]).toEqual([
      0,
      expect.stringContaining(`ok           register     time stamps over frozen criteria: ${time}`),
    ]);
    expect(plain.out).toContain("not checked  register     who stamped the frozen criteria");
    // Nobody has signed the run, which is refused where somebody says whom to trust: of the stamp all is well.
    const trusted = await type("verify", "runs/latest", "--anchors", "anchors");
    expect(trusted.out).toContain(`ok           register     time stamps over frozen criteria: ${time}`);
    expect(trusted.out).not.toContain("who stamped the frozen criteria");
    place.write("strange/tsa/ca.pem", openssl(join(place.folder, "tsa"), "x509", "-in", "plain.pem"));
    expect((await type("verify", "runs/latest", "--anchors", "strange")).err).toMatch(
      /FS9713.*over frozen criteria of nobody among the anchors/,
    );
  });

  it.each<readonly [string, RegExp, (line: { [field: string]: unknown }) => unknown]>([
    [
      "another time",
      /FS9713.*over frozen criteria that is over something else/,
      (line) => (line.time = "2020-01-01T00:00:00.000Z"),
    ],
    ["other criteria", /FS9713.*that is over something else/, (line) => (line.criteria = `sha256:${"0".repeat(64)}`)],
    ["a token that is none", /FS9713.*that cannot be read/, (line) => (line.token = "AAAA")],
  ])("are refused with %s", async (_, says, change) => {
    const [first, ...rest] = kept.trimEnd().split("\n");
    const line = JSON.parse(first);
    change(line);
    place.write(beside, `${[JSON.stringify(line), ...rest].join("\n")}\n`);
    const checked = await type("register", "check", "protocol.md");
    const verified = await type("verify", "runs/latest");
    place.write(beside, kept);
    expect([checked.status, verified.status]).toEqual([9, 9]);
    expect(checked.err).toMatch(says);
    expect(verified.err).toMatch(says);
  });

  it("are refused of a run that tells of a stamp, and whose register has none", async () => {
    const manifest = place.read("runs/latest/manifest.json");
    const [, time] = stampedWords.exec((await type("register", "show", "protocol.md")).out) ?? [];
    place.write(
      "runs/latest/manifest.json",
      manifest.replace(`"stamped": "${time}"`, '"stamped": "2020-01-01T00:00:00.000Z"'),
    );
    const { err } = await type("verify", "runs/latest");
    place.write("runs/latest/manifest.json", manifest);
    expect(err).toContain(
      `says "2020-01-01T00:00:00.000Z" at /register/frozen/stamped; worked out again it is "${time}"`,
    );
  });

  it("are asked for again where somebody enters a line while the authority answers", async () => {
    const world = place.world();
    const options = compileOptions(["protocol.md"], {});
    const prepared = await prepare("protocol.md", options, world);
    const { protocol } = prepared;
    if (protocol === null) throw new Error("the document is wrong");
    const before = lines().length;
    let asked = 0;
    const send = async (query: Uint8Array) => {
      if (asked++ === 0) expect((await type("freeze", "protocol.md")).status).toBe(0);
      return sendTo(stamper.url, world.signal)(query);
    };
    expect(await freeze({ ...prepared, protocol }, options, world, send)).toMatchObject({
      criteria: expect.any(String),
    });
    expect([asked, lines().length - before]).toEqual([2, 2]);
    expect(await type("register", "check", "protocol.md")).toMatchObject({ status: 0, err: "" });
  });

  it.skipIf(!havePython())(
    "are checked by what README.txt of an archive says, and named as not checked by verify.py",
    async () => {
      expect((await type("export", "runs/latest", "-o", "it.zip")).status).toBe(0);
      const entries = unzipped("it", new Uint8Array(place.disk.read(join(place.folder, "it.zip"))));
      if ("code" in entries) throw new Error(entries.message);
      for (const [path, bytes] of entries) place.write(join("handed", path), bytes);
      place.write("handed/TSA.pem", stamper.certificate);
      const sh = (script: string) =>
        spawnSync("sh", ["-c", script], { cwd: join(place.folder, "handed"), encoding: "utf8" });
      const said = sh(readmeCommands(place.read("handed/README.txt"), /WHEN WERE THE CRITERIA/));
      expect(said.stdout + said.stderr).toContain("Verification: OK");
      const { stdout } = sh("python3 verify.py");
      expect(stdout).toContain("not checked  register     the time stamp over the frozen criteria: openssl ts -verify");
      expect(stdout).not.toMatch(/^NO /m);
    },
  );
});
