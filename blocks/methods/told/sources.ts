/** Sources: the publications that the pages of the methods name, as entries of a bibliography. A test holds them and the pages to one another. */
import type { Source } from "../../contract/described.ts";

const names = (authors: string): readonly string[] => authors.split("; ");
const none = { within: null, volume: null, pages: null, publisher: null, doi: null, arxiv: null } as const;

/** @param place `Anal. Chem. 36:1627`: journal, volume, first page */
function article(key: string, authors: string, title: string, place: string, doi: string | null = null): Source {
  const [, within, volume, pages] = /^(.+?)(?: (\d+))?:(\S+)$/.exec(place) ?? ["", place, null, null];
  return {
    ...none,
    key,
    type: "article",
    authors: names(authors),
    title,
    year: yearOf(key),
    within,
    volume,
    pages,
    doi,
  };
}

const book = (key: string, authors: string, title: string, publisher: string): Source => ({
  ...none,
  key,
  type: "book",
  authors: names(authors),
  title,
  year: yearOf(key),
  publisher,
});

type Rest = Partial<Pick<Source, "volume" | "pages" | "publisher" | "doi" | "arxiv">>;
const inside =
  (type: Source["type"]) =>
  (key: string, authors: string, title: string, within: string | null, rest: Rest = {}): Source => ({
    ...none,
    key,
    type,
    authors: names(authors),
    title,
    year: yearOf(key),
    within,
    ...rest,
  });
const chapter = inside("incollection");
const talk = inside("inproceedings");
const preprint = (key: string, authors: string, title: string, arxiv: string): Source =>
  inside("misc")(key, authors, title, null, { arxiv });

const yearOf = (key: string): number => Number(/\d{4}/.exec(key)?.[0]);

