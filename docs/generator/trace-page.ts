/** The trace matrix: what is promised of a result's worth, requirement by requirement, and which tests show it, by their names. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { page, table } from "./markdown.ts";

type Shown = readonly [file: string, ...names: string[]];
interface Requirement {
  readonly id: string;
  readonly says: string;
  readonly tests: readonly Shown[];
}

const store = "test/compiler/store/open-store.test.ts";
const register = "test/compiler/compile/register.test.ts";
const attacks = "test/compiler/seal/attacks.test.ts";
const archive = "test/compiler/seal/archive.test.ts";
const printed = "test/compiler/print/regulatory-pdf.test.ts";
const signing = "test/slow/sign.slow.ts";
const judges = "test/slow/judges.slow.ts";

/** A test is named by the beginning of its name. */
const requirements: readonly Requirement[] = [
  {
    id: "S1",
    says: "a stored result is reused only with a key's word for it",
    tests: [
      [store, "is computed afresh where its numbers were forged", "is computed afresh by somebody with another key"],
    ],
  },
  {
    id: "S1",
    says: "the key of the store is its owner's alone",
    tests: [
      ["test/compiler/store/state.test.ts", "is made at its first use, of 32 random bytes"],
      [store, "is not touched where others may read the key"],
    ],
  },
  {
    id: "S2",
    says: "a run with a changed file or number is not verified",
    tests: [
      ["test/compiler/verify/verify.test.ts"],
      ["test/compiler/verify/bit-flips.test.ts"],
      ["test/compiler/verify/forged.test.ts"],
    ],
  },
  {
    id: "S2",
    says: "a run is made again from itself, and compared",
    tests: [
      [
        "test/compiler/compile/rerun.test.ts",
        "comes out again, block by block",
        "a run that was forged so that all its rows agree",
      ],
    ],
  },
  {
    id: "S2",
    says: "a second verifier, written for itself, finds the same",
    tests: [["test/verify-py/verify-py.test.ts"], ["test/verify-py/codes.test.ts"]],
  },
  {
    id: "S3",
    says: "what was left out is told, and a version stands for one content",
    tests: [
      [
        "test/compiler/compile/versions.test.ts",
        "a version with which a regulatory run ended with 0",
        "what differs from the regulatory run before",
      ],
    ],
  },
  {
    id: "S4",
    says: "each run of a protocol is entered, failed and cancelled ones too",
    tests: [[register, "of regulatory mode makes the register", "that was cancelled is entered as that"]],
  },
  {
    id: "S4",
    says: "a register with a gap is refused",
    tests: [["test/compiler/verify/register.test.ts", "is refused where an older line is gone, or was changed"]],
  },
  {
    id: "S4",
    says: "criteria are frozen before anybody has seen a result",
    tests: [
      [
        "test/compiler/compile/freeze.test.ts",
        "makes the register, and needs no data",
        "is told of a run: before the first",
      ],
    ],
  },
  {
    id: "S4",
    says: "a time stamp over frozen criteria is over their line, by whom the auditor trusts",
    tests: [
      [
        "test/compiler/compile/freeze-stamp.test.ts",
        "are not frozen where the authority fails",
        "stand in the register with a token that openssl finds",
        "are told so by the report, and by verify",
        "are refused with %s",
      ],
    ],
  },
  {
    id: "S5",
    says: "nothing is read beyond its limit",
    tests: [
      ["test/hostile/files.test.ts", "is not read beyond its limit"],
      ["test/compiler/verify/limits.test.ts", "may hold %s of %i bytes and no more"],
    ],
  },
  {
    id: "S6",
    says: "names may be any text, and alike names are told",
    tests: [["test/hostile/names.test.ts"], ["test/hostile/files.test.ts", "names that look alike"]],
  },
  {
    id: "S7",
    says: "locks are taken over from nobody who lives, and signals are heard",
    tests: [
      ["test/compiler/store/lock.test.ts", "of a process that is gone is taken over", "that is touched is waited for"],
      ["test/compiler/cli/ends.test.ts", "%s is heard while a lock is waited for"],
    ],
  },
  {
    id: "S7",
    says: "a disk that is full leaves what was whole",
    tests: [["test/compiler/cli/disk.test.ts", "for the store ends with exit code 9"]],
  },
  {
    id: "S8",
    says: "a run names the program that made it",
    tests: [
      [
        "test/compiler/compile/package-files.test.ts",
        "is over the digest of each file of dist",
        "is another where one line of one file is",
      ],
    ],
  },
  {
    id: "S9",
    says: "only what was made again is signed, by whom it may be",
    tests: [[signing, "of a run that does not come out again", "with a certificate that has expired", "out of order"]],
  },
  { id: "S9", says: "a passphrase is in no file", tests: [[signing, "keeps the passphrase in no file"]] },
  {
    id: "S9",
    says: "a time stamp is checked before it is kept",
    tests: [
      [
        "test/compiler/seal/time-stamp.test.ts",
        "is not had of an authority that fails",
        "is not the answer to another query",
      ],
    ],
  },
  {
    id: "S9",
    says: "who is stopped leaves a whole seal, and two who sign at once are both in",
    tests: [
      ["test/compiler/seal/put-seal.test.ts", "is whole, or the seal before it is, wherever its signer is stopped"],
      ["test/slow/sign-kills.slow.ts", "leaves no seal or a whole one, and who comes next signs"],
      [signing, "wait for one another, and both are in"],
    ],
  },
  {
    id: "S10",
    says: "nothing is appended, cut off, dropped, exchanged or transplanted",
    tests: [
      [
        attacks,
        "bytes after the last signature",
        "the file cut after the second of three signatures",
        "the approver's dropped",
        "two exchanged in the PDF",
        "one transplanted from another report",
        "a seal set back everywhere",
      ],
    ],
  },
  {
    id: "S10",
    says: "between two signatures nothing changes but them",
    tests: [[attacks, "attack: a later revision that the next signer signs"]],
  },
  {
    id: "S10",
    says: "nothing is prepared to be shown later",
    tests: [[attacks, "attack: shadow content prepared before anybody signs", "an earlier state that is painted over"]],
  },
  {
    id: "S10",
    says: "people are who they say, once, in their roles",
    tests: [
      [
        attacks,
        "a self-issued certificate with the approver's name",
        "the author as approver, with another key",
        "two signatures by one key under two names",
        "roles out of order",
      ],
      [signing, "refuse who was revoked", "must not lie in the run"],
    ],
  },
  {
    id: "S10",
    says: "a time is an authority's, or is called the signer's",
    tests: [
      [
        attacks,
        "a certificate that had expired at the stated time",
        "a clock set back, without a time stamp",
        "a token of another signature",
      ],
    ],
  },
  {
    id: "S10",
    says: "envelopes are of this run and of their signers",
    tests: [
      [
        attacks,
        "of another run",
        "a payload type changed",
        "a keyid that is not the certificate's",
        "two signatures in one envelope",
        "%s changed, and the manifest with them",
      ],
    ],
  },
  {
    id: "S11",
    says: "the same run gives the same archive, which strangers' tools read",
    tests: [
      [
        archive,
        "is told by its digest, and is the same again",
        "unzip and sha256sum find every entry as listed",
        "verifies, and is run again from itself alone",
      ],
      ["test/slow/archive.slow.ts", "is checked by its README alone"],
      [
        "test/slow/ten-archives.slow.ts",
        "are told apart by README.txt alone",
        "would hide %s, which only FoodSpec finds",
      ],
      ["test/slow/archive-flips.slow.ts", "is refused with any bit turned over", "is refused with any bit of the run"],
    ],
  },
  {
    id: "S11",
    says: "an archive that two readers could see differently is refused",
    tests: [[archive, "an archive is refused"]],
  },
  {
    id: "S12",
    says: "the approval is a form, and each page says how many have signed",
    tests: [
      [printed, "has a signature field in each row of the approval"],
      ["test/compiler/print/pdf-form.test.ts", "has a signature field for each who is to sign"],
    ],
  },
  {
    id: "S12",
    says: "a PDF has what PDF/A-3 asks of its parts, and claims no standard",
    tests: [[printed, "holds what PDF/A-3 asks of its parts"]],
  },
  {
    id: "S12",
    says: "judges of others find signed reports sound",
    tests: [
      [
        judges,
        "is sound to pyHanko",
        "is sound to pdfsig",
        "is trusted by pdfsig where it knows the authority",
        "is a whole PDF to qpdf",
        "shows its signatures and their number on every page to pdf.js",
        "is three CMS and three time stamps to openssl",
      ],
    ],
  },
  {
    id: "S13",
    says: "known numbers are computed where the program is installed",
    tests: [["test/compiler/cli/self-test.test.ts", "comes to the numbers of numpy, scipy and scikit-learn"]],
  },
  {
    id: "S13",
    says: "all parts of the program are listed with licence and digest",
    tests: [["test/structure/third-party.test.ts"], [judges, "is a list of parts as CycloneDX 1.6 has them"]],
  },
  {
    id: "S13",
    says: "rules are gone through clause by clause",
    tests: [["test/docs/clauses.test.ts", "shows %s by what there is, or says that it is procedural"]],
  },
];

