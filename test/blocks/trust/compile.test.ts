/** Trust in a compiled document: files, inline values, findings, exit codes. */
import { afterEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let made: Place;
afterEach(() => made.remove());
const make = (body: string, csv = smallCsv({ samples: 240, batches: 12, points: 30 })) => {
  const more = `\n\`\`\`foodspec trust\n${body}\`\`\`\n\nReached: \`= trust.coverage : .1%\`, error \`= trust.ece_after : .3f\`. See [](#trust.reliability).\n`;
  made = inMemory({ "small.csv": csv, "protocol.md": smallProtocol({ more }) });
};
const json = (path: string) => JSON.parse(made.read(`runs/latest/${path}`));

describe("a document with trust", () => {
  it("has its artifacts, its values in the prose and its figures", async () => {
    make("");
    const { exitCode, documents } = await made.compile();
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    expect(made.names("runs/latest/trust")).toEqual([
      "abstention_artifact.json",
      "calibration_artifact.json",
      "certified_predictor.json",
      "conformal_artifact.json",
      "predictions.csv",
      "trust_summary.json",
    ]);
    const { coverage, n_samples } = json("trust/trust_summary.json");
    expect(n_samples).toBe(240);
    expect(made.read("runs/latest/report.md")).toMatch(
      new RegExp(`Reached: ${(100 * coverage).toFixed(1)}.%, error 0\\.\\d{3}\\. See Figure`),
    );
    expect(made.names("runs/latest/figures")).toEqual(
      expect.arrayContaining(
        ["reliability", "risk-coverage", "set-size", "coverage-by-class"].map((name) => `trust.${name}.svg`),
      ),
    );
    const log = made.read("runs/latest/logs/run.jsonl").trim().split("\n");
    const ended = log.map((line) => JSON.parse(line)).find(({ event }) => event === "trust_complete");
    expect(ended.result).toMatchObject({
      calibration_method: "temperature",
      conformal_alpha: 0.1,
      coverage_achieved: coverage,
    });
    expect(json("run_summary.json").calibration_enabled).toBe(true);
  });
  it("goes on without it where samples are too few, and says so beside the values", async () => {
    make("", smallCsv());
    const { exitCode } = await made.compile();
    expect(exitCode).toBe(0);
    expect(json("trust/conformal_artifact.json")).toMatchObject({ status: "na", reason: "too_few_batches" });
    const report = made.read("runs/latest/report.md");
    expect(report).toContain("Reached: not available");
    expect(report).toContain("Trust needs 10 batches");
    expect(json("state/stage_state.json").blocks.trust).toMatchObject({ result: "na", reason: "too_few_batches" });
  });
  it("is refused where it asks for what cannot be", async () => {
    make("conformal: {alpha: 0.7}\n");
    expect((await made.compile()).exitCode).toBe(4);
    made.remove();
    make("abstention: {target_risk: 0.1, threshold: 0.9}\n");
    const { documents } = await made.compile();
    expect(documents[0].findings.map(({ code }) => code)).toEqual(["FS6004"]);
  });
  it("is refused with the models to choose from where there are several", { tags: "slow" }, async () => {
    make("");
    made.write(
      "protocol.md",
      made
        .read("protocol.md")
        .replace(
          "```foodspec trust",
          "```foodspec model #second\nestimator: logistic-regression\n```\n\n```foodspec trust",
        ),
    );
    const { documents } = await made.compile();
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS2602");
    made.write(
      "protocol.md",
      made.read("protocol.md").replace("```foodspec trust\n", "```foodspec trust\nfrom: plsda\n"),
    );
    expect((await made.compile()).exitCode).toBe(0);
  });
  it("is reused when only the prose has changed", { tags: "slow" }, async () => {
    make("");
    await made.compile();
    made.write("protocol.md", `${made.read("protocol.md")}\nMore prose.\n`);
    await made.compile();
    expect(made.manifest().blocks.find(({ id }) => id === "trust")?.execution).toBe("reused");
  });
});
