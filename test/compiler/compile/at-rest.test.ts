/** At rest: what is made again until nothing new is found, and what becomes of a report that finds something new each time. */
import { describe, expect, it } from "vitest";
import { atRest } from "../../../compiler/compile/at-rest.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { finding } from "../../../compiler/diagnostics/build.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { paperless } from "../../fixtures/paperless.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

/** As often as a report is made; then what it finds new is an error. */
const mostTurns = 8;

const missing = (path: string) => finding("FS9001", null, { paths: [path] });

/** Finds what `found` says in each turn; tells with what each was made. */
async function turns(found: (turn: number) => readonly Finding[], known: readonly Finding[] = []) {
  const with_: (readonly string[])[] = [];
  const end = await atRest("the report", known, async (all) => {
    with_.push(all.map(({ code }) => code));
    return { made: with_.length, found: found(with_.length) };
  });
  return { ...end, with: with_ };
}

describe("something that is made until nothing new is found", () => {
  it("is made once where nothing is", async () => {
    const known = [missing("a")];
    expect(await turns(() => [], known)).toEqual({ made: 1, known, with: [["FS9001"]] });
  });
  it("is made again with what was found, and what is found again is not new", async () => {
    const end = await turns((turn) => [missing("a"), ...(turn > 1 ? [missing("b")] : [])]);
    expect(end.made).toBe(3);
    expect(end.known.map(({ facts }) => facts.paths)).toEqual([["a"], ["b"]]);
  });
  it("ends with an error that says what came up last, where each turn finds something new", async () => {
    const end = await turns((turn) => [missing(`file ${turn}`)]);
    expect(end.made).toBe(mostTurns + 1);
    expect(end.known.map(({ code }) => code)).toEqual([...Array(mostTurns - 1).fill("FS9001"), "FS8301"]);
    const last = end.known[end.known.length - 1];
    expect(last).toMatchObject({ severity: "error", exit: 8 });
    expect(last.message).toContain(`made ${mostTurns} times`);
    expect(last.message).toMatch(new RegExp(`at last FS9001: .*file ${mostTurns}\\b`));
    expect(end.with[mostTurns]).toContain("FS8301");
  });
});

describe("a compile whose printed report finds something new each time", () => {
  it("ends, says so with 8, and keeps no PDF", { tags: "slow" }, async () => {
    let times = 0;
    const printer: World["printer"] = async (order, means) => {
      const attempt = await paperless()(order, means);
      times++;
      return { ...attempt, printout: attempt.printout && { ...attempt.printout, missing: [`□ ${times}`] } };
    };
    const place = inMemory({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const { exitCode, documents } = await place.compile({ pdf: true }, {}, printer);
    expect([exitCode, times]).toEqual([8, mostTurns]);
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS8301");
    expect(place.error()).toMatchObject({ exit_code: 8, code: "FS8301", stage: "reporting" });
    expect(place.read("runs/latest/report/index.html")).toContain("does not come to rest");
    expect(Object.keys(place.manifest().files).filter((path) => path.endsWith(".pdf"))).toEqual([]);
  });
});
