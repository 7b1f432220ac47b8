/** What `init --from` asks at a terminal: only what is open, and nobody elsewhere; what is answered stands in the document, the rest stays open. */
import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../../compiler/cli/commands.ts";
import { run } from "../../../compiler/cli/program.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Place, told } from "../../fixtures/project.ts";

let place: Place;
afterEach(() => place.remove());

const points = Array.from({ length: 12 }, (_, i) => 1000 + 2 * i);
const rows = Array.from({ length: 24 }, (_, i) => [
  `s${i}`,
  `b${i >> 1}`,
  (i >> 1) % 2 === 0 ? "olive" : "palm",
  10.5 + (i >> 1),
  80.5 - (i >> 1),
  ...points.map((_, j) => (0.1 + ((i * 7 + j * j * 5 + i * j) % 97) / 100 + i / 1000).toFixed(4)),
]);
const oils = [["id", "bottle", "kind", "fat", "water, %", ...points], ...rows]
  .map((row) => `${row.map((cell) => (String(cell).includes(",") ? `"${cell}"` : cell)).join(",")}\n`)
  .join("");

/** `init --from oils.csv` at a terminal where these are answered in turn, and then nobody is there. */
async function initAt(answers: readonly string[], words: readonly string[] = [], isTerminal = true) {
  place = inMemory({ "oils.csv": oils });
  const left = [...answers];
  const world = { ...place.world(), isTerminal, ask: async () => left.shift() ?? null };
  const ended = await told(world, (one) =>
    run(commands, { ...one, command: ["init", "--from", "oils.csv", ...words] }),
  );
  const document = place.read("protocol.md");
  const data = /```foodspec data\n([\s\S]*?)```/.exec(document)?.[1] ?? "";
  return { ...ended, left, document, data: data.replaceAll(/ {2}#.*$/gm, "") };
}
const check = () => place.type(["check", "protocol.md"]);

describe("at a terminal init --from", () => {
  it("asks for technique, quantity, outcome and sample, and the document checks well", async () => {
    const { status, err, data, left } = await initAt(["3", "absorbance", "kind", "1"], ["--unit", "nm"]);
    expect([status, left]).toEqual([0, []]);
    const asked = [...err.matchAll(/^(?:How|What|Which).*$/gm)].map(([line]) => line.split(" ").slice(0, 4).join(" "));
    expect(asked).toEqual([
      "How were the spectra",
      "What are the values?",
      "Which column is to",
      "Which column names the",
    ]);
    expect(data).toContain("axis: {unit: nm, technique: NIR}\nquantity: absorbance\n");
    expect(data).toContain("label: kind\n");
    expect(data).toContain("sample: bottle\n");
    expect(await check()).toMatchObject({ status: 0, err: "" });
  });
  it("asks of one column of numbers whether they are classes, and of several nothing", async () => {
    const words = ["--unit", "nm", "--technique", "NIR", "--quantity", "absorbance"];
    expect((await initAt(["fat", "1", "bottle"], words)).data).toMatch(
      /sample: bottle\ntarget: fat\n|target: fat\nsample: bottle\n/,
    );
    expect((await initAt(["fat", "classes", "bottle"], words)).data).toContain("label: fat");
    const several = await initAt(["fat, 4", "bottle"], words);
    expect(several.data).toContain('targets: [fat, "water, %"]');
    expect((await initAt(["water, %", "1", "bottle"], words)).data).toContain('target: "water, %"');
  });
  it("takes that each spectrum is a sample of its own", async () => {
    const { data } = await initAt(["kind", "none"], ["--unit", "nm", "--technique", "NIR", "--quantity", "absorbance"]);
    expect(data).toContain("replicates: none");
    expect(data).not.toContain("choose");
  });
  it("leaves open what is answered by nothing, and all behind it where nobody is there any more", async () => {
    const { data, status } = await initAt(["", "absorbance"]);
    expect(status).toBe(0);
    expect([...data.matchAll(/choose: `(\w+)`/g)].map(([, what]) => what)).toEqual(["technique", "label", "sample"]);
    expect(data).toContain("quantity: absorbance");
    expect((await check()).err).toContain("FS2072");
  });
  it("puts a question again for what is no choice, and not for ever", async () => {
    const { err, data } = await initAt(["Ramen", "4", "2"], ["--unit", "nm"]);
    expect(err.match(/there is no such choice/g)?.length).toBe(2);
    expect(data).toContain("technique: FTIR");
    const wrong = await initAt(["0", "-1", "x", "1.5", "99999", "absorbance"]);
    expect(wrong.data).toContain("choose: `technique`");
    expect(wrong.data).toContain("quantity: absorbance");
  });
  it("asks nothing that was told", async () => {
    const words = [
      "--technique",
      "NIR",
      "--unit",
      "nm",
      "--quantity",
      "absorbance",
      "--label",
      "kind",
      "--sample",
      "bottle",
    ];
    const { err } = await initAt([], words);
    expect(err).not.toContain("number or name");
  });
});

it("nobody is asked elsewhere", async () => {
  const { left, data } = await initAt(["NIR"], [], false);
  expect(left).toEqual(["NIR"]);
  expect(data).toContain("choose: `technique`");
});
