/** Findings about the author's text, as `check` and `compile` tell them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCommand } from "../../../compiler/cli/work/check.ts";
import { compileCommand } from "../../../compiler/cli/work/compile.ts";
import { initCommand } from "../../../compiler/cli/work/init.ts";
import { inMemory } from "../../fixtures/in-memory.ts";

const made = inMemory({ "foodspec.config.yaml": "" });
afterAll(() => made.remove());
const wrong = "\nThe method is certified. It has an accuracy of 12.3 %.\n";
let line = 0;
beforeAll(async () => {
  await made.say((effects) => initCommand("research-simple", { dir: "." }, effects));
  made.write("wrong.md", made.read("protocol.md") + wrong);
  const lines = made.read("wrong.md").split("\n");
  line = lines.findIndex((text) => text.startsWith("The method is certified")) + 1;
});
const check = (document: string, strict = false) =>
  made.say((effects) => checkCommand({ documents: [document], strict }, "text", effects));
const compile = (document: string, strict = false) =>
  made.say((effects) => compileCommand({ documents: [document], strict }, "text", {}, effects));

describe("the author's text", () => {
  it("is read by check: claims are told, numbers cannot be", async () => {
    const { status, err } = await check("wrong.md");
    expect(status).toBe(0);
    expect(err).toContain("warning[FS2901]: the text says `certified`");
    expect(err).toContain(`wrong.md:${line}:15`);
    expect(err).not.toContain("FS2902");
    expect((await check("wrong.md", true)).status).toBe(4);
  });
  it("is read by compile: both are told, in the report too, and the run succeeds", async () => {
    const { status, err } = await compile("wrong.md");
    expect(status).toBe(0);
    expect(err).toContain("warning[FS2901]");
    expect(err).toContain("warning[FS2902]: the text gives 12.3 % for the accuracy of `plsda`");
    expect(err).toContain(`wrong.md:${line}:48`);
    const { findings } = JSON.parse(made.read("runs/latest/report.json"));
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(["FS2901", "FS2902"]);
    for (const code of ["FS2901", "FS2902"]) expect(made.read("runs/latest/report/index.html")).toContain(code);
  });
  it("ends a strict compile where a number differs", async () => {
    made.write("number.md", made.read("wrong.md").replace("The method is certified. ", ""));
    const { status, err } = await compile("number.md", true);
    expect(status).toBe(8);
    expect(err).toContain("error[FS2902]");
  });
});
