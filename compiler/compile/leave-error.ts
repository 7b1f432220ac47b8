/** Leave error: a folder with error.json and logs for a document that never ran, so that CI finds one for every refusal. */

import { dirname } from "node:path";
import { parsed } from "../../schemas/asked.ts";
import { errorSchema } from "../../schemas/run-files.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { notRunPage } from "../render/not-run.ts";
import { errorFile } from "../run/error-file.ts";
import { type OpenFolder, openRunFolder } from "../run/folder.ts";
import { createLog } from "../run/log.ts";
import { hexOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { jsonText } from "../store/json-text.ts";
import { isoTime, stamp } from "./clock.ts";
import type { Prepared } from "./prepare.ts";
import type { DocumentResult } from "./session.ts";
import type { World } from "./world.ts";

/** True where a link stands at the place for runs that nobody named: somebody put it there, and nothing is written through it. */
export const isOutLinked = ({ out, isOutDefault }: Prepared, disk: Disk): boolean =>
  isOutDefault && disk.standsThere(out) === "link";

/** True of what is no protocol: nothing was read of which a folder could tell. */
const isUnread = ({ bytes, protocol, findings }: Prepared): boolean =>
  bytes === null || (protocol === null && findings.some((one) => isError(one) && isOfText(one)));

/** What is wrong with its encoding, its size, or its front matter as such. */
const isOfText = ({ code }: Finding): boolean => /^FS20(?:0[1-9]|1[0-4])$/.test(code);

/** Its title, or its name where that cannot be had. */
const titleOf = ({ protocol, shown }: Prepared): string => protocol?.frontMatter.title ?? shown;

/** Usage errors (2) and what is no protocol leave nothing; a document that failed its check leaves a page that says so; where even this folder cannot be written, the findings on the terminal remain. */
export function leaveError(
  prepared: Prepared,
  findings: readonly Finding[],
  code: number,
  world: World,
  isCheck = false,
): DocumentResult {
  const worst = decisive(findings) ?? findings[0];
  const base = {
    document: prepared.shown,
    status: code === 130 || code === 143 || code === 129 ? "cancelled" : "failed",
    exitCode: code,
    findings,
    headlines: [],
  } as const;
  // Where there is not even the folder the document should be in, none is made for it.
  const hasPlace = [prepared.out, dirname(prepared.out)].some((folder) => world.disk.stands(folder) !== null);
  if (code === 2 || worst === undefined || !hasPlace || isUnread(prepared) || isOutLinked(prepared, world.disk))
    return { ...base, runId: null, folder: null, open: null };
  const now = world.now();
  const hex = hexOf(prepared.digest);
  let folder: OpenFolder | null = null;
  try {
    folder = openRunFolder(world.disk, prepared.out, hex.slice(0, 12), !prepared.isOutDefault);
    const name = folder.freeName(`${stamp(now)}_${hex.slice(0, 6)}`);
    const log = createLog(() => isoTime(now));
    for (const one of findings) {
      log.add({
        level: "ERROR",
        stage: one.stage,
        block: one.block,
        event: `${one.stage}_failed`,
        message: `${one.code} ${one.message}`,
      });
    }
    folder.write("error.json", jsonText(parsed(errorSchema, errorFile(worst, findings, code, name, isoTime(now)))));
    if (isCheck) folder.write("report/index.html", notRunPage(titleOf(prepared), prepared.shown, findings));
    folder.write("logs/run.jsonl", log.jsonl());
    folder.write("logs/run.log", log.text());
    folder.finish(name);
    return { ...base, runId: name, folder: `${prepared.out}/${name}`, open: "error.json" };
  } catch {
    folder?.discard();
    return { ...base, runId: null, folder: null, open: null };
  }
}
