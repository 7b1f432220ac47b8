/** Findings on paper and on the page: each told once, and what to do about several of one sort once. */
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { findingsList } from "../../../compiler/render/findings-list.ts";
import { toHtml } from "../../../compiler/render/hast.ts";
import { otherFindings } from "../../../compiler/render/print-deviations.ts";
import type { Report } from "../../../compiler/render/report.ts";

const finding = (message: string, severity: Finding["severity"], help = "Look at it"): Finding =>
  ({ code: "FS5309", severity, message, help: [help], position: null, block: null }) as unknown as Finding;
const text = (findings: readonly Finding[], status: Report["status"] = "success") =>
  toHtml(otherFindings({ findings, status } as unknown as Report).filter((one) => one !== null) as never).replace(
    /<[^>]*>/g,
    " ",
  );

describe("the findings at the end of a printed report", () => {
  it("leave out what the first pages tell, and say so", () => {
    const said = text([finding("far off", "warning"), finding("copies left out", "note"), finding("broken", "error")]);
    expect(said).toContain("Errors and warnings stand on the first pages, with what to do.");
    expect(said).toContain("Copies left out.");
    expect(said).not.toMatch(/Far off|Broken/);
    expect(text([finding("broken", "error")], "failed")).not.toContain("Broken");
  });

  it("are all there where the first pages tell none", () => {
    expect(text([finding("copies left out", "note")])).not.toContain("first pages");
    expect(text([])).toContain("None.");
  });
});

describe("a list of findings", () => {
  const lines = (findings: readonly Finding[]) =>
    [...toHtml([findingsList(findings, true)]).matchAll(/Look at it/g)].length;

  it("says what to do about neighbours of one sort once, below the last of them", () => {
    const html = toHtml([findingsList([finding("one", "note"), finding("two", "note")], true)]);
    expect(html.match(/Look at it/g)).toHaveLength(1);
    expect(html.indexOf("Look at it")).toBeGreaterThan(html.indexOf("Two"));
  });

  it("says it of each where another stands between, or what to do differs", () => {
    expect(lines([finding("one", "note"), finding("two", "warning")])).toBe(2);
    expect(lines([finding("one", "note"), finding("two", "note", "Look at it twice")])).toBe(2);
  });
});
