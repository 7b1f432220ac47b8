/** `runs --compare`: below each run what was asked otherwise than in the one before it, and what that came to. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

const document = smallProtocol();
const beginsAt = (seconds: number) => ({ now: () => 1_767_225_600_000 + 1000 * seconds });
let place: Place;
const runs: string[] = [];
beforeAll(async () => {
  place = inMemory({ "protocol.md": document, "other.md": document, "small.csv": smallCsv() });
  const compile = async (seconds: number, documents = ["protocol.md"]) => {
    const {
      documents: [made],
    } = await place.compile({ documents }, {}, undefined, beginsAt(seconds));
    runs.push(made.runId ?? "");
  };
  await compile(0);
  await compile(10, ["other.md"]);
  place.write("protocol.md", replaced(document, "components: 2", "components: 1"));
  await compile(20);
  await compile(90_000);
});
afterAll(() => place.remove());

describe("runs --compare", () => {
  it("names cause and verdict below each run that has one of its document before it", async () => {
    const { out } = await place.type(["runs", "--compare"]);
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => runs.findIndex((run) => line.includes(`runs/${run} `)))).toEqual([
      0, 1, 2, -1, -1, 3, -1,
    ]);
    expect(lines[3]).toMatchInlineSnapshot(`"    plsda /estimator/pls-da/components: 2 → 1"`);
    expect(lines[4]).toMatch(/^ {4}Accuracy of plsda: /);
    expect(lines[6]).toBe("    Nothing that was asked and nothing that came out differs.");
  });

  it("gives the same as JSON, also against a run that is not shown", async () => {
    const { out } = await place.type(["runs", "--compare", "--format", "json", "--status", "success"]);
    const told = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).compared);
    expect(told.map((one) => one?.with ?? null)).toEqual([null, null, `runs/${runs[0]}`, `runs/${runs[2]}`]);
    expect(told[3]).toMatchObject({ causes: [], verdict: "same" });
    const later = await place.type(["runs", "--compare", "--format", "json", "--since", "2026-01-02"]);
    expect(JSON.parse(later.out.split("\n")[0]).compared.with).toBe(`runs/${runs[2]}`);
    const plain = await place.type(["runs", "--format", "json"]);
    expect(JSON.parse(plain.out.split("\n")[0])).not.toHaveProperty("compared");
  });
});
