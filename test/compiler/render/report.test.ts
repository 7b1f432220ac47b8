/** The HTML report: its policy, its parts, its numbers, for readers and for screen readers. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { drawFigures } from "../../../compiler/render/figures.ts";
import { render } from "../../../compiler/render/render.ts";
import { reportOf } from "../../../compiler/render/report.ts";
import { reportSchema } from "../../../compiler/render/report-json.ts";
import type { Run } from "../../../compiler/run/types.ts";
import {
  assets,
  blocksOf,
  circumstances,
  digest,
  drawers,
  protocolOf,
  run,
  table,
  viewOf,
  warning,
} from "./fixture.ts";

async function rendered(of: Run, when: typeof circumstances | null = null) {
  const figures = await drawFigures(of, drawers);
  const { files, findings } = await render(reportOf(of, figures, when), assets);
  return { figures, html: files["report/index.html"], md: files["report.md"], json: files["report.json"], findings };
}
let report: Awaited<ReturnType<typeof rendered>>;
beforeAll(async () => {
  report = await rendered(run());
});

/** The page without its style and its one script. */
const bare = (html: string): string => html.replace(/<style>[\s\S]*?<\/style>\n<script>[\s\S]*?<\/script>/, "");
const tags = (html: string): string[] => bare(html).match(/<[a-zA-Z][^>]*>/g) ?? [];
const text = (html: string): string =>
  bare(html)
    .replace(/<[^>]*>/g, "")
    .replaceAll("\u00a0", " ");

