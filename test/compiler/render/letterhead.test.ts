/** Letterhead: what the front matter says of laboratory, document and instrument, wherever the report has a head. */
import { describe, expect, it } from "vitest";
import { toHtml } from "../../../compiler/render/hast.ts";
import { identityFacts, instrumentText, letterhead } from "../../../compiler/render/letterhead.ts";
import type { FrontMatter } from "../../../schemas/front-matter.ts";
import { png, svg } from "../../fixtures/images.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { parseWith, withTitle } from "../document/kinds.ts";

const facts = (of: object) => identityFacts({ mode: "research", ...of } as FrontMatter, "en");

describe("the facts of a head", () => {
  it("are those that the front matter says, in one order", () => {
    const document = { number: "QM-031", effective: "2026-11-30", supersedes: "QM-017" };
    expect(facts({ document, laboratory: { name: "Food Laboratory" }, instrument: { name: "Infratec" } })).toEqual([
      ["Document", "QM-031"],
      ["Effective", "2026-11-30"],
      ["Supersedes", "QM-017"],
      ["Laboratory", "Food Laboratory"],
      ["Instrument", "Infratec"],
    ]);
    expect(facts({})).toEqual([]);
  });
  it("say in regulatory mode that number and laboratory are not stated", () => {
    expect(facts({ mode: "regulatory" })).toEqual([
      ["Document", "not stated"],
      ["Laboratory", "not stated"],
    ]);
  });
  it("name an instrument with what belongs to it", () => {
    expect(
      instrumentText({ name: "Infratec", manufacturer: "Tecator", serial: "12", resolution: "2 nm", laser: "785 nm" }),
    ).toBe("Infratec (Tecator), serial 12, resolution 2 nm, laser 785 nm");
  });
});

describe("a letterhead", () => {
  const text = (of: string) => withTitle("text\n", `laboratory: {name: Food Laboratory${of}}\n`);
  const read = (of: string) =>
    parseWith(text(of), { "docs/logo.png": png(4, 3), "docs/bad.svg": svg("<script>1</script>") }, "docs/protocol.md");
  const codes = (of: string) =>
    read(of).findings.flatMap(({ code, position }) => (code === "FS2060" ? [] : [`${code} ${position?.line}`]));

  it("takes the logo in, and shows it with name and address", () => {
    const { protocol, sources } = read(", address: 1 Road, logo: logo.png");
    expect(sources.map(({ path, role }) => [path, role])).toEqual([["docs/logo.png", "logo"]]);
    const { frontMatter } = protocol ?? { frontMatter: { laboratory: { name: "Food Laboratory", address: "1 Road" } } };
    const html = toHtml([letterhead({ protocol: { frontMatter, sources } as never })].filter((one) => one !== null));
    expect(html).toContain('<img src="data:image/png;base64,');
    expect(html).toContain('alt="logo of Food Laboratory"');
    expect(html.replaceAll(/<[^>]+>/g, " ")).toMatch(/Food Laboratory\s+1 Road/);
  });
  it("is none where no laboratory is named", () =>
    expect(letterhead({ protocol: { frontMatter: {}, sources: [] } as never })).toBeNull());
  it.each([
    ["that is not there", ", logo: nothing.png"],
    ["with a script", ", logo: bad.svg"],
    ["from elsewhere", ', logo: "https://example.org/logo.png"'],
    ["outside the project", ", logo: ../../logo.png"],
  ])("refuses a logo %s, at its line", (_, of) => expect(codes(of)).toEqual(["FS2223 4"]));
});

it("changes no key and no number, and stands in report, report.md and manifest", async () => {
  const body = "```foodspec data\ninput: meat\nid: id\naxis: {unit: nm, technique: NIR}\n```\n";
  const table = `id,900,910,920\n${[1, 2, 3].map((k) => `s${k},${k},${k + 1},${k}`).join("\n")}\n`;
  const made = async (head: string) => {
    const document = `---\ntitle: Meat\ninputs: {meat: {path: a.csv}}\n${head}---\n\n${body}`;
    const place = inMemory({ "protocol.md": document, "a.csv": table, "logo.png": png(4, 3) });
    expect((await place.compile()).exitCode).toBe(0);
    const run = `runs/${place.runs()[0]}`;
    const manifest = JSON.parse(place.read(`${run}/manifest.json`));
    return { manifest, html: place.read(`${run}/report/index.html`), md: place.read(`${run}/report.md`) };
  };
  const bare = await made("");
  const headed = await made("laboratory: {name: Food Laboratory, logo: logo.png}\ndocument: {number: QM-031}\n");
  expect(headed.manifest.blocks.map(({ key }: { key: string }) => key)).toEqual(
    bare.manifest.blocks.map(({ key }: { key: string }) => key),
  );
  expect(headed.manifest.sources).toMatchObject([{ path: "logo.png", role: "logo" }]);
  expect(headed.html).toContain("QM-031");
  expect(headed.html).toContain("data:image/png;base64,");
  expect(headed.md).toContain("Document: QM-031 · Laboratory: Food Laboratory");
  expect(bare.html).not.toContain('letterhead"');
});
