/** FS2222: what is said of HTML that goes. */
import type { Mode } from "../../../schemas/front-matter.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import type { LeftHtml } from "./left.ts";
import { listedTags } from "./tags.ts";

/** An error in regulatory mode, and wherever the report would say something else than the author. */
export function leftFinding({ html, what, isFalse, start, end }: LeftHtml, mode: Mode | null, at: Lines): Finding {
  const allowed = listedTags.map((name) => `<${name}>`);
  const made = finding("FS2222", at.place(start, end), { html, what, allowed });
  return isFalse || mode === "regulatory" ? { ...made, severity: "error" } : made;
}