/** What somebody may do to a signed report, its archive, or the anchors of who verifies it. */
const refused: readonly (readonly [attack: string, ...tests: Shown[]])[] = [
  ["bytes behind the last signature", [attacks, "bytes after the last signature"]],
  ["the file cut after the second of three signatures", [attacks, "the file cut after the second of three signatures"]],
  ["a whole seal set back to fewer signatures", [attacks, "a seal set back everywhere"]],
  ["the approver's signature dropped", [attacks, "the approver's dropped"]],
  ["two signatures exchanged", [attacks, "two exchanged in the PDF"]],
  ["a signature of another report", [attacks, "one transplanted from another report"]],
  ["the content of a page changed in a later revision", [attacks, "changes the content of a page"]],
  ["an attachment changed in a later revision", [attacks, "changes an attachment"]],
  ["an annotation added in a later revision", [attacks, "lays an annotation over a page"]],
  ["the status changed in a later revision", [attacks, "changes the status"]],
  ["hidden layers prepared before signing", [attacks, "optional content that is hidden", "a picture of a layer"]],
  ["a second page tree prepared before signing", [attacks, "a second page tree", "a page that is in no page tree"]],
  [
    "form fields and notes laid over a page before signing",
    [attacks, "form fields laid over a page", "a note that hides"],
  ],
  [
    "a self-issued certificate with the approver's name",
    [attacks, "a self-issued certificate with the approver's name"],
  ],
  [
    "the author as approver, with another key of the same subject",
    [attacks, "the author as approver, with another key"],
  ],
  ["a certificate that had expired at the stated time", [attacks, "a certificate that had expired at the stated time"]],
  ["a clock set back, without a time stamp: said", [attacks, "a clock set back, without a time stamp"]],
  ["the time stamp of another signature", [attacks, "a token of another signature"]],
  ["an envelope of another run", [attacks, "of another run"]],
  ["another type of payload", [attacks, "a payload type changed"]],
  [
    "two signatures by one key",
    [attacks, "two signatures by one key under two names", "two signatures in one envelope"],
  ],
  ["a keyid that is not the certificate's", [attacks, "a keyid that is not the certificate's"]],
  [
    "predictions, metrics or the place in the register changed, and the manifest with them",
    [attacks, "%s changed, and the manifest with them"],
  ],
  ["a line of the register changed", [archive, "with a line of its register changed"]],
  ["a line of the audit trail changed", [attacks, "an audit line changed"], [signing, "a line of the audit changed"]],
  ["an archive that leads out of itself", [archive, "with an entry outside", "with an absolute entry"]],
  ["an archive with links", [archive, "with a link"]],
  ["an archive with an entry twice", [archive, "with an entry twice"]],
  ["an archive with a compressed entry, or a bomb", [archive, "with a compressed entry", "with a bomb"]],
  ["anchors inside the run", [signing, "must not lie in the run"]],
];

