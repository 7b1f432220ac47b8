/** Citations and bibliographies: how a source is printed, and what is said of one that is not there. */
import { describe, expect, it } from "vitest";
import { readBibtex } from "../../../compiler/document/citations/bibtex.ts";
import { entriesOf } from "../../../compiler/document/citations/entries.ts";
import { citedSource } from "../../../compiler/document/citations/style.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { processorTime } from "../../fixtures/processor-time.ts";
import { project } from "../../fixtures/project.ts";
import { type Files, parseWith, withTitle } from "./kinds.ts";

const bib = `@string{as = "Appl. Spectrosc."}
@article{barnes1989, author = {Barnes, R. J. and Dhanoa, M. S. and Lister, Susan J.},
  title = {Standard {Normal} Variate Transformation}, journal = as, year = 1989, volume = 43, number = 5,
  pages = {772--777}, doi = {https://doi.org/10.1366/0003702894202201}}
@book{martens, author = "Harald Martens and Tormod N{\\ae}s", title = {Multivariate Calibration}, publisher = {Wiley}, year = {1989}}
@misc{page, author = {{NIST}}, title = {A page}, url = {https://example.org/a}, year = {2020}}
`;
const files: Files = { "sources.bib": bib };
const told = (body: string, more = "bibliography: sources.bib\n", own: Files = files): readonly string[] =>
  parseWith(withTitle(body, more), own).findings.flatMap(({ code, severity, position, message }) =>
    code === "FS2060" ? [] : [`${code} ${severity} ${position?.file}:${position?.line}:${position?.column} ${message}`],
  );

describe("a source", () => {
  const printed = (text: string): readonly string[] => {
    const read = readBibtex(text);
    const entries = "json" in read ? entriesOf(read.json) : [];
    return "problem" in entries
      ? []
      : entries.map((entry) => {
          const { text, link } = citedSource(1, entry);
          return link === null ? text : `${text} ${link.url}`;
        });
  };
  it("is printed by its authors, title, where it stands, and its DOI or address", () => {
    expect(printed(bib)).toEqual([
      "Barnes RJ, Dhanoa MS, Lister SJ. Standard Normal Variate Transformation. Appl. Spectrosc. 1989;43(5):772–777. https://doi.org/10.1366/0003702894202201",
      "Martens H, Næs T. Multivariate Calibration. Wiley; 1989.",
      "NIST. A page. 2020. https://example.org/a",
    ]);
  });
  it("of many authors names ten", () => {
    const authors = Array.from({ length: 12 }, (_, i) => `Author${i}, A.`).join(" and ");
    expect(printed(`@article{a, author={${authors}}, title={T}, year=2000}`)[0]).toMatch(
      /^Author0 A, .*Author9 A, et al\. T\. 2000\.$/,
    );
  });
  it("may stand in CSL-JSON", () => {
    const entries = entriesOf([
      {
        id: "a",
        title: "On <i>E. coli</i>",
        author: [{ family: "Berg", given: "Jan", "non-dropping-particle": "van den" }],
        issued: { raw: "May 2001" },
      },
    ]);
    expect(entries).toMatchObject([{ key: "a", title: "On E. coli", authors: ["van den Berg J"], year: "2001" }]);
    expect(entriesOf({ id: "a" })).toHaveProperty("problem");
    expect(entriesOf([{ title: "a" }])).toMatchObject({ problem: expect.stringContaining("/0/id") });
  });
});

describe("a citation", () => {
  it.each([
    "As said [@barnes1989], [@martens, p. 3; @barnes1989].",
    "Over lines [@barnes1989;\n@martens, pp. 3–5].",
    "| a |\n|---|\n| [@martens] |",
    "[@user](https://example.org)",
    "\\[@nobody\\] and `[@nobody]` and a@b.org",
    "[@martens]: said so.",
  ])("%j is read", (body) => expect(told(body)).toEqual([]));
  it.each([
    [
      "[@barnes1998]",
      "FS2227 error protocol.md:7:2 `@barnes1998` cannot be cited: no bibliography of the document holds it",
    ],
    ["[@martens; @none]", "FS2227 error protocol.md:7:12 "],
    ["[@martens p. 3]", "FS2227 error protocol.md:7:1 "],
    ["[see @martens]", "FS2227 error protocol.md:7:1 "],
    ["as @martens says", "FS2227 warning protocol.md:7:4 "],
  ])("%j is told at its key", (body, expected) => {
    const said = told(body);
    expect(said.map((line) => line.slice(0, expected.length))).toEqual([expected]);
  });
  it("without any bibliography says so", () => {
    expect(told("[@barnes1989]", "")[0]).toContain(
      "FS2227 error protocol.md:6:2 `@barnes1989` cannot be cited: the document names no bib",
    );
  });
  it("is one of at most 5,000", { tags: "slow" }, () => {
    expect(told(`${"[@martens] ".repeat(500)}\n\n`.repeat(11)).map((line) => line.slice(0, 28))).toEqual([
      "FS2235 error protocol.md:27:",
    ]);
  });
});