// Preprocessing.
export const andrew1979 = article(
  "andrew1979",
  "Andrew, A. M.",
  "Another efficient algorithm for convex hulls in two dimensions",
  "Inf. Process. Lett. 9:216",
  "10.1016/0020-0190(79)90072-3",
);
export const baek2015 = article(
  "baek2015",
  "Baek, S.-J.; Park, A.; Ahn, Y.-J.; Choo, J.",
  "Baseline correction using asymmetrically reweighted penalized least squares smoothing",
  "Analyst 140:250",
  "10.1039/c4an01061b",
);
export const barnes1989 = article(
  "barnes1989",
  "Barnes, R. J.; Dhanoa, M. S.; Lister, S. J.",
  "Standard normal variate transformation and de-trending of near-infrared diffuse reflectance spectra",
  "Appl. Spectrosc. 43:772",
  "10.1366/0003702894202201",
);
export const deBoor1978 = book("deboor1978", "de Boor, C.", "A Practical Guide to Splines", "Springer");
export const dieterle2006 = article(
  "dieterle2006",
  "Dieterle, F.; Ross, A.; Schlotterbeck, G.; Senn, H.",
  "Probabilistic quotient normalization as robust method to account for dilution of complex biological mixtures. Application in 1H NMR metabonomics",
  "Anal. Chem. 78:4281",
  "10.1021/ac051632c",
);
export const eilers2003 = article(
  "eilers2003",
  "Eilers, P. H. C.",
  "A perfect smoother",
  "Anal. Chem. 75:3631",
  "10.1021/ac034173t",
);
export const eilers2005 = inside("misc")(
  "eilers2005",
  "Eilers, P. H. C.; Boelens, H. F. M.",
  "Baseline correction with asymmetric least squares smoothing",
  null,
  { publisher: "Leiden University Medical Centre" },
);
export const geladi1985 = article(
  "geladi1985",
  "Geladi, P.; MacDougall, D.; Martens, H.",
  "Linearization and scatter-correction for near-infrared reflectance spectra of meat",
  "Appl. Spectrosc. 39:491",
  "10.1366/0003702854248656",
);
export const gorry1990 = article(
  "gorry1990",
  "Gorry, P. A.",
  "General least-squares smoothing and differentiation by the convolution (Savitzky-Golay) method",
  "Anal. Chem. 62:570",
  "10.1021/ac00205a007",
);
export const guo1999 = article(
  "guo1999",
  "Guo, Q.; Wu, W.; Massart, D. L.",
  "The robust normal variate transform for pattern recognition with near-infrared data",
  "Anal. Chim. Acta 382:87",
  "10.1016/S0003-2670(98)00737-5",
);
export const he2014 = article(
  "he2014",
  "He, S.; Zhang, W.; Liu, L.; Huang, Y.; He, J.; Xie, W.; Wu, P.; Du, C.",
  "Baseline correction for Raman spectra using an improved asymmetric least squares method",
  "Anal. Methods 6:4402",
  "10.1039/c4ay00068d",
);
export const iglewicz1993 = book(
  "iglewicz1993",
  "Iglewicz, B.; Hoaglin, D. C.",
  "How to Detect and Handle Outliers",
  "ASQC Quality Press",
);
export const kneen1996 = article(
  "kneen1996",
  "Kneen, M. A.; Annegarn, H. J.",
  "Algorithm for fitting XRF, SEM and PIXE X-ray spectra backgrounds",
  "Nucl. Instrum. Methods B 109:209",
  "10.1016/0168-583X(95)00908-6",
);
export const lieber2003 = article(
  "lieber2003",
  "Lieber, C. A.; Mahadevan-Jansen, A.",
  "Automated method for subtraction of fluorescence from biological Raman spectra",
  "Appl. Spectrosc. 57:1363",
  "10.1366/000370203322554518",
);
export const martens1991 = article(
  "martens1991",
  "Martens, H.; Stark, E.",
  "Extended multiplicative signal correction and spectral interference subtraction: new preprocessing methods for near infrared spectroscopy",
  "J. Pharm. Biomed. Anal. 9:625",
  "10.1016/0731-7085(91)80188-F",
);
export const morhac1997 = article(
  "morhac1997",
  "Morháč, M.; Kliman, J.; Matoušek, V.; Veselský, M.; Turzo, I.",
  "Background elimination methods for multidimensional coincidence γ-ray spectra",
  "Nucl. Instrum. Methods A 401:113",
  "10.1016/S0168-9002(97)01023-1",
);
export const ryan1988 = article(
  "ryan1988",
  "Ryan, C. G.; Clayton, E.; Griffin, W. L.; Sie, S. H.; Cousens, D. R.",
  "SNIP, a statistics-sensitive background treatment for the quantitative analysis of PIXE spectra in geoscience applications",
  "Nucl. Instrum. Methods B 34:396",
  "10.1016/0168-583X(88)90063-8",
);
export const savitzky1964 = article(
  "savitzky1964",
  "Savitzky, A.; Golay, M. J. E.",
  "Smoothing and differentiation of data by simplified least squares procedures",
  "Anal. Chem. 36:1627",
  "10.1021/ac60214a047",
);
export const savorani2010 = article(
  "savorani2010",
  "Savorani, F.; Tomasi, G.; Engelsen, S. B.",
  "icoshift: a versatile tool for the rapid alignment of 1D NMR spectra",
  "J. Magn. Reson. 202:190",
  "10.1016/j.jmr.2009.11.012",
);
export const vandenBerg2006 = article(
  "vandenberg2006",
  "van den Berg, R. A.; Hoefsloot, H. C. J.; Westerhuis, J. A.; Smilde, A. K.; van der Werf, M. J.",
  "Centering, scaling, and transformations: improving the biological information content of metabolomics data",
  "BMC Genomics 7:142",
  "10.1186/1471-2164-7-142",
);
export const whitaker2018 = article(
  "whitaker2018",
  "Whitaker, D. A.; Hayes, K.",
  "A simple algorithm for despiking Raman spectra",
  "Chemom. Intell. Lab. Syst. 179:82",
  "10.1016/j.chemolab.2018.06.009",
);
export const zhang2010 = article(
  "zhang2010",
  "Zhang, Z.-M.; Chen, S.; Liang, Y.-Z.",
  "Baseline correction using adaptive iteratively reweighted penalized least squares",
  "Analyst 135:1138",
  "10.1039/b922045c",
);