describe("the report's policy", () => {
  it("lets in nothing but the one style element and the one script, by their digests", () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(report.html)?.[1] ?? "";
    const script = /<script>([\s\S]*?)<\/script>/.exec(report.html)?.[1] ?? "";
    expect(script.length).toBeGreaterThan(1000);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(report.html)?.[1] ?? "";
    expect(style.length).toBeGreaterThan(1000);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(policy).toContain(`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    expect(report.html.match(/<script/g)).toHaveLength(1);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(report.html.match(/<style/g)).toHaveLength(1);
  });
  it("is not broken by its own markup: no style attributes, handlers, scripts or loaded things", () => {
    for (const tag of tags(report.html)) {
      expect(tag).not.toMatch(/\s(?:style|on[a-z]+|src|srcset|xlink:href|action)=/i);
      expect(tag).not.toMatch(/^<(?:script|link|iframe|object|embed|img|image|base|form|use|foreignObject)\b/i);
    }
    expect(tags(report.html).length).toBeGreaterThan(300);
  });
  it("stays in force in every figure file", () => {
    const svgs = Object.entries(report.figures.files).filter(([path]) => path.endsWith(".svg"));
    expect(svgs).toHaveLength(6);
    for (const [, svg] of svgs)
      expect(svg).not.toMatch(/\s(?:style|href|on[a-z]+)=|<(?:image|script|style|a)\b|NaN|undefined/);
  });
});

describe("what is written twice", () => {
  it("is the same, byte for byte", async () => {
    const again = await rendered(run());
    expect(again.html).toBe(report.html);
    expect(again.md).toBe(report.md);
    expect(again.json).toBe(report.json);
    expect(again.figures.files).toEqual(report.figures.files);
  });
  it("does not depend on circumstances where these are left out", async () => {
    const base = run();
    const other = {
      ...base,
      blocks: base.blocks.map((block) => ({
        ...block,
        execution: block.execution === "ran" ? ("reused" as const) : block.execution,
        durationSeconds: 9,
      })),
    };
    expect((await rendered(other)).html).toBe(report.html);
    expect((await rendered(other)).json).toBe(report.json);
    expect(report.html).not.toContain("2025-01-01");
  });
  it("tells clock, machine and reuse in one folded part otherwise", async () => {
    const { html, json } = await rendered(run(), circumstances);
    const folded = /<details class="circumstances">([\s\S]*?)<\/details>/.exec(html)?.[1] ?? "";
    for (const word of ["2025-01-01T12:00:00.000Z", "20.20.2", "linux", "ran"]) expect(folded).toContain(word);
    expect(html.replace(/<details class="circumstances">[\s\S]*?<\/details>/, "")).not.toContain("2025-01-01");
    expect(reportSchema.parse(JSON.parse(json)).circumstances?.executions.plsda).toBe("ran");
  });
});

describe("numbers and figures", () => {
  it("are counted in the order of the document", () => {
    const labels = [...report.html.matchAll(/<span class="label">(\w+ \d+)\. <\/span>/g)].map(([, label]) => label);
    expect(labels).toEqual(["Figure 1", "Figure 2", "Figure 3", "Figure 4", "Figure 5", "Table 1", "Figure 6"]);
  });
  it("are referred to by number, with and without words", () => {
    expect(report.html).toContain('<a href="#plsda.confusion">the confusion matrix (Figure 6)</a>');
    expect(report.html).toContain('<a href="#plsda.metrics">Table 1</a>');
  });
  it("stand once: where a figure block shows one, not under its own block as well", () => {
    expect(report.html.match(/id="plsda\.confusion"/g)).toHaveLength(1);
    expect(report.html.indexOf('id="matrix"')).toBeLessThan(report.html.indexOf('id="plsda.confusion"'));
    expect(report.html).toContain("Most errors are fat samples taken for lean ones.");
  });
  it("never share an id with one another or with anything else", () => {
    const ids = [...report.html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of report.html.matchAll(/\s(?:href="#|aria-labelledby="|clip-path="url\(#)([^")]*)/g))
      expect(ids).toContain(target === "report" ? "report" : target);
  });
  it("fill the prose, tables and headings", () => {
    const plain = text(report.html);
    expect(plain).toContain("right for 98.3 % of unseen samples (95 % CI 89.1 % to 94.0 %)");
    expect(plain).toContain("Bias was −0.31");
    expect(plain).toContain("1.2 × 10⁻⁵");
    expect(plain).toContain("Accuracy 98.3 % by class");
    expect(report.html).toMatch(/<td[^>]*><data class="value"[^>]*>0\.954<\/data><\/td>/);
  });
  it("carry their origin and what was rounded away", () => {
    expect(report.html).toContain(
      'value="0.9538" data-artifact="report.json" data-pointer="/results/plsda/values/by_class/over 20 %/recall" data-rounding=".3f"',
    );
    const results = reportSchema.parse(JSON.parse(report.json)).results;
    expect(
      (results.plsda.values as { by_class: { [name: string]: { recall: number } } }).by_class["over 20 %"].recall,
    ).toBe(0.9538);
    expect(report.html).toContain('data-artifact="model/metrics.json" data-pointer="/pooled/accuracy"');
  });
  it("say why there are none", () => {
    expect(report.html).toMatch(/not available<sup><a href="#note:1"/);
    expect(report.html).toMatch(/<li id="note:1">Class <code>over 20 %<\/code> has 20 samples; 25 are needed\.<\/li>/);
    expect(text(report.html)).toContain("ROC curve: not available. There is no positive class.");
    expect(report.html.match(/25 are needed/g)).toHaveLength(2);
  });
  it("stand in metadata.json with number, words and digest", () => {
    const metadata = JSON.parse(report.figures.files["figures/metadata.json"]);
    expect(metadata.figures.map(({ label }: { label: string }) => label)).toEqual([
      "Figure 1",
      "Figure 2",
      "Figure 3",
      "Figure 4",
      "Figure 5",
      "Figure 6",
    ]);
    const last = metadata.figures[5];
    expect(last).toMatchObject({
      address: "plsda.confusion",
      block: "plsda",
      under: "matrix",
      file: "figures/plsda.confusion.svg",
    });
    expect(last.digest).toBe(`sha256:${createHash("sha256").update(report.figures.files[last.file]).digest("hex")}`);
  });
  it("come where nothing places them only if their view says so, or somebody refers to them", async () => {
    const written = "[](#plsda.hidden)\n\n```foodspec model #plsda\n```\n";
    const protocol = protocolOf(written, {});
    const blocks = blocksOf(protocol).map((block) => ({
      ...block,
      views: { hidden: viewOf("hidden", table, false), other: viewOf("other", table, false) },
    }));
    const { html } = await rendered(run({ text: written, blocks }));
    expect(html).toContain('<a href="#plsda.hidden">Table 1</a>');
    const folded = /<details class="more">[\s\S]*?<\/details>/.exec(html)?.[0] ?? "";
    expect(folded).toContain("More diagnostics (1)");
    expect(folded).toContain('id="plsda.other"');
    expect(folded).toContain("Table S1. ");
    expect(html.match(/id="plsda\.other"/g)).toHaveLength(1);
  });
  it.each([
    ["all", {}, ["Table 1", "Table 2"]],
    ["none", {}, []],
    ["default", { show: "other" }, ["Table 1", "Table S1"]],
    ["default", { show: "none" }, []],
    ["none", { show: "all" }, ["Table 1", "Table 2"]],
    ["all", { show: ["plsda.first"] }, ["Table 1", "Table S1"]],
  ])("stand or are folded as `exhibits: %s` and the block's %o say", async (exhibits, presentation, labels) => {
    const protocol = protocolOf("```foodspec model #plsda\n```\n", { report: { exhibits } });
    const blocks = blocksOf(protocol).map((one) => ({
      ...one,
      block: { ...one.block, presentation },
      views: { first: viewOf("first", table, true), other: viewOf("other", table, false) },
    }));
    const made = await rendered(run({ text: protocol.text, frontMatter: { report: { exhibits } }, blocks }));
    const found = [...made.html.matchAll(/<span class="label">(Table S?\d+)\. </g)].map(([, label]) => label);
    expect(found).toEqual(labels);
    const told = reportSchema.parse(JSON.parse(made.json)).exhibits;
    expect(told.map(({ label, folded }) => [label, folded])).toEqual(labels.map((one) => [one, one.includes("S")]));
  });
});

