/** Preview: what a run would work on. The data blocks have their turn for it, and no other: nothing is fitted. */
import type { Shapes } from "../../blocks/contract/kind.ts";
import { type Step, steps } from "../../schemas/approval-words.ts";
import { parsed } from "../../schemas/asked.ts";
import { type Preview, previewSchema } from "../../schemas/preview.ts";
import { type Dataset, datasetsOf, foldsOf } from "../compile/datasets.ts";
import { jsonText } from "../store/json-text.ts";
import type { Planned } from "./planned.ts";
import type { JobRecord } from "./record.ts";

export async function previewText({ policy }: JobRecord, plan: Planned): Promise<string> {
  const { graph, protocol, shapes } = plan.prepared;
  const nodes = [...graph.nodes].sort((a, b) => a.block.index - b.block.index);
  const datasets = await datasetsOf(nodes, plan, plan.prepared.objects);
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