describe("a bibliography", () => {
  it.each([
    ["that is not there", {}, "FS2228 error protocol.md:4:15 "],
    [
      "that does not parse",
      { "sources.bib": "@article{a, title={x}}\n@article{b, title={x}" },
      "FS2228 error sources.bib:2:2",
    ],
    ["that holds nothing", { "sources.bib": "words" }, "FS2228 error protocol.md:4:15 "],
    [
      "in Latin-1",
      { "sources.bib": Buffer.from("@misc{a, title={N\u00e6s}}", "latin1") },
      "FS2228 error protocol.md:4:15 ",
    ],
    [
      "that says a key twice",
      { "sources.bib": `${bib}@misc{martens, author={A}, title={x}, year=1}` },
      "FS2228 error protocol.md:4:15 ",
    ],
    ["without author or year", { "sources.bib": "@misc{a, title={x}}" }, "FS2228 warning protocol.md:4:15 "],
    ["of 10,000 braces", { "sources.bib": `@misc{a, title=${"{".repeat(10_000)}` }, "FS2228 error sources.bib:1:"],
    ["that would read a file", { "sources.bib": "@misc{a, title={\\input{/etc/passwd}}, author={B}, year=1}" }, ""],
    ["of keys that objects have", { "sources.bib": "@misc{__proto__, title={a}, author={B}, year=1}" }, ""],
  ] as readonly (readonly [string, Files, string])[])("%s is told", (_, own, expected) => {
    const said = told("Text.", undefined, own);
    expect(said.map((line) => line.slice(0, expected.length))).toEqual(expected === "" ? [] : [expected]);
  });
  it("of another form, outside or fetched is refused", () => {
    for (const path of ["a.txt", "../a.bib", "https://example.org/a.bib", "/a.bib"])
      expect(told("Text.", `bibliography: ${path}\n`, { "a.txt": "x" })[0]).toContain("FS2228 error protocol.md:4:15");
  });
  it("of a megabyte is read within some seconds", { tags: "slow" }, () => {
    const many = Array.from(
      { length: 4_000 },
      (_, i) => `@article{k${i}, author={A, B and C, D}, title={On {x} of ${"word ".repeat(30)}}, year=2000}\n`,
    );
    expect(processorTime(() => readBibtex(many.join("")))).toBeLessThan(5_000);
  });
});

describe("the built program", () => {
  it("reads BibTeX and formulas with what its bundle holds, which loads neither before it is asked to", () => {
    const made = project({
      "protocol.md": "---\ntitle: Trial\nbibliography: sources.bib\n---\n\nBy [@martens] $\\sqrt{x}$.\n",
      "sources.bib": bib,
    });
    try {
      const { status, err } = made.foodspec(["check", "protocol.md"]);
      expect([status, err.match(/FS\d{4}/g)]).toEqual([0, ["FS2060"]]);
    } finally {
      made.remove();
    }
  });
});

describe("a report with citations", () => {
  it("numbers them as they appear and lists what they cite behind the text", async () => {
    const place = inMemory({
      "protocol.md":
        "---\ntitle: Trial\nbibliography: [sources.bib, more.json]\n---\n\nBy [@martens, p. 3; @x], then [@barnes1989] and [@martens].\n",
      "sources.bib": bib,
      "more.json": JSON.stringify([
        {
          id: "x",
          title: "X & Y",
          author: [{ literal: "Z" }],
          issued: { "date-parts": [[2001]] },
          DOI: "10.1016/0003-2670(86)80028-9",
        },
      ]),
    });
    expect((await place.compile()).exitCode).toBe(0);
    const run = `runs/${place.runs()[0]}`;
    const html = place.read(`${run}/report/index.html`);
    const link = (n: number) => `<a href="#reference-${n}">${n}</a>`;
    expect(html).toContain(
      `By <span class="citation">[${link(1)}, p. 3; ${link(2)}]</span>, then <span class="citation">[${link(3)}]</span> and`,
    );
    expect(html).toContain(
      '<ol class="references"><li id="reference-1">Martens H, Næs T. Multivariate Calibration. Wiley; 1989.</li>',
    );
    expect(html).toContain(">doi:10.1366/0003702894202201</a></li></ol>");
    const md = place.read(`${run}/report.md`);
    expect(md).toContain("By \\[1, p. 3; 2\\], then \\[3\\] and \\[1\\].");
    expect(md).toContain(
      "## References\n\n1. Martens H, Næs T. Multivariate Calibration. Wiley; 1989.\n2. Z. X \\& Y. 2001. [doi:10.1016/0003-2670(86)80028-9](<https://doi.org/10.1016/0003-2670(86)80028-9>)\n3. Barnes RJ",
    );
    expect(place.manifest().sources?.map(({ path, role }) => [path, role])).toEqual([
      ["more.json", "bibliography"],
      ["sources.bib", "bibliography"],
    ]);
    const { status, err } = await place.type(["verify", run]);
    expect(`${status} ${err}`).toBe("0 ");
  });
});