describe("a reader who cannot see", () => {
  it("gets a language, one title, and headings that skip no level", () => {
    expect(report.html).toContain('<html lang="en">');
    const levels = [...report.html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    }, 0);
  });
  it("gets every drawing in words", () => {
    const drawings = report.html.match(/<div class="drawing/g) ?? [];
    const described = report.html.match(/role="img" aria-label="[^"]+, in words"><svg /g) ?? [];
    expect(drawings).toHaveLength(6);
    expect(described).toHaveLength(6);
  });
  it("gets headers and a caption with every table of ours", () => {
    const tables = report.html.match(/<table[ >][\s\S]*?<\/table>/g) ?? [];
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const one of tables) expect(one).toMatch(/<th[^>]* scope="col"/);
    const isNamed = (one: string): boolean => {
      const words = /^<table aria-labelledby="([^"]+)"/.exec(one)?.[1];
      return one.includes("<caption>") || (words !== undefined && report.html.includes(`<figcaption id="${words}">`));
    };
    // All but the author's own.
    expect(tables.filter((one) => !isNamed(one))).toHaveLength(1);
  });
  it("reads the end of every block in words where it is not simply well", () => {
    const plain = text(report.html);
    expect(plain).toMatch(/Data\s*▲ warning/);
    expect(plain).not.toMatch(/Model\s*✓ ok/);
    expect(plain).toMatch(/Trust\s*– not applicable/);
  });
  it("finds decimal points under one another and columns of numbers flush right", () => {
    expect(report.html).toContain(">0.970</td>");
    expect(report.html).toContain(">−1.000</td>");
    expect(report.html).toMatch(/<td class="number" data-head="[^"]+">0.952 to 0.997<\/td>/);
  });
});

