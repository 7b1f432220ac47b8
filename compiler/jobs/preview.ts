/** Preview: what a run would work on. The data blocks have their turn for it, and no other: nothing is fitted. */
import type { Outcome, Rows } from "../../blocks/contract/dataset.ts";
import type { Shapes } from "../../blocks/contract/kind.ts";
import type { SchemeSpec } from "../../blocks/contract/model.ts";
import { Refusal } from "../../blocks/contract/refusal.ts";
import { inTurn } from "../../blocks/contract/work.ts";
import { registry } from "../../blocks/registry.ts";
import { type Step, steps } from "../../schemas/approval-words.ts";
import { parsed } from "../../schemas/asked.ts";
import { type Preview, previewSchema } from "../../schemas/preview.ts";
import { decidingWith } from "../compile/decisions.ts";
import type { Node } from "../plan/node.ts";
import { breather } from "../run/cancel.ts";
import { type Executed, execute } from "../run/execute.ts";
import { jsonText } from "../store/json-text.ts";
import type { Planned } from "./planned.ts";
import type { JobRecord } from "./record.ts";

/** What the data block leaves of one dataset. */
interface Dataset {
  readonly block: string;
  readonly rows: Rows;
  readonly outcome: Outcome;
}

export async function previewText({ policy }: JobRecord, plan: Planned): Promise<string> {
  const { graph, protocol, shapes } = plan.prepared;
  const nodes = [...graph.nodes].sort((a, b) => a.block.index - b.block.index);
  const datasets = await datasetsOf(nodes, plan);
  const preview: Preview = {
    schema_version: 1,
    data: datasets.map(countsOf),
    columns: nodes.flatMap(({ block: { id } }) => {
      const { columns = null } = (shapes.get(id) ?? {}) as Partial<Shapes["variables"]>;
      return columns === null
        ? []
        : [{ block: id, columns: (columns.kind === "axis" ? columns.values : columns.names).length }];
    }),
    folds: nodes.flatMap((node) => foldsOf(node, shapes.get(node.block.id), datasets, protocol.seed)),
    blocks: nodes.map(({ block: { id, kind, added } }) => ({
      id,
      kind: kind.kind,
      added: added !== null && added !== undefined,
    })),
    approvals: steps.slice(steps.indexOf("preview")).flatMap((step: Step) => {
      const rule = policy?.approvals[step];
      return rule === undefined ? [] : [{ step, roles: rule.roles, count: rule.count }];
    }),
  };
  return jsonText(parsed(previewSchema, preview));
}

/** What refuses here refuses in the run too, and is told there with its place. */
async function datasetsOf(
  nodes: readonly Node[],
  { prepared, options, build, world }: Planned,
): Promise<readonly Dataset[]> {
  const giving = nodes.filter(({ block, inputs }) => block.kind.gives === "dataset" && inputs.length === 0);
  const deciding = decidingWith(prepared, options, build);
  const quiet = () => undefined;
  const breathe = breather(world.signal);
  const executed = await execute(
    giving.map((node) => ({ ...node, gates: [] })),
    deciding,
    {
      store: prepared.objects,
      files: prepared.files,
      load: deciding.load,
      now: world.now,
      gatesBlock: false,
      breathe,
      spread: inTurn(breathe),
      observer: { started: quiet, event: quiet, ended: quiet },
    },
  );
  return executed.flatMap((one) => datasetOf(one, deciding.load));
}

function datasetOf(
  { node, record }: Executed,
  load: (value: string, part: string, digest: string) => unknown,
): readonly Dataset[] {
  const parts = record?.value?.parts;
  const [rows, outcome] = [parts?.rows, parts?.outcome];
  if (rows === undefined || outcome === undefined) return [];
  return [
    {
      block: node.block.id,
      rows: load("dataset", "rows", rows) as Rows,
      outcome: load("dataset", "outcome", outcome) as Outcome,
    },
  ];
}

function countsOf({ block, rows, outcome: { label } }: Dataset): Preview["data"][number] {
  const all = rows.id.map((_, i) => i);
  const own = all.filter((i) => !rows.external[i]);
  const external = all.filter((i) => rows.external[i]);
  const count = (of: readonly number[]) => ({
    spectra: of.length,
    samples: new Set(of.map((i) => rows.sample[i])).size,
  });
  const by = (nameOf: (i: number) => string) => {
    const groups = new Map<string, number[]>();
    for (const i of own) {
      const there = groups.get(nameOf(i));
      if (there === undefined) groups.set(nameOf(i), [i]);
      else there.push(i);
    }
    return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, count(of)]));
  };
  const { batch } = rows;
  return {
    block,
    ...count(own),
    external: count(external),
    by_class: label === null ? null : by((i) => label.classes[label.codes[i]]),
    by_batch: batch === null ? null : by((i) => batch[i]),
  };
}

/** Of a scheme that cannot be dealt with these data the run says why. */
function foldsOf(node: Node, shape: unknown, datasets: readonly Dataset[], seed: number): Preview["folds"] {
  const from = node.inputs.find(({ value }) => value === "dataset")?.block;
  const dataset = datasets.find(({ block }) => block === from);
  const scheme = (shape as { readonly scheme?: SchemeSpec } | null)?.scheme;
  if (node.block.kind.gives !== "model" || dataset === undefined || scheme === undefined) return [];
  try {
    const { folds } = registry.folds(dataset.rows, dataset.outcome, scheme, seed);
    const sized = folds.map(({ name, training, test }) => ({ name, training: training.length, test: test.length }));
    return [{ model: node.block.id, scheme: scheme.name, folds: sized }];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
