/** Examples of FS96xx and FS97xx: the register and signatures. */
import { type Examples, inWords } from "./example.ts";

export const signatureExamples: Examples = {
  FS9601: inWords(
    "The register's file may not be written by this user.",
    "`chmod u+w` on the file that the finding names.",
  ),
  FS9602: inWords("A line in the middle of the register was deleted.", "The register as git or a backup has it."),
  FS9603: inWords(
    "The last lines of the register were deleted: this machine remembers them.",
    "The register as git or a backup has it.",
  ),
  FS9604: inWords(
    "A note was written into the register by hand.",
    "It stands in the document; the register is written by FoodSpec alone.",
  ),
  FS9701: inWords(
    "`foodspec sign runs/latest`, and the run has no PDF.",
    "`foodspec compile protocol.md --pdf`, then the signature.",
  ),
  FS9702: inWords(
    "`foodspec sign runs/latest`, and a file of the run was changed.",
    "The document is compiled again, and that run is read and signed.",
  ),
  FS9703: inWords("The certificate of the key has expired.", "A key whose certificate is valid today."),
  FS9704: inWords(
    "`foodspec sign runs/latest --role reviewer`, and the document asks for an author and an approver.",
    "`foodspec sign runs/latest --role approver`",
  ),
  FS9705: inWords(
    "The server of time stamps does not answer.",
    "The same again later, or the address of another server.",
  ),
  FS9706: inWords(
    "A run folder was moved out of its project and signed there.",
    "It is signed where the project lies, whose register tells of it.",
  ),
  FS9707: inWords(
    "The folder of trusted certificates holds none.",
    "The certificates of those who may sign are put there.",
  ),
  FS9710: inWords("A PDF was cut after it had been signed.", "The PDF as it was archived."),
  FS9711: inWords("The signature of another run lies in this folder.", "The run folder as it was archived."),
  FS9712: inWords(
    "A run is signed with a certificate of one's own making.",
    "The signer's certificate, or its issuer's, is put among the trusted ones, once it was received from them in person.",
  ),
  FS9713: inWords("A time stamp is of other bytes than the signature.", "The PDF as it was archived."),
  FS9714: inWords(
    "A page was added between the first and the second signature.",
    "The document is compiled again, and both sign that.",
  ),
};
