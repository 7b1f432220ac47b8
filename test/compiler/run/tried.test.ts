/** How often was tried is told beside each headline, in the manifest, and of what the store keeps. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const model = (id: string, body: string) => `\n\`\`\`foodspec model #${id}\nfrom: prep\n${body}\n\`\`\`\n`;
/** With the one of `smallProtocol`, five that tell the classes apart, tried one after the other. */
const others = [
  model("one", "estimator: {pls-da: {components: 1}}"),
  model("three", "estimator: {pls-da: {components: 3}}"),
  model("grid", "estimator: {pls-da: {components: [1, 2, 3]}}"),
  model("folds", "estimator: {pls-da: {components: 2}}\nscheme: loso"),
];
const five = smallProtocol({ frontMatter: "scheme: lobo\nprimary: grid\n", more: others.join("") });

/** Sentences on tries, by block, and what the manifest says. */
function told(place: Project) {
  const { summary } = JSON.parse(place.read("runs/latest/report.json")) as { readonly summary: readonly string[] };
  const { tried, tried_in_store, content_digest } = place.manifest();
  return { said: summary.filter((line) => line.includes("of this document")), tried, tried_in_store, content_digest };
}

const best = "; the best of several tends to look better than it is.";

describe("five models, the best one shown", () => {
  let place: Project;
  beforeAll(async () => {
    place = project({ "protocol.md": five, "small.csv": smallCsv() });
    expect((await place.compile()).exitCode).toBe(0);
  });
  afterAll(() => place.remove());

  it("is told beside the headline of each, with the values its tuning compared", () => {
    const { said } = told(place);
    const fixed = `One of 5 models of this document on these rows and this outcome, nothing tuned${best}`;
    const tuned = `One of 5 models of this document on these rows and this outcome, 3 tuning values${best}`;
    expect(said).toEqual([fixed, fixed, fixed, tuned, fixed]);
    for (const file of ["report/index.html", "report.md"]) expect(place.read(`runs/latest/${file}`)).toContain(tuned);
  });

  it("stands in the manifest, of the primary model, with what the store keeps", () => {
    const { tried, tried_in_store } = told(place);
    expect(tried).toEqual({ models: 5, tuning_values: 3 });
    expect(tried_in_store).toBe(5);
    expect(place.manifest().circumstances).toContain("tried_in_store");
    expect(place.read("runs/latest/report/index.html")).toContain("The store keeps at least 5 recipes for models");
  });

  it("is not forgotten where four of them are taken out: the store remembers", async () => {
    place.write("protocol.md", smallProtocol({ frontMatter: "scheme: lobo\n" }));
    expect((await place.compile()).exitCode).toBe(0);
    const { said, tried, tried_in_store, content_digest } = told(place);
    expect(said).toEqual(["The only model of this document on these rows and this outcome, nothing tuned."]);
    expect([tried, tried_in_store]).toEqual([{ models: 1, tuning_values: 0 }, 5]);

    // What else is asked of the validation is no other recipe.
    place.write(
      "protocol.md",
      smallProtocol({
        frontMatter: "scheme: lobo\n",
        model: "estimator: {pls-da: {components: 2}}\nvalidate: {similarity: false}\n",
      }),
    );
    expect((await place.compile()).exitCode).toBe(0);
    expect(told(place).tried_in_store).toBe(5);

    // A circumstance: the store does not change the content, and is left out where bytes must be the same everywhere.
    place.write("protocol.md", smallProtocol({ frontMatter: "scheme: lobo\n" }));
    expect((await place.compile({}, { SOURCE_DATE_EPOCH: "1700000000" })).exitCode).toBe(0);
    const again = told(place);
    expect([again.tried_in_store, again.content_digest]).toEqual([undefined, content_digest]);
  });
});

describe("models at something else", () => {
  it.each([
    ["amounts where the others tell classes", model("other", "estimator: {pls-regression: {components: 2}}")],
    [
      "classes of fewer rows",
      `
\`\`\`foodspec data #fewer
input: small
id: id
sample: sample
label: class
axis: {unit: nm, technique: NIR, range: [900, 1200]}
exclude: [{sample: m1, reason: spilt}]
\`\`\`

\`\`\`foodspec model #other
from: fewer
estimator: {pls-da: {components: 1}}
scheme: loso
\`\`\`
`,
    ],
  ])("%s are no tries at the same, and are not kept silent about", { tags: "slow" }, async (_, other) => {
    const more = `${others[0]}${other}`;
    const document = smallProtocol({ frontMatter: "scheme: lobo\n", more });
    const place = project({
      // Of two data blocks each has a name.
      "protocol.md": document.replace("foodspec data\n", "foodspec data #whole\n"),
      "small.csv": smallCsv(),
    });
    const { exitCode, documents } = await place.compile();
    expect([
      exitCode,
      documents[0].findings.flatMap(({ severity, message }) => (severity === "error" ? [message] : [])),
    ]).toEqual([0, []]);
    const { said } = told(place);
    const where = "of this document on these rows and this outcome, of 3 in all, nothing tuned";
    expect(said).toEqual([
      `One of 2 models ${where}${best}`,
      `One of 2 models ${where}${best}`,
      `The only model ${where}.`,
    ]);
    place.remove();
  });
});
