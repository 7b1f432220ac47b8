/** Honest runs of odd shapes: classes in few batches, few samples, rare classes. Both verifiers accept what is not available as what is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { quickOf } from "../fixtures/figures.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";
import { havePython, looked, writeRun } from "./python.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-shapes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Shape = (row: { readonly b: number; readonly i: number; readonly is: string }) => string | null;

/** The class of a row of the small set, by its batch, its number and its own class; null leaves the row out. */
const shapes: { readonly [what: string]: Shape } = {
  "a class in three batches": ({ b, is }) => (is === "b" && b > 3 ? null : is),
  "a class in four batches": ({ b, is }) => (is === "b" && b > 4 ? null : is),
  "a class in five batches": ({ b, is }) => (is === "b" && b > 5 ? null : is),
  "batches of one class each": ({ b, is }) => (b > 5 === (is === "b") ? is : null),
  "a third class in three batches": ({ b, i, is }) => (b <= 3 && i % 3 === 0 ? "c" : is),
  "a third class in every batch": ({ i, is }) => (i % 5 === 0 ? "c" : is),
  "four batches": ({ b, is }) => (b > 4 ? null : is),
  "a class of nine": ({ i, is }) => (is === "b" && i > 18 ? null : is),
};
const schemes = {
  lobo: "scheme: lobo\n",
  "3 folds, twice": "scheme: {stratified_group_kfold: {folds: 3, repeats: 2}}\n",
};
const estimators = {
  "pls-da": "estimator: {pls-da: {components: 1}}\n",
  "logistic regression": "estimator: {logistic-regression: {C: 0.01}}\n",
};

function csvOf(shape: Shape): string {
  const [head, ...lines] = smallCsv({ samples: 80, batches: 8 }).trimEnd().split("\n");
  const rows = lines.flatMap((line, i) => {
    const [id, sample, batch, is, ...values] = line.split(",");
    const own = shape({ b: Number(batch.slice(1)), i, is });
    return own === null ? [] : [[id, sample, batch, own, ...values].join(",")];
  });
  return `${[head, ...rows].join("\n")}\n`;
}

async function judged(csv: string, document: string, name: string) {
  const place = inMemory({ "protocol.md": document, "small.csv": csv });
  const { exitCode, documents } = await place.compile();
  const said = documents[0].findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  const run = `runs/${place.runs()[0]}`;
  const { status, out } = await place.type(["verify", run]);
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  const files = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
  const [{ bad }] = looked([writeRun(join(folder, name), files)]);
  const metrics = files.get("model/metrics.json");
  return {
    ended: [exitCode, said],
    verify: status === 0 ? [] : out.split("\n").filter((line) => /^ *NO/.test(line)),
    python: bad,
    pooled: metrics === undefined ? null : JSON.parse(new TextDecoder().decode(metrics)).pooled,
  };
}

const all = Object.keys(shapes).flatMap((what) =>
  Object.entries(schemes).flatMap(([scheme, words]) =>
    Object.entries(estimators).map(([estimator, model]) => [what, scheme, estimator, model + words] as const),
  ),
);

describe.skipIf(!havePython())("both verifiers accept an honest run of", () => {
  it.each(quickOf(all, 1))("%s, %s, %s", async (what, scheme, estimator, model) => {
    const document = smallProtocol({ model, data: "positive: b\n" })
      .replace("target: y\nunit: g\n", "")
      .replace("positive: b\n", what.includes("third") ? "" : "positive: b\n");
    const { ended, verify, python, pooled } = await judged(
      csvOf(shapes[what]),
      document,
      `${Object.keys(shapes).indexOf(what)}-${scheme}-${estimator}`,
    );
    expect([ended, verify, python]).toEqual([[0, []], [], {}]);
    // Where a class stands in fewer than five batches that are left out, nothing that hangs on it has an interval.
    const isFew = scheme === "lobo" && /three|four|one class/.test(what);
    expect([pooled.f1_na, pooled.by_class.a.f1_na, pooled.by_class.a.roc_auc_na]).toEqual(
      isFew ? ["few_batches", "few_batches", "few_batches"] : [null, null, null],
    );
  });
});
