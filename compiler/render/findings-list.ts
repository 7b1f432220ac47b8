/** Findings as people read them: severity, code, sentence, where, what to do next. */
import type { Element } from "hast";
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Child, h } from "./hast.ts";
import { severities, statusMark } from "./status.ts";

/** `linked`: with a link to the block, for the list at the end, which paper has alone. */
export function findingsList(findings: readonly Finding[], linked: boolean): Element {
  return h(
    "ul",
    { className: linked ? ["findings"] : ["findings", "own"] },
    findings.map((finding, i) => {
      const { position, block } = finding;
      const where = position === null ? null : `${position.file}:${position.line}:${position.column}`;
      const about = linked && block !== null ? [" in ", h("a", { href: `#${block}` }, block)] : null;
      return h(
        "li",
        { className: [severities[finding.severity].name] },
        h(
          "p",
          {},
          statusMark(severities[finding.severity]),
          " ",
          h("code", { className: ["code"] }, finding.code),
          about,
          " ",
          sentenceElement(finding.message),
        ),
        where === null ? null : h("p", { className: ["where"] }, where),
        finding.help.length === 0 || isSaidNext(finding, findings[i + 1])
          ? null
          : h(
              "ul",
              { className: ["help"] },
              finding.help.map((line) => h("li", {}, sentenceElement(line))),
            ),
      );
    }),
  );
}

/** What to do next about several of one sort stands once, below the last of them. */
const isSaidNext = (finding: Finding, next: Finding | undefined): boolean =>
  next !== undefined &&
  next.code === finding.code &&
  next.severity === finding.severity &&
  next.help.join("\n") === finding.help.join("\n");

/** A sentence of our own: a capital, a full stop, and code where it has backticks. */
export const sentenceElement = (text: string): Child =>
  codeParts(sentence(sentenceCase(text))).map(({ code, part }) => (code ? h("code", {}, part) : part));

/** A sentence cut at its backticks; one without a partner stays as it is. */
export function codeParts(text: string): readonly { readonly code: boolean; readonly part: string }[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => ({ code: /^`[^`]+`$/.test(part), part: part.replace(/^`([^`]+)`$/, "$1") }));
}

/** The catalogue's sentences have no full stop. */
export const sentence = (text: string): string => (/[.!?:)]$/.test(text) ? text : `${text}.`);