// Features and estimators.
export const barker2003 = article(
  "barker2003",
  "Barker, M.; Rayens, W.",
  "Partial least squares for discrimination",
  "J. Chemom. 17:166",
  "10.1002/cem.785",
);
export const chapelle2007 = article(
  "chapelle2007",
  "Chapelle, O.",
  "Training a support vector machine in the primal",
  "Neural Comput. 19:1155",
  "10.1162/neco.2007.19.5.1155",
);
export const chong2005 = article(
  "chong2005",
  "Chong, I.-G.; Jun, C.-H.",
  "Performance of some variable selection methods when multicollinearity is present",
  "Chemom. Intell. Lab. Syst. 78:103",
  "10.1016/j.chemolab.2004.12.011",
);
export const dayal1997 = article(
  "dayal1997",
  "Dayal, B. S.; MacGregor, J. F.",
  "Improved PLS algorithms",
  "J. Chemom. 11:73",
  "10.1002/(SICI)1099-128X(199701)11:1<73::AID-CEM435>3.0.CO;2-#",
);
export const fan2008 = article(
  "fan2008",
  "Fan, R.-E.; Chang, K.-W.; Hsieh, C.-J.; Wang, X.-R.; Lin, C.-J.",
  "LIBLINEAR: a library for large linear classification",
  "J. Mach. Learn. Res. 9:1871",
);
export const fisher1925 = book(
  "fisher1925",
  "Fisher, R. A.",
  "Statistical Methods for Research Workers",
  "Oliver & Boyd",
);
export const hastie2004 = article(
  "hastie2004",
  "Hastie, T.; Tibshirani, R.",
  "Efficient quadratic regularization for expression arrays",
  "Biostatistics 5:329",
  "10.1093/biostatistics/kxh010",
);
export const hosmer2013 = book(
  "hosmer2013",
  "Hosmer, D. W.; Lemeshow, S.; Sturdivant, R. X.",
  "Applied Logistic Regression, 3rd ed.",
  "Wiley",
);
export const jolliffe2002 = book(
  "jolliffe2002",
  "Jolliffe, I. T.",
  "Principal Component Analysis, 2nd ed.",
  "Springer",
);
export const keerthi2005 = article(
  "keerthi2005",
  "Keerthi, S. S.; DeCoste, D.",
  "A modified finite Newton method for fast solution of large scale linear SVMs",
  "J. Mach. Learn. Res. 6:341",
);
export const lin2008 = article(
  "lin2008",
  "Lin, C.-J.; Weng, R. C.; Keerthi, S. S.",
  "Trust region Newton method for large-scale logistic regression",
  "J. Mach. Learn. Res. 9:627",
);
export const rannar1994 = article(
  "rannar1994",
  "Rännar, S.; Lindgren, F.; Geladi, P.; Wold, S.",
  "A PLS kernel algorithm for data sets with many variables and fewer objects. Part 1: theory and algorithm",
  "J. Chemom. 8:111",
  "10.1002/cem.1180080204",
);
export const wold1993 = chapter(
  "wold1993",
  "Wold, S.; Johansson, E.; Cocchi, M.",
  "PLS: partial least squares projections to latent structures",
  "3D QSAR in Drug Design",
  { pages: "523–550", publisher: "ESCOM" },
);
export const wold2001 = article(
  "wold2001",
  "Wold, S.; Sjöström, M.; Eriksson, L.",
  "PLS-regression: a basic tool of chemometrics",
  "Chemom. Intell. Lab. Syst. 58:109",
  "10.1016/S0169-7439(01)00155-1",
);
export const wu1997 = article(
  "wu1997",
  "Wu, W.; Massart, D. L.; de Jong, S.",
  "The kernel PCA algorithms for wide data. Part I: theory and algorithms",
  "Chemom. Intell. Lab. Syst. 36:165",
  "10.1016/S0169-7439(97)00010-5",
);

// Validation.
export const tashman2000 = article(
  "tashman2000",
  "Tashman, L. J.",
  "Out-of-sample tests of forecasting accuracy: an analysis and review",
  "Int. J. Forecasting 16:437",
  "10.1016/S0169-2070(00)00065-0",
);

