/** Examples of FS0xxx and FS1xxx: what is typed. */
import { type Examples, inWords, typed } from "./example.ts";
import { title } from "./lines.ts";

const locked = `${title}\nallow_cli_override: false`;
const regulatory = `${title}\nmode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}`;

export const commandLineExamples: Examples = {
  FS0001: inWords(
    "FoodSpec meets a state that its own code holds to be impossible, and stops.",
    "`foodspec doctor` is run, and the document is sent with what was printed to those who keep FoodSpec; the command is tried with another version.",
  ),
  FS0002: inWords(
    "A kind of block was added that does not say what it must explain: nothing starts.",
    "Its declaration names lane, role, artifacts and `must_explain`.",
  ),
  FS1001: typed("plan protocol.md --seed 7", "plan protocol.md", title, locked),
  FS1002: typed("plan protocol.md --mode research", "plan protocol.md", title, regulatory),
  FS1003: typed(
    "plan protocol.md --set qc_policy.max_rmsecv=9",
    "plan protocol.md",
    title,
    `${title}\nqc_policy: {max_rmsecv: 3}`,
  ),
  FS1004: typed("plan protocol.md --set sed=7", "plan protocol.md --set seed=7"),
  FS1005: typed("plan protocol.md --set seed..x=7", "plan protocol.md --set seed=7"),
  FS1006: typed("plan protocol.md --seed many", "plan protocol.md --seed 7"),
  FS1007: typed("plan protocol.md --input maet=meats-nir.csv", "plan protocol.md --input meat=meats-nir.csv"),
  FS1008: typed("plan protocol.md --input meats-nir.csv", "plan protocol.md --input meat=meats-nir.csv"),
  FS1009: inWords(
    "`--set params.least=0.5`, and a qc block says `min_accuracy: = params.least`.",
    "The parameter is changed in the document, where the change is reviewed.",
  ),
  FS1010: typed(
    "plan protocol.md --seed 7",
    "plan protocol.md --seed 7 --reason 'the seed of the ring trial'",
    title,
    regulatory,
  ),
  FS1101: typed("check protocol.md --strcit", "check protocol.md --strict"),
  FS1102: typed("chekc protocol.md", "check protocol.md"),
  FS1103: typed("explain snvv", "explain snv"),
  FS1104: typed("check protocol.md --format", "check protocol.md --format json"),
  FS1120: inWords(
    "`foodspec compile protocol.md --output-dir /srv/reports`, a folder of somebody else.",
    "`foodspec compile protocol.md --output-dir runs`",
  ),
  FS1121: typed("why protocol.md modle", "why protocol.md model"),
  FS1130: inWords(
    "Ctrl-C was pressed while a model was fitted.",
    "The same command again: what was finished is reused, and the rest goes on.",
  ),
  FS1140: typed("init research-smiple", "init research-simple"),
  FS1141: typed("init research-simple --dir .", "init research-simple --dir study"),
  FS1142: inWords(
    "`foodspec init NAME` is asked for data of a size that its starter cannot have.",
    "A size within what `foodspec init --help` names.",
  ),
  FS1143: inWords(
    "`foodspec init study --dir /srv/studies`, a folder of somebody else.",
    "`foodspec init study --dir study`",
  ),
  FS1144: typed("inspect maets-nir.csv", "inspect meats-nir.csv"),
  FS1145: inWords("`foodspec inspect spectra`, and spectra is a folder.", "`foodspec inspect 'spectra/*.csv'`"),
  FS1146: inWords(
    "`foodspec inspect meats.csv`, and the file may be read by another user only.",
    "`chmod u+r meats.csv`, or a copy of one's own.",
  ),
  FS1150: typed(
    "plan protocol.md --trust",
    "plan protocol.md",
    "```foodspec model\nestimator: {pls-regression: {components: [2, 4, 6]}}\n```\n",
    "",
  ),
  FS1151: typed("compile protocol.md --qc-override reason", "plan protocol.md", title, regulatory),
  FS1152: typed("verify runs/lates", "plan protocol.md"),
  FS1153: typed("verify meats-nir.csv", "plan protocol.md"),
  FS1154: inWords(
    "`SOURCE_DATE_EPOCH=today foodspec compile protocol.md`",
    "`SOURCE_DATE_EPOCH=1767225600 foodspec compile protocol.md`",
  ),
  FS1155: inWords(
    "`foodspec verify 3f9a`, and the content digests of two runs begin so.",
    "`foodspec verify 3f9a07`, or the folder of the run.",
  ),
  FS1156: typed("check protcol.md", "check protocol.md"),
  FS1157: typed("check 'studies/*.md'", "check '*.md'"),
  FS1158: typed("diff protocol.md", "plan protocol.md"),
  FS1159: inWords(
    "`foodspec why` is asked about a run that was cancelled before it had a manifest.",
    "`foodspec runs --status success` lists runs that ended; one of them is named.",
  ),
  FS1161: inWords("foodspec.config.yaml says `ouptut: reports`.", "foodspec.config.yaml says `output: reports`."),
  FS1162: inWords("foodspec.config.yaml says `jobs: many`.", "foodspec.config.yaml says `jobs: 2`."),
  FS1163: inWords(
    "foodspec.config.yaml says `seed: 7` for all documents.",
    "Each document says its own `seed` in its front matter.",
  ),
  FS1164: inWords(
    "foodspec.config.yaml says `qc_policy: {min_accuracy: 0.9}`, and the front matter of a document `qc_policy: {min_accuracy: 0.85}`.",
    "The document says `qc_policy: {min_accuracy: 0.95}`, or nothing: then 0.9 holds.",
  ),
  FS1165: inWords(
    "`foodspec check --changed=mian`, and there is no such branch.",
    "`foodspec check --changed=main`, in a git repository.",
  ),
  FS1166: inWords(
    "`foodspec diff protocol.md@HEAD`, and meats-nir.csv is not in git.",
    "The file is given to git, or its digest is pinned by `sha256` in the front matter.",
  ),
  FS1167: inWords(
    "`foodspec diff before after -o /srv/diff.html`, a folder of somebody else.",
    "`foodspec diff before after -o diff.html`",
  ),
  FS1168: inWords(
    "`foodspec repro protocol.md --node /opt/node18/bin/node`: that Node is too old, and the second run gave no folder.",
    "`foodspec repro protocol.md --node /opt/node22/bin/node`",
  ),
  FS1170: inWords(
    "`foodspec worker --engine bullmq`, and the package `bullmq` is not installed.",
    "`npm install --save-exact bullmq@6.7.0 ioredis@6.0.0`, as the finding says, then the same.",
  ),
  FS1171: inWords(
    "`foodspec preview protocol.md --port 8080`, and another program serves there.",
    "`foodspec preview protocol.md`",
  ),
  FS1180: typed("job show 0a1b2c3d", "plan protocol.md"),
  FS1181: inWords(
    "Two people decide on one job at the same moment: the second finds that something else waits now.",
    "`foodspec job show JOB`, and the decision is made on what it shows.",
  ),
  FS1182: inWords(
    "Who submitted a job approves it too, where `self` does not say that this counts.",
    "Another person of the roles that `approvals` names approves it.",
  ),
  FS1183: inWords("`foodspec job approve`, and the job was rejected before.", "`foodspec job submit` submits it anew."),
  FS1184: inWords(
    "`foodspec serve --host 0.0.0.0`: everybody in the network would be the person who started it.",
    "`foodspec serve --host 0.0.0.0 --auth token --tls cert.pem,key.pem`",
  ),
  FS1185: inWords(
    "The folder of the jobs lies on a USB stick with FAT, which has no hard links.",
    "`job_root` in foodspec.config.yaml names a folder on a disk of the machine.",
  ),
  FS1186: inWords(
    "`foodspec worker --engine bullmq`, and the Redis may drop what it holds where memory is short.",
    "Its `maxmemory-policy` is `noeviction`, and FOODSPEC_ENGINE_URL leads to it.",
  ),
  FS1187: inWords(
    "The release of a job is approved, and nobody has signed its run as approver.",
    "`foodspec sign runs/latest --role approver`, then the release.",
  ),
  FS1188: inWords(
    "The list of people names a role that there is not.",
    "It names `reader`, `submitter`, `reviewer`, `qa` or `admin`.",
  ),
  FS1189: inWords(
    "`foodspec job submit --idea idea.md`: no JSON.",
    "`foodspec job submit --idea idea.json`, a file with title, question and notes.",
  ),
  FS1190: inWords(
    "`foodspec sign runs/latest` without saying which result is signed.",
    "`foodspec sign runs/latest --digest 3f9a07b1`, the digest of the report that was read.",
  ),
  FS1191: inWords(
    "The key file of 2010 encloses its key by 40-bit RC2.",
    "It is enclosed anew by `openssl pkcs12`, as the finding says.",
  ),
  FS1192: inWords(
    "`foodspec verify runs/latest --rerun -i maet=meats.csv`",
    "`foodspec verify runs/latest --rerun -i meat=meats.csv`",
  ),
  FS1193: inWords(
    "`foodspec verify runs/latest -i meat=meats.csv`",
    "`foodspec verify runs/latest --rerun -i meat=meats.csv`",
  ),
  FS1194: inWords(
    "`foodspec sign` with a passphrase that has a slip.",
    "The passphrase is typed again at the terminal.",
  ),
  FS1195: inWords("`foodspec keys` is to write a file that is there already.", "It is given a name that is free."),
  FS1197: inWords(
    "`foodspec doctor -o self-test.json` without the self-test.",
    "`foodspec doctor --self-test -o self-test.json`",
  ),
  FS1198: inWords(
    "A run whose gate failed is to be called `approved`.",
    "A run that ended with 0 and is signed gets the alias.",
  ),
  FS1199: typed("lockbox open runs/latest", "plan protocol.md"),
};
