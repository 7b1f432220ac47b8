/** `check --fix` and `fmt` as they are typed: what is mended, what is not touched, and with which exit code they end. */
import { afterEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

let place: Place;
afterEach(() => place.remove());

const document = smallProtocol();
const csv = smallCsv();
const having = (protocol: string) => {
  place = inMemory({ "protocol.md": protocol, "small.csv": csv });
  return place;
};

describe("check --fix", () => {
  it.each<[string, string, string]>([
    ["a misspelt option", "label: class", "lable: class"],
    ["a misspelt step", "  - snv", "  - svn"],
    ["a misspelt kind of block", "```foodspec model", "```foodspec modle"],
    ["no space behind a colon", "label: class", "label:class"],
    ["an equals sign", "label: class", "label = class"],
    ["a no-break space", "label: class", "label:\u00a0class"],
    ["a number in quotation marks", "window: 7", 'window: "7"'],
    ["a fence of Quarto", "```foodspec data", "```{foodspec data}"],
  ])("mends %s", async (_, right, wrong) => {
    const broken = replaced(document, right, wrong);
    const { status, out } = await having(broken).type(["check", "protocol.md", "--fix"]);
    expect(place.read("protocol.md")).toBe(document);
    expect(status).toBe(0);
    expect(out).toContain(`-${broken.split("\n").find((line, i) => line !== document.split("\n")[i])}`);
  });
  it("mends one thing after another", async () => {
    const broken = replaced(replaced(document, "label: class", "label:class"), "  - snv", "  - svn");
    expect((await having(broken).type(["check", "protocol.md", "--fix"])).status).toBe(0);
    expect(place.read("protocol.md")).toBe(document);
  });
  it("writes nothing with --dry-run", async () => {
    const broken = replaced(document, "  - snv", "  - svn");
    const { status, out } = await having(broken).type(["check", "protocol.md", "--fix", "--dry-run"]);
    expect([status, place.read("protocol.md")]).toEqual([4, broken]);
    expect(out).toContain("-  - svn\n+  - snv\n");
  });
  it.each<[string, string, string]>([
    ["a word of another program", "  - snv", "  - standard-normal-variate"],
    ["a decimal comma", "window: 7", "window: 2,5"],
    ["a scheme that does not exist", 'title: "', 'scheme: nonee\ntitle: "'],
    ["quotation marks that YAML takes as letters", "label: class", "label: “class”"],
  ])("leaves %s, which may mean several things or be valid", async (_, right, wrong) => {
    const broken = document.includes(right)
      ? replaced(document, right, wrong)
      : document.replace("title:", "scheme: nonee\ntitle:");
    await having(broken).type(["check", "protocol.md", "--fix"]);
    expect(place.read("protocol.md")).toBe(broken);
  });
});

describe("fmt", () => {
  const loose = replaced(document, "label: class", "label:    'class'   ");
  it("writes the one form, and the second time nothing", async () => {
    expect((await having(loose).type(["fmt", "protocol.md"])).status).toBe(0);
    const once = place.read("protocol.md");
    expect(once).toContain("\nlabel: class\n");
    expect((await place.type(["fmt", "--check", "protocol.md"])).status).toBe(0);
  });
  it("ends with 1 and a diff with --check, and writes nothing", async () => {
    const { status, out } = await having(loose).type(["fmt", "--check", "protocol.md"]);
    expect(status).toBe(1);
    expect(out).toContain("+label: class\n");
    expect(place.read("protocol.md")).toBe(loose);
  });
  it("ends with 4 where the document does not parse, and leaves it", async () => {
    const broken = replaced(document, "label: class", "label: [");
    const { status, err } = await having(broken).type(["fmt", "protocol.md"]);
    expect(status).toBe(4);
    expect(err).toContain("FS2050");
    expect(place.read("protocol.md")).toBe(broken);
  });
});