/** @throws Error of a test that is named and is not there */
function shown(root: string, tests: readonly Shown[]): string {
  const all = tests.map(([file, ...names]) => {
    const text = readFileSync(join(root, file), "utf8");
    const written = [...text.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)].map(([, name]) => name);
    const found = names.map((name) => {
      const whole = written.find((one) => one.startsWith(name));
      if (whole === undefined)
        throw new Error(`${file} has no test that begins with "${name}": docs/generator/trace-page.ts names it`);
      return whole;
    });
    return `[${file}](../../${file})${found.length === 0 ? "" : `: ${found.join("; ")}`}`;
  });
  return all.join("<br>");
}

/** @throws Error of a test that is named and is not there */
export function tracePage(root: string): string {
  const rows = requirements.map(({ id, says, tests }) => [id, says, shown(root, tests)]);
  return page(
    "Trace matrix",
    "What is promised of a result's worth, and the tests that show it, by file and name. A test that is renamed is missed here, and a row has one at least.",
    table(["part", "promise", "tests"], rows),
    "## What is refused\n\nWhat somebody may do to a signed report, its archive, or the anchors of who verifies it, each with the test in which it is done.",
    table(
      ["attack", "tests"],
      refused.map(([attack, ...tests]) => [attack, shown(root, tests)]),
    ),
    "Parts: S1 store, S2 verification, S3 selection, S4 register, S5 limits, S6 names, S7 locks and disks, S8 program, S9 signing, S10 what is refused of a seal, S11 archive, S12 the PDF, S13 evidence.",
  );
}