describe("what a report says of itself", () => {
  it("is for research only in research mode", () => {
    expect(text(report.html)).toContain(
      "This report is for research use only. Not for regulatory or clinical decisions.",
    );
    expect(text(report.html)).toContain(
      "Generated by FoodSpec 0.1.0 from protocol 'Lean or not? Minced meat by NIR' 1.2.0.",
    );
  });
  it("does not say so in regulatory mode", async () => {
    const { html } = await rendered(run({ frontMatter: { mode: "regulatory" } }));
    expect(text(html)).not.toContain("research use only");
    expect(text(html)).toContain("Regulatory claims need all quality gates passed");
  });
  it("names uncertainty figures only where trust finished", async () => {
    expect(text(report.html)).not.toContain("are accompanied by");
    const base = run();
    const blocks = base.blocks.map((block) =>
      block.block.id === "trust"
        ? { ...block, result: "ok" as const, reason: null, results: { coverage: 0.92 } }
        : block,
    );
    expect(text((await rendered(run({ blocks }))).html)).toContain(
      "accompanied by calibrated probabilities and conformal prediction sets.",
    );
  });
  it("gives the fingerprint of every input and the whole content digest", () => {
    expect(text(report.html)).toContain(digest(2).slice("sha256:".length));
    expect(text(report.html)).toContain(digest(1).slice("sha256:".length));
  });
  it("begins with the errors and the ways out where the run failed", async () => {
    const error = { ...warning, severity: "error" as const, code: "FS7001", message: "the gate `model` failed" };
    const { html, md } = await rendered(run({ status: "failed", findings: [error] }));
    expect(html).toContain("<title>Failed: Lean or not? Minced meat by NIR</title>");
    expect(html.indexOf("FS7001")).toBeLessThan(html.indexOf("<main"));
    expect(text(html.slice(0, html.indexOf("<main")))).toContain("Drop the copies with duplicates: drop.");
    expect(md).toMatch(/^# Failed: Lean or not\?/);
    const regulatory = await rendered(
      run({ status: "failed", findings: [error], frontMatter: { mode: "regulatory" } }),
    );
    expect(regulatory.html).toContain("<title>NOT APPROVED: Lean or not? Minced meat by NIR</title>");
  });
  it("still shows blocks that never ran, with the reason", async () => {
    const base = run();
    const blocks = base.blocks.map((block) =>
      block.block.id === "plsda"
        ? {
            ...block,
            execution: "blocked" as const,
            result: "na" as const,
            results: null,
            source: null,
            reason: { code: "gate_failed:data_gate", sentence: "the gate `data` failed" },
          }
        : block,
    );
    const { html } = await rendered(run({ blocks, status: "failed" }));
    expect(text(html)).toMatch(/Model\s*⊘ blocked/);
    expect(html).toContain("gate_failed:data_gate");
    expect(text(html)).toContain("the confusion matrix (not available)");
  });
  it("shows blocks the compiler added among the quality gates", async () => {
    const base = run();
    const gate = {
      ...base.blocks[0],
      block: {
        ...base.blocks[0].block,
        kind: { ...base.blocks[0].block.kind, role: "gate" as const },
        id: "data_gate",
        added: "regulatory mode requires a data gate for `data`",
      },
      results: { gate: "data", status: "pass", failed_checks: [], checks: {} },
      views: {},
      findings: [],
    };
    const { html } = await rendered(run({ blocks: [...base.blocks, gate] }));
    expect(html.indexOf('id="data_gate"')).toBeGreaterThan(html.indexOf('id="report:quality"'));
    expect(text(html)).toContain("This block is not in the document");
  });
});

describe("report.json and report.md", () => {
  it("have the structure their readers rely on", () => {
    const parsed = reportSchema.parse(JSON.parse(report.json));
    expect(Object.keys(parsed.results)).toEqual(["data", "prep", "plsda", "matrix", "trust"]);
    expect(parsed.results.trust).toMatchObject({ state: "finished", result: "na", values: null });
    expect(parsed.gates[0]).toMatchObject({ gate: "data", status: "pass" });
    expect(parsed.findings).toHaveLength(1);
    expect(parsed.sections.map(({ title }) => title)).toContain("What is done to a spectrum");
  });
  it("fill the author's Markdown and keep the rest of it", () => {
    expect(report.md).toContain(
      "right for 98.3 % of unseen samples (95 % CI 89.1 % to 94.0 %); see\nthe confusion matrix (Figure 6) and Table 1."
        .replaceAll(" %", "\u00a0%")
        .replace("95\u00a0% CI", "95 % CI"),
    );
    expect(report.md).toContain("![confusion matrix, in words](figures/plsda.confusion.svg)");
    expect(report.md).toContain("| accuracy | 0.983 | 0.952 to 0.997 | 178 |");
    expect(report.md).toContain("[^1]: 850 to 1050 nm, 100 points.");
    expect(report.md).not.toContain("```foodspec");
  });
});
