/**
 * The tutorial, followed word for word: every command in order, every output it shows.
 *
 * @module-tag slow
 */
import { afterAll, describe, expect, it } from "vitest";
import { project } from "../fixtures/project.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documents, samplesOf } from "./documents.ts";

const tutorial = documents().find(({ path }) => path === "docs/tutorial/first-report.md");
if (tutorial === undefined) throw new Error("there is no tutorial");
const samples = samplesOf(tutorial);
const followed = project({ "meats-nir.csv": meatsCsv() });
afterAll(() => followed.remove());

/** Names of runs differ by the time; their last six letters by what they hold. */
const plain = (text: string) => text.replaceAll(/\d{8}_\d{6}_[0-9a-f]{6}/g, "RUN");

describe("the tutorial", () => {
  it("gives what it shows", () => {
    const shown: string[] = [];
    let printed = "";
    const steps = "steps:\n  - snv\n";
    const edit = (before: string, after: string) => {
      expect(followed.read("protocol.md")).toContain(before);
      followed.write("protocol.md", followed.read("protocol.md").replace(before, after));
    };
    let checks = 0;
    for (const { lang, value } of samples) {
      if (lang === "markdown") followed.write("protocol.md", `${value}\n`);
      if (lang === "yaml") edit("version: 1.0.0", value);
      if (lang === "foodspec") edit("steps:\n  - snvv\n", `${value}\n`);
      if (lang === "text") shown.push(value);
      if (lang !== "sh") continue;
      for (const line of value.split("\n").filter((one) => one.startsWith("foodspec "))) {
        if (line.includes(" check ") && ++checks === 2) edit(steps, steps.replace("snv", "snvv"));
        const { status, out, err } = followed.foodspec(line.split(" ").slice(1));
        expect(status, line + err).toBe(checks === 2 && line.includes(" check ") ? 4 : 0);
        printed += `${out}\n${err}\n`;
      }
    }
    expect(shown.length).toBeGreaterThan(4);
    for (const text of shown) expect(plain(printed)).toContain(plain(text));
    expect(followed.runs().length).toBe(2);
    expect(followed.read("runs/latest/report/index.html")).toContain("<svg");
  });
});
