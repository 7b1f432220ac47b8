/** `foodspec fmt`: front matter and bodies of blocks in the one form. */
import { resolve } from "node:path";
import { registry } from "../../../blocks/registry.ts";
import { openingBelow } from "../../compile/open-source.ts";
import { rootOf } from "../../compile/root.ts";
import { readOrNull, whyUnreadable } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { noSources, withSources } from "../../diagnostics/sources.ts";
import { text as asText } from "../../diagnostics/text.ts";
import { unifiedDiff } from "../../diagnostics/unified-diff.ts";
import { formatDocument } from "../../document/format/format-document.ts";
import { readProtocol } from "../../document/parse.ts";

/** The worst of the exit codes: 4 where one cannot be read, 1 with `--check` where one would change. */
export async function fmtCommand(documents: readonly string[], isCheck: boolean, world: World): Promise<number> {
  let code = 0;
  for (const document of documents) code = Math.max(code, await fmtOne(document, isCheck, world));
  return code;
}

async function fmtOne(document: string, isCheck: boolean, world: World): Promise<number> {
  const { disk, cwd, out } = world;
  const isInput = document === "-";
  const path = resolve(cwd, isInput ? "standard-input.md" : document);
  const opened = isInput ? { bytes: await world.input(), place: path } : readOrNull(disk, path);
  if (opened === null) return refuse([whyUnreadable(disk, path, document)], null, document, world);
  const { bytes, place } = opened;
  const { findings } = await readProtocol(bytes, document, registry, {}, openingBelow(disk, rootOf(disk, place)));
  const unreadable = findings.filter((one) => isError(one) && isOfForm(one));
  if (unreadable.length > 0) return refuse(unreadable, bytes, document, world);
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const after = formatDocument(before);
  if (after === null) return refuse([finding("FS2050", null, unformed)], bytes, document, world);
  if (isCheck) out(unifiedDiff(document, before, after));
  else if (isInput) out(after);
  else if (after !== before) disk.write(place, after);
  return isCheck && after !== before ? 1 : 0;
}

const unformed = { what: "a block cannot be read as YAML", advice: "run `foodspec check` on it" };

/** What is wrong with the text, its front matter or YAML: there is nothing to be brought into a form. */
const isOfForm = ({ code }: Finding): boolean => /^FS20(?:0|1[0-4]|5|6[27])/.test(code);

function refuse(findings: readonly Finding[], bytes: Uint8Array | null, document: string, world: World): number {
  const sources = bytes === null ? noSources : withSources({ [document]: bytes });
  world.err(asText(findings, sources, { colour: world.colour }));
  return 4;
}
