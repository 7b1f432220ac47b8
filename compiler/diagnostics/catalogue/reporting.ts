/** FS8xxx: reporting. */
import type { Entries } from "./entry.ts";

export const reportingEntries: Entries = {
  FS8101: {
    title: "A figure or table could not be drawn",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: "`{address}` could not be drawn: {why}",
    help: [
      "compile again with `--verbose` and report what it prints",
      "leave the figure out with `show: none` on its block to have the rest of the report",
    ],
  },
  FS8102: {
    title: "A value is not among the results",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: 'block `{block}` finished without a value `{path}`; the report says "not available" in its place',
    help: [
      "look up in report.json under results which values the block gave",
      "name one number, text or interval, not a group of them",
    ],
  },
  FS8103: {
    title: "An image is left out",
    severity: "note",
    stage: "reporting",
    exit: 8,
    sentence: "the image `{url}` does not reach the report; its description stands in its place",
    help: ["show a figure of a block with a `figure` block", "or say in words what the image shows"],
  },
  FS8201: {
    title: "No browser could be started to print the PDF",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: "no browser could be started to print the PDF ({reasons}); the report as a web page is whole",
    help: [
      "install Chromium (`apt install chromium` on Debian and Ubuntu) or Google Chrome, or name one: `FOODSPEC_BROWSER=/path/to/chrome`",
      "on Linux `npm install --include=optional` in the folder of foodspec brings one along",
      "`foodspec doctor` says what was tried; outside regulatory mode, which always prints, the run ends well without `--pdf`",
    ],
  },
  FS8202: {
    title: "The browser named in FOODSPEC_BROWSER was not used",
    severity: "warning",
    stage: "reporting",
    exit: 8,
    sentence: "the browser named in FOODSPEC_BROWSER was not used ({reason}); the PDF was printed by {browser}",
    help: ["name the program of a Chromium or Chrome from version 131 on, or unset FOODSPEC_BROWSER"],
  },
  FS8203: {
    title: "The PDF could not be printed",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: "{browser} could not print the PDF: {why}; the report as a web page is whole",
    help: [
      "compile again: all blocks are reused, only printing is repeated",
      "name another browser in FOODSPEC_BROWSER; `foodspec doctor` tries the one that was found",
    ],
  },
  FS8204: {
    title: "The PDF lacks letters that no font on this machine has",
    severity: "warning",
    stage: "reporting",
    exit: 8,
    sentence: "the PDF shows □ for letters that no font on this machine has, as in {places|and}; the web page has them",
    help: [
      "install a font that has them (Debian and Ubuntu: `apt install fonts-noto-core fonts-noto-cjk`) and compile again",
      "or write these words with letters of the Latin or Greek alphabet",
    ],
  },
  FS8301: {
    title: "A report does not come to rest",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: "{what} does not come to rest: made {times} times, it had something new to say each time, at last {last}",
    help: [
      "this is not your fault: please report it with the document and the output of `foodspec doctor`",
      "the numbers of the run are not touched by it: they stand in its artifacts",
    ],
    errorType: "InternalError",
  },
};
