/** Reference context: what every block of a run is held against: policy, versions of the records, named bands. */
import { type Manifest, manifestSchema } from "../../schemas/manifest.ts";
import { blockRecordSchema } from "../../schemas/records.ts";
import { doneSchema, errorSchema, runSummarySchema, stageStateSchema } from "../../schemas/run-files.ts";
import type { RunBlock } from "./types.ts";

const records = {
  block_record: blockRecordSchema,
  done: doneSchema,
  error: errorSchema,
  manifest: manifestSchema,
  run_summary: runSummarySchema,
  stage_state: stageStateSchema,
};

/** @param policy digest of the effective policy */
export function referenceContext(blocks: readonly RunBlock[], policy: string): Manifest["reference_context"] {
  return {
    policy,
    schema_versions: Object.fromEntries(
      Object.entries(records).map(([name, { shape }]) => [name, shape.schema_version.value]),
    ),
    bands: Object.fromEntries(
      blocks.flatMap(({ block }) => {
        const { bands } = (block.options ?? {}) as { readonly bands?: Manifest["reference_context"]["bands"][string] };
        return bands === undefined ? [] : [[block.id, bands]];
      }),
    ),
  };
}
