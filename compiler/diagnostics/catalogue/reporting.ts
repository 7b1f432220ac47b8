/** FS8xxx: reporting. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "reporting", 8);
const note = entryMaker("note", "reporting", 8);
const warning = entryMaker("warning", "reporting", 8);
const internal = entryMaker("error", "reporting", 8, "InternalError");

export const reportingEntries: Entries = {
  FS8101: wrong("A figure or table could not be drawn", "`{address}` could not be drawn: {why}", [
    "compile again with `--verbose` and report what it prints",
    "leave the figure out with `show: none` on its block to have the rest of the report",
  ]),
  FS8102: wrong(
    "A value is not among the results",
    'block `{block}` finished without a value `{path}`; the report says "not available" in its place',
    [
      "look up in report.json under results which values the block gave",
      "name one number, text or interval, not a group of them",
    ],
  ),
  FS8201: wrong(
    "No browser could be started to print the PDF",
    "no browser could be started to print the PDF ({reasons}); the report as a web page is whole",
    [
      "install Chromium (`apt install chromium` on Debian and Ubuntu) or Google Chrome, or name one: `FOODSPEC_BROWSER=/path/to/chrome`",
      "on Linux `npm install --include=optional` in the folder of foodspec brings one along",
      "`foodspec doctor` says what was tried; outside regulatory mode, which always prints, the run ends well without `--pdf`",
    ],
  ),
  FS8202: warning(
    "The browser named in FOODSPEC_BROWSER was not used",
    "the browser named in FOODSPEC_BROWSER was not used ({reason}); the PDF was printed by {browser}",
    ["name the program of a Chromium or Chrome from version 131 on, or unset FOODSPEC_BROWSER"],
  ),
  FS8203: wrong(
    "The PDF could not be printed",
    "{browser} could not print the PDF: {why}; the report as a web page is whole",
    [
      "compile again: all blocks are reused, only printing is repeated",
      "name another browser in FOODSPEC_BROWSER; `foodspec doctor` tries the one that was found",
    ],
  ),
  FS8204: warning(
    "The PDF lacks letters that no font on this machine has",
    "the PDF shows □ for letters that no font on this machine has, as in {places|and}; the web page has them",
    [
      "install a font that has them (Debian and Ubuntu: `apt install fonts-noto-core fonts-noto-cjk`) and compile again",
      "or write these words with letters of the Latin or Greek alphabet",
    ],
  ),
  FS8205: note(
    "The browser ran without its sandbox",
    "{browser} printed without its own sandbox, which this machine or user does not let it have; it was given one page, without scripts and without a network",
    [
      "compile as a user who is not the superuser, on a machine that allows user name spaces, where that matters to you",
      "or have the report printed where it does: `browser_sandbox` in the manifest says which it was",
    ],
  ),
  FS8301: internal(
    "A report does not come to rest",
    "{what} does not come to rest: made {times} times, it had something new to say each time, at last {last}",
    [
      "this is not your fault: please report it with the document and the output of `foodspec doctor`",
      "the numbers of the run are not touched by it: they stand in its artifacts",
    ],
  ),
};