// Prediction uncertainty.
export const angelopoulos2021 = preprint(
  "angelopoulos2021",
  "Angelopoulos, A. N.; Bates, S.; Candès, E. J.; Jordan, M. I.; Lei, L.",
  "Learn then test: calibrating predictive algorithms to achieve risk control",
  "2110.01052",
);
export const angelopoulos2024 = talk(
  "angelopoulos2024",
  "Angelopoulos, A. N.; Bates, S.; Fisch, A.; Lei, L.; Schuster, T.",
  "Conformal risk control",
  "ICLR",
  { arxiv: "2208.02814" },
);
export const ayer1955 = article(
  "ayer1955",
  "Ayer, M.; Brunk, H. D.; Ewing, G. M.; Reid, W. T.; Silverman, E.",
  "An empirical distribution function for sampling with incomplete information",
  "Ann. Math. Stat. 26:641",
  "10.1214/aoms/1177728423",
);
export const barber2021 = article(
  "barber2021",
  "Barber, R. F.; Candès, E. J.; Ramdas, A.; Tibshirani, R. J.",
  "Predictive inference with the jackknife+",
  "Ann. Stat. 49:486",
  "10.1214/20-AOS1965",
);
export const clopper1934 = article(
  "clopper1934",
  "Clopper, C. J.; Pearson, E. S.",
  "The use of confidence or fiducial limits illustrated in the case of the binomial",
  "Biometrika 26:404",
  "10.1093/biomet/26.4.404",
);
export const geifman2017 = talk(
  "geifman2017",
  "Geifman, Y.; El-Yaniv, R.",
  "Selective classification for deep neural networks",
  "NeurIPS",
  { arxiv: "1705.08500" },
);
export const guo2017 = talk(
  "guo2017",
  "Guo, C.; Pleiss, G.; Sun, Y.; Weinberger, K. Q.",
  "On calibration of modern neural networks",
  "ICML",
  { arxiv: "1706.04599" },
);
export const jackson1991 = book("jackson1991", "Jackson, J. E.", "A User's Guide to Principal Components", "Wiley");
export const lee2023 = preprint(
  "lee2023",
  "Lee, Y.; Barber, R. F.; Willett, R.",
  "Distribution-free inference with hierarchical data",
  "2306.06342",
);
export const lin2007 = article(
  "lin2007",
  "Lin, H.-T.; Lin, C.-J.; Weng, R. C.",
  "A note on Platt's probabilistic outputs for support vector machines",
  "Mach. Learn. 68:267",
  "10.1007/s10994-007-5018-6",
);
export const papadopoulos2002 = talk(
  "papadopoulos2002",
  "Papadopoulos, H.; Proedrou, K.; Vovk, V.; Gammerman, A.",
  "Inductive confidence machines for regression",
  "ECML, LNCS",
  { volume: "2430", pages: "345", doi: "10.1007/3-540-36755-1_29" },
);
export const platt1999 = chapter(
  "platt1999",
  "Platt, J. C.",
  "Probabilistic outputs for support vector machines and comparisons to regularized likelihood methods",
  "Advances in Large Margin Classifiers",
  { publisher: "MIT Press" },
);
export const romano2020 = talk(
  "romano2020",
  "Romano, Y.; Sesia, M.; Candès, E. J.",
  "Classification with valid and adaptive coverage",
  "NeurIPS",
  { arxiv: "2006.02544" },
);
export const sadinle2019 = article(
  "sadinle2019",
  "Sadinle, M.; Lei, J.; Wasserman, L.",
  "Least ambiguous set-valued classifiers with bounded error levels",
  "J. Am. Stat. Assoc. 114:223",
  "10.1080/01621459.2017.1395341",
);
export const vovk2005 = book(
  "vovk2005",
  "Vovk, V.; Gammerman, A.; Shafer, G.",
  "Algorithmic Learning in a Random World",
  "Springer",
);
export const vovk2015 = article(
  "vovk2015",
  "Vovk, V.",
  "Cross-conformal predictors",
  "Ann. Math. Artif. Intell. 74:9",
  "10.1007/s10472-013-9368-4",
);
export const zadrozny2002 = talk(
  "zadrozny2002",
  "Zadrozny, B.; Elkan, C.",
  "Transforming classifier scores into accurate multiclass probability estimates",
  "KDD",
  { pages: "694", doi: "10.1145/775047.775151" },
);
