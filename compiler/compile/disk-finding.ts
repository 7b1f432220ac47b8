/** Disk finding: what the file system would not do, as a finding. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { diskWords } from "./disk-words.ts";
import { linkFinding } from "./store-findings.ts";

/**
 * An error of the file system as a finding; null where it is none.
 *
 * @param path as it is shown
 * @param full what is on the disk that may be full, as it is shown
 */
export function diskFinding(error: unknown, path: string, full = path): Finding | null {
  const { code } = (error as NodeJS.ErrnoException | null) ?? {};
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return null;
  if (code === "ELINK") return linkFinding(path);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return finding("FS9003", null, { path: full });
  if (code === "EMFILE" || code === "ENFILE") return finding("FS9006", null, { path });
  return finding("FS9004", null, { path, problem: diskWords(error) });
}
