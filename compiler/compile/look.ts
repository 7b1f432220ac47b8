/** Look: what the inputs show of a document before anything runs: headers, or rows too where they are few. */
import { own } from "../../schemas/dictionary.ts";
import { dataPosition, fromRemark } from "../diagnostics/build.ts";
import { declaredInputs } from "../document/inputs.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import type { Look } from "../plan/infer.ts";
import type { InputFiles } from "../plan/key.ts";
import { dataFile } from "../run/assemble.ts";
import { headsOf } from "./heads.ts";

/**
 * What is looked at where nothing is to run: `none` of the inputs is opened, their `headers` are read (rows too where they are small),
 * or `all` of them.
 */
export type Looking = "none" | "headers" | "all";

/**
 * Undefined where nothing is to be looked at.
 *
 * @param isWhole whether rows are looked at too, not only headers
 */
export function lookWith(
  protocol: Protocol,
  files: InputFiles,
  data: Looking | undefined,
  isWhole: boolean,
): Look | undefined {
  if (data === undefined || data === "none") return undefined;
  const heads = isWhole ? files : headsOf(files);
  return (block) => (heads === null ? null : looked(block, protocol, heads, isWhole));
}

function looked(block: ProtocolBlock, protocol: Protocol, files: InputFiles, isWhole: boolean): ReturnType<Look> {
  const { kind, options } = block;
  // What a file that is not there would show is told already; two tables meet by all of their rows.
  const names = declaredInputs(block);
  if (kind.look === undefined || !names.every((name) => (own(files, name)?.length ?? 0) > 0)) return null;
  const isJoined = typeof options === "object" && options !== null && "join" in options;
  if (isJoined && !isWhole) return null;
  const { shape, remarks } = kind.look(options, (name) => own(files, name) ?? [], isWhole, protocol.settings);
  const unbearable = protocol.settings.mode === "regulatory" ? (kind.unbearable ?? {}) : {};
  const findings = remarks.map((remark) => {
    const code = own(unbearable, remark.code);
    const told = code === undefined ? remark : { ...remark, code, isError: true as const };
    return fromRemark(
      told,
      block,
      (place) => dataPosition(dataFile(place, protocol, files), place),
      protocol.frontMatterAt,
    );
  });
  return { shape, findings };
}
