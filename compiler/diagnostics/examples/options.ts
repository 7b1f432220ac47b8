/** Examples of FS21xx: options of blocks, and what stands in them. */
import type { Examples } from "./example.ts";
import { bare, estimator, field, more, steps, target } from "./lines.ts";

export const optionExamples: Examples = {
  FS2101: bare("range: [850, 1050]", "range: 850-1050"),
  FS2102: field("seed: -1", "seed: 1"),
  FS2103: bare("unit: nm", "unit: cm"),
  FS2104: bare("input: meat\n", "", "input: meat\n"),
  FS2105: bare("range: [850, 1050]", "range: [850]"),
  FS2106: field("params: {1st: 2}", "params: {first: 2}"),
  FS2107: bare(target, "taget: fat"),
  FS2108: bare("  - snv", "  - svn"),
  FS2109: bare("  - snv", "  - {snv: {}, detrend: {}}", "  - snv\n  - detrend"),
  FS2110: bare(steps, "  - savgol: {window: 10, order: 2, deriv: 1}"),
  FS2111: bare(
    estimator,
    "estimator: {pls-regression: {components: = params.lv}}",
    "estimator: {pls-regression: {components: 6}}",
  ),
  FS2112: bare(target, "target: = fat + water"),
  FS2113: bare(
    estimator,
    "estimator: {pls-regression: {components: many}}",
    "estimator: {pls-regression: {components: 6}}",
  ),
  FS2114: bare("steps:", "from: dta\nsteps:", "from: data\nsteps:"),
  FS2115: bare("  - snv", "  - crop", "  - crop: [860, 1040]"),
  FS2116: bare("input: meat\n", "input: maet\n", "input: meat\n"),
  FS2351: more(
    "label: {from: fat, cut: [15, 25], names: [lean, fat]}",
    "label: {from: fat, cut: [15, 25], names: [lean, medium, fat]}",
  ),
  FS2352: more(
    "label: {from: fat, cut: [25, 15], names: [lean, medium, fat]}",
    "label: {from: fat, cut: [15, 25], names: [lean, medium, fat]}",
  ),
  FS2353: more(
    "label: {from: fat, cut: [15], names: [lean, lean]}",
    "label: {from: fat, cut: [15], names: [lean, fat]}",
  ),
  FS2354: more(
    "label: {from: fat, cut: [15], names: [lean, fat]}\npositive: fatty",
    "label: {from: fat, cut: [15], names: [lean, fat]}\npositive: fat",
  ),
  FS2355: more("positive: fat", "label: fat_label\npositive: fat"),
  FS2356: more("test: {column: fold}", "test: {column: fold, is: f01}"),
  FS2357: more("test: {input: meat}", "test: {column: fold, is: f01}"),
  FS2358: bare(`${target}\n`, "", `${target}\n`),
  FS2359: bare("range: [850, 1050]", "range: [1050, 850]"),
  FS2360: more(
    "layout: {long: {axis: nm, value: absorbance}}",
    "layout: {long: {axis: nm, value: absorbance}}\nid: sample_id",
  ),
  FS2361: more('delimiter: ","\ndecimal: ","', 'delimiter: ";"\ndecimal: ","'),
  FS2363: more(
    "design: {accept: [{check: upstream, column: lot, reason: one lot a day}]}",
    "design: {accept: [{check: confounding, column: lot, reason: one lot a day}]}",
  ),
  FS2364: more("replicates: none", "group: lot"),
  FS2365: more("header: {skip: 3, after: Data}", "header: {after: Data}"),
  FS2366: more("join: {meat: {by: sample}}", "group: lot"),
  FS2367: more("predict: {column: fold}", "predict: {column: fold, is: f01}"),
  FS2368: more("predict: {input: meat}", "predict: {column: fold, is: f01}"),
  FS2369: bare('target: fat\nunit: "%"', "predict: no-outcome", 'target: fat\nunit: "%"\npredict: no-outcome'),
  FS2370: bare(target, "target: fat\ntargets: [fat, protein]", "targets: [fat, protein]"),
  FS2371: bare(target, 'targets: ["fat %", fat_%]', "targets: [fat, protein]"),
  FS2372: bare(target, "targets: {}", "targets: [fat, protein]"),
  FS2375: more(
    "layout: {lists: {value: spectrum, axis: {from: 850, to: 1050, step: 3}}}",
    "layout: {lists: {value: spectrum, axis: {from: 850, to: 1050, step: 2}}}",
  ),
  FS2376: more("lockbox: {column: fold}", "lockbox: {column: fold, is: f01}"),
  FS2377: more("lockbox: {input: meat}", "lockbox: {column: fold, is: f01}"),
  FS2378: bare(
    'target: fat\nunit: "%"',
    "lockbox: {column: fold, is: f01}",
    'target: fat\nunit: "%"\nlockbox: {column: fold, is: f01}',
  ),
  FS2380: more("join: {chem: {by: sample, ttl: 90d}}", "join: {chem: {by: sample, time: measured, ttl: 90d}}"),
  FS2381: more(
    "join: {chem: {by: sample, time: measured, repeats: mean}}",
    "join: {chem: {by: sample, time: measured}}",
  ),
  FS2401: bare("batch: lot\n", "", "batch: lot\n"),
  FS2402: bare("scheme: lobo", "scheme: {stratified_group_kfold: {folds: 5}}", "scheme: {group_kfold: {folds: 5}}"),
  FS2403: bare("scheme: lobo", "scheme: {walk_forward: {by: month}}"),
  FS2512: more(
    "join: {chem: {by: sample, time: measured, role: outcome, columns: [protein]}}",
    "join: {chem: {by: sample, time: measured, columns: [protein]}}",
  ),
};
