/** An honest regulatory run, small and made in memory, with some samples predicted wrongly: what the forgeries are made of. */
import { inMemory } from "../fixtures/in-memory.ts";
import { paperless } from "../fixtures/paperless.ts";
import { smallCsv } from "../fixtures/small.ts";

/** Bytes by path below the run folder. */
export type Files = Map<string, Uint8Array>;

const document = `---
title: Two classes that a peak tells apart
version: 1.0.0
mode: regulatory
seed: 3
inputs:
  small: {path: small.csv}
claims:
  standard: None
  use_case: A test
  limitations: [Made by code]
---

# Two classes

\`\`\`foodspec data
input: small
id: id
sample: sample
batch: batch
label: class
positive: b
upstream: none
axis: {unit: nm, technique: NIR, range: [900, 980]}
\`\`\`

\`\`\`foodspec preprocess
steps:
  - snv
\`\`\`

\`\`\`foodspec model
estimator: {pls-da: {components: 2}}
\`\`\`
`;

/** Files of a run of these data and this document, and its exit code. */
async function made(files: { readonly [path: string]: string }): Promise<{ exitCode: number; files: Files }> {
  const place = inMemory(files);
  const { exitCode } = await place.compile({}, {}, paperless());
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return { exitCode, files: new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)])) };
}

export const honestRun = () => made({ "protocol.md": document, "small.csv": smallCsv({ samples: 100, batches: 10 }) });
