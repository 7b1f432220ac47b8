/** What people are asked to approve of a job: by its mode, its document, what was typed, and its part in a study. */
import { describe, expect, it } from "vitest";
import { approvalsOf, type StudyPart } from "../../../compiler/jobs/approvals.ts";
import { approvalRuleSchema } from "../../../schemas/approval-rule.ts";
import type { Step } from "../../../schemas/approval-words.ts";
import type { Mode } from "../../../schemas/front-matter.ts";

const asked = (mode: Mode, typed: readonly Step[], part: StudyPart | null, hasLockbox = false) =>
  Object.keys(approvalsOf(mode, {}, typed, { part, hasLockbox }));

describe("what a job asks for", () => {
  it.each<readonly [string, Mode, readonly Step[], StudyPart | null, boolean, readonly Step[]]>([
    ["nothing in research mode", "research", [], null, false, []],
    ["plan and release in regulatory mode", "regulatory", [], null, false, ["plan", "release"]],
    ["what was typed beside", "regulatory", ["preview"], null, false, ["plan", "preview", "release"]],
    ["its lockbox in any mode", "research", [], null, true, ["lockbox"]],
    [
      "study and choice of a regulatory study",
      "regulatory",
      [],
      "root",
      false,
      ["study", "plan", "candidates", "release"],
    ],
    ["neither of a study in research mode", "research", [], "root", false, []],
    ["both where they were typed", "research", ["study", "candidates"], "root", false, ["study", "candidates"]],
    [
      "nothing before its report of a listed candidate",
      "regulatory",
      ["protocol", "preview"],
      "listed",
      true,
      ["lockbox", "release"],
    ],
    [
      "what its mode asks of one that somebody added",
      "regulatory",
      ["study", "candidates"],
      "added",
      false,
      ["plan", "release"],
    ],
  ])("is %s", (_, mode, typed, part, hasLockbox, steps) => {
    expect(asked(mode, typed, part, hasLockbox)).toEqual(steps);
  });
  it("is asked of whom the document names, where it names somebody", () => {
    const rule = approvalRuleSchema.parse({ roles: ["reviewer"], count: 2 });
    const all = approvalsOf("regulatory", { lockbox: rule, study: rule }, [], { part: "root", hasLockbox: true });
    expect([all.lockbox, all.study, all.candidates?.roles]).toEqual([rule, rule, ["reviewer", "qa"]]);
  });
});
