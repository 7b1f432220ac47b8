/** FS97xx: signatures and what they are over. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "artifact", 9);
const warning = entryMaker("warning", "artifact", 9);

export const sealEntries: Entries = {
  FS9701: wrong("Run that cannot be signed", "nothing was signed: {problem|plain}", [
    "sign a run that ended with 0 and holds its printed report: `foodspec compile PROTOCOL --pdf`",
  ]),
  FS9702: wrong(
    "Run that does not verify is not signed",
    "nothing was signed: the run `{run}` is not what it says it is, or does not come out of its protocol and inputs again",
    [
      "read what was found above; `foodspec verify {run} --rerun` says it again",
      "compile the document again and sign the new run",
    ],
  ),
  FS9703: wrong("Key that does not sign", "nothing was signed: `{file}` cannot be used, for {problem|plain}", [
    "use a key of your own: `foodspec keys new`, or one of your authority",
  ]),
  FS9704: wrong("Signature that is not asked for", "nothing was signed as {role}: {problem|plain}", [
    "`signatures` in the front matter says who signs: authors first, approvers last, each person once",
  ]),
  FS9705: wrong("No time stamp", "nothing was {what|plain}: {url} gave no time stamp: {problem|plain}", [
    "try again, name another time-stamping authority, or leave out `--tsa` and FOODSPEC_TSA: then the time is only stated",
  ]),
  FS9706: warning(
    "Register does not tell of it",
    "the register of the document is not to be found from the run, so that it does not tell that the run was {event|plain}",
    ["work where the run stands below its document, and commit the register"],
  ),
  FS9707: wrong("Anchors cannot be used", "`{folder}` {problem|plain}", [
    "put the certificates you trust there as *.pem, lists of revoked ones as *.crl, and who may sign as what into signers.yaml",
  ]),
  FS9710: wrong("Signatures are not whole", "`{path}` {problem|plain}", [
    "do not rely on these signatures: something was cut off, dropped or put behind them; ask who signed for the run as it was kept",
  ]),
  FS9711: wrong("Signature of something else", "`{path}` {problem|plain}", [
    "do not rely on these signatures: they are not over what stands here; ask who signed for the run as it was kept",
  ]),
  FS9712: wrong("Signer is not trusted", "`{path}` {problem|plain}", [
    "ask who signed; whom you trust, and as what, is for your folder of anchors to say, never for the run",
  ]),
  FS9713: wrong("Time stamp does not hold", "`{path}` {problem|plain}", [
    "do not rely on the time: its stamp is of something else, or of nobody you trust (tsa/*.pem of the anchors)",
  ]),
  FS9714: wrong("PDF was changed between signatures", "`{path}` {problem|plain}", [
    "do not rely on this PDF: a signature adds itself and nothing else; ask who signed for the run as it was kept",
    "another version of FoodSpec may have written it (`foodspec_version` in manifest.json): verify with that one",
  ]),
};
