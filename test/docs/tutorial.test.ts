/**
 * The tutorial, followed word for word by somebody with a folder of files and a table: every command in order, every output it shows.
 *
 * @module-tag slow
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { program, project, testState } from "../fixtures/project.ts";
import { documents, samplesOf } from "./documents.ts";
import { tutorialFiles } from "./tutorial-files.ts";

const folder = resolve(import.meta.dirname, "../../docs/tutorial/flour");
const tutorial = documents().find(({ path }) => path === "docs/tutorial/first-report.md");
if (tutorial === undefined) throw new Error("there is no tutorial");
const samples = samplesOf(tutorial);
const followed = project(tutorialFiles());
afterAll(() => followed.remove());

/** Names of runs differ by the time; their last six letters by what they hold. */
const plain = (text: string) => text.replaceAll(/\d{8}_\d{6}_[0-9a-f]{6}/g, "RUN");

/** What a shell makes of a line: patterns of files, quotes. */
function typed(line: string) {
  const script = `foodspec() { "${process.execPath}" "${program}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script], {
    cwd: followed.folder,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1", FOODSPEC_STATE: testState },
  });
  return { status, printed: `${stdout}\n${stderr}\n` };
}

const blockOf = (kind: string) => new RegExp(`(\`\`\`foodspec ${kind}\\n)[\\s\\S]*?(?=\`\`\`)`);

describe("the tutorial", () => {
  it.skipIf(process.platform === "win32")("gives what it shows", () => {
    const shown: string[] = [];
    let printed = "";
    const edit = (before: string | RegExp, after: string) => {
      const text = followed.read("protocol.md");
      const edited = text.replace(before, after);
      expect(edited).not.toBe(text);
      followed.write("protocol.md", edited);
    };
    /** Of the checks the first names what is open, the third a step that there is not. */
    const ends = [4, 0, 4];
    let checks = 0;
    for (const { lang, meta, value } of samples) {
      if (lang === "markdown") followed.write("protocol.md", `${followed.read("protocol.md")}\n${value}\n`);
      if (lang === "yaml") edit(/^version: 0\.1\.0$/m, value);
      if (lang === "foodspec") edit(blockOf(String(meta)), `$1${value}\n`);
      if (lang === "text" && meta === null) shown.push(value);
      if (lang === "text" && meta === "chemistry.csv") expect(followed.read("chemistry.csv")).toContain(value);
      if (lang !== "sh") continue;
      for (const line of value.split("\n").filter((one) => one.startsWith("foodspec "))) {
        if (line.includes(" check ") && ++checks === 3) edit("- snv ", "- snvv ");
        const { status, printed: said } = typed(line);
        expect(status, line + said).toBe(line.includes(" check ") ? ends[checks - 1] : 0);
        printed += said;
      }
    }
    expect(checks).toBe(3);
    expect(shown.length).toBeGreaterThan(7);
    for (const text of shown) expect(plain(printed)).toContain(plain(text));
    expect(followed.runs().length).toBe(2);
    const report = followed.read("runs/latest/report/index.html");
    expect(report).toContain("<svg");
    expect(report).toContain("The protein of flours of a delivery");
    const { pooled } = JSON.parse(followed.read("runs/latest/model/metrics.json"));
    // The laboratory is off by 0.12 %, and no spectrum can agree with its values better.
    expect(pooled.rmsecv).toBeGreaterThan(0.08);
    expect(pooled.rmsecv).toBeLessThan(0.3);
  });

  it("has the files that the simulation gives ", () => {
    const files = tutorialFiles();
    const there = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.\w+$/.test(path));
    expect(there.map((path) => path.replaceAll("\\", "/")).sort()).toEqual(Object.keys(files).sort());
    for (const [path, content] of Object.entries(files))
      expect(readFileSync(join(folder, path), "utf8") === content, path).toBe(true);
  });
});
