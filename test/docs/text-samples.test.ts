/** What the how-tos of the text show is read without a finding: all samples of a page as one document. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseWith, withTitle } from "../compiler/document/kinds.ts";
import { png } from "../fixtures/images.ts";

const howTo = join(import.meta.dirname, "../../docs/how-to");
const bib = ["barnes1989", "martens1989"].map((key) => `@book{${key}, author={A, B}, title={T}, year=1989}`).join("\n");
const files = {
  "sources.bib": bib,
  "photos/bench.jpg": png(),
  "dot.png": png(),
  "sections/sampling.md": "Words of a part.",
};

const samplesOf = (page: string): readonly string[] =>
  [...readFileSync(join(howTo, page), "utf8").matchAll(/^```markdown\n([\s\S]*?)^```$/gm)].map(([, sample]) => sample);

describe("the samples of", () => {
  it.each(["write-the-text.md", "write-formulas.md", "cite.md", "pictures-and-parts.md"])(
    "%s are read as they stand",
    (page) => {
      const samples = samplesOf(page);
      expect(samples.length).toBeGreaterThan(0);
      const { findings } = parseWith(withTitle(samples.join("\n\n"), "bibliography: sources.bib\n"), files);
      expect(
        findings.map(({ code, message }) => `${code} ${message}`).filter((line) => !line.startsWith("FS2060")),
      ).toEqual([]);
    },
  );
});
