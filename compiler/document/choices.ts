/** Choices left open: lines of a block that begin with `# choose:`, as `init --from` writes them. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Fence } from "./fences.ts";

/** FS2072 for each. YAML takes them for comments; nobody is to compute anything before they are decided. */
export const openChoices = ({ body, place }: Fence, block: string): readonly Finding[] =>
  [...body.matchAll(/^[ \t]*(# choose:[ \t]*([^\r\n]*))/gm)].map(({ 0: whole, 1: written, 2: what, index }) => {
    const end = index + whole.length;
    return finding("FS2072", place(end - written.length, end), { block, what: what.trim() }, { block });
  });
