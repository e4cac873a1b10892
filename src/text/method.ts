import { counted, exact, MINUS, NONE, SPACE, THIN } from "./numbers.ts";
import type { Finding } from "./findings.ts";

/** One law of the model: what it is of, its equation, what the letters are, and who wrote it. */
export type Equation = { readonly name: string; readonly lines: readonly string[]; readonly where?: string; readonly source: string };
export type MethodPart = { readonly id: string; readonly title: string; readonly says: readonly string[]; readonly equations: readonly Equation[] };

/** Words of the Method view. */
export const methodWords = {
  contents: "Contents",
  goTo: "Go to",
  source: "Source",
  where: "where",
  checks: "Checks against references",
  checksSay: "Computed on this machine when the page was opened, from the inputs that the reference names. A figure passes where it lies no further away than the tolerance.",
  columns: { what: "What", reference: "Reference", ours: "Ours", difference: "Difference", tolerance: "Tolerance", pass: "Pass", source: "Source" },
  yes: "yes",
  no: "no",
  suite: "Checked with every build",
  suiteSay: "These need measured files or minutes of computing, and run in the tests of the project; none of their figures is shown as computed here.",
  suiteColumns: { what: "What", against: "Against", tolerance: "Tolerance" },
  policies: "Strategies",
  policiesSay: "A policy proposes, the plant enforces every limit, so that each result is feasible and all are comparable. What a policy sees of the future is stated with it.",
  policy: "Policy",
  batteryPolicies: "Battery",
  workPolicies: "Work",
  id: "Name in files",
  metrics: "Figures of a run",
  metric: "Figure",
  unit: "Unit",
  assumptions: "Assumptions",
  assumptionsSay: "Defaults that no source confirms for your site, or that are a design choice. Each is an input: type what you know.",
  input: "Input",
  value: "Default",
  why: "Origin",
  leftEmpty: "left empty",
  sources: "Sources",
  sourcesSay: "Of the equations above and of the defaults of all inputs.",
  limits: "Limits of the model",
} as const;

/** What the page proved about itself. */
export function methodFinding(passed: number, of: number): Finding {
  const all = passed === of;
  const strong = { text: all ? `All ${of}` : `${passed} of ${of}`, strong: true } as const;
  const parts = [strong, { text: ` figures computed here agree with ${all ? "their references" : `their references; ${counted(of - passed, "does", "do")} not`}.` }];
  return { parts, phone: [strong, { text: ` checks pass${all ? "." : `, ${of - passed} fail.`}` }] };
}

/** A figure with as many digits as its reference; differences as powers of ten. */
export const checked = (value: number): string => (Number.isFinite(value) ? exact(Number(value.toPrecision(9))) : NONE);
export function difference(ours: number, expected: number): string {
  const by = ours - expected;
  if (by === 0) return "0";
  if (!Number.isFinite(by)) return NONE;
  return `${by < 0 ? MINUS : "+"}${power(Math.abs(by))}`;
}
export const allowed = (tolerance: number): string => `±${THIN}${power(tolerance)}`;

function power(value: number): string {
  if (value === 0) return "0";
  if (value >= 0.001 && value < 1e5) return exact(Number(value.toPrecision(2)));
  const [mantissa = "", exponent = "0"] = value.toExponential(1).split("e");
  return `${mantissa}${SPACE}×${SPACE}10^{${exponent.replace("+", "").replace("-", MINUS)}}`;
}

/** A piece of a formula: on the line, above it or below it. */
export type FormulaPiece = { readonly text: string; readonly at: "line" | "sup" | "sub" };

/** `x^2`, `x^{−3}`, `P_dc` as pieces; a mark ends with its word or its brace. */
export function formulaPieces(formula: string): readonly FormulaPiece[] {
  return formula.split(/([_^](?:\{[^}]*\}|[\p{L}\p{Nd}⅓]+))/u).filter((piece) => piece !== "").map((piece): FormulaPiece => {
    const [first] = piece;
    if ((first !== "_" && first !== "^") || piece.length === 1) return { text: piece, at: "line" };
    return { text: piece.slice(1).replace(/^\{|\}$/g, ""), at: first === "^" ? "sup" : "sub" };
  });
}

/** The model, chapter by chapter. Letters as in the source; units as in the inputs. */
export const methodParts: readonly MethodPart[] = [
  {
    id: "run", title: "A run",
    says: [
      "A run is a function of the scenario, the seed and the files that it names: the same three give the same bytes in every browser. Time is uniform, 5 to 60 minutes a step; a value is the mean over its step. Month, hour, weekday and holiday follow the civil clock of the site.",
      "Work that may wait is placed first, because it never waits for the battery; then the battery decides step by step; then the bill is settled, programmes are paid, and everything is counted against the same year with nothing done.",
    ],
    equations: [
      { name: "Balance of every step, on the AC bus", lines: ["import + pv + wind + discharge + generator = served + charge + export", "served = demand − shed − unserved"], where: "every flow is non-negative, kW; the residual stays below 10^{−9} of the site's capacity, in every step of every run", source: "Conservation of energy" },
    ],
  },
  {
    id: "solar", title: "Sun and panel",
    says: ["From the sun's position and three kinds of light to the inverter's AC side, in the order of PVWatts v8. Weather is measured where a file is given, else drawn from the site's monthly normals with the seed."],
    equations: [
      { name: "Position of the sun", lines: ["series of the earth's orbit, nutation, aberration, parallax and refraction, at the middle of the step"], where: "within 0.001° of SPA in all cases that are checked", source: "Reda & Andreas 2004, NREL/TP-560-34302" },
      { name: "Light outside the air", lines: ["E₀ = 1366.1 (1.00011 + 0.034221 cos x + 0.00128 sin x + 0.000719 cos 2x + 0.000077 sin 2x)"], where: "W/m²; x = 2π (day − 1) / 365", source: "Spencer 1971" },
      { name: "Diffuse share, where only the global is known", lines: ["k_d = 1 − 0.09 k_t for k_t ≤ 0.22", "k_d = 0.9511 − 0.1604 k_t + 4.388 k_t² − 16.638 k_t³ + 12.336 k_t⁴ for k_t ≤ 0.80", "k_d = 0.165 above"], where: "k_t = GHI / (E₀ cos θ_z), the clearness of the sky", source: "Erbs, Klein & Duffie 1982, Solar Energy 28(4), eq. 1" },
      { name: "Light on the plane", lines: ["G = DNI cos θ + DHI [(1 − F₁)(1 + cos β)/2 + F₁ a/b + F₂ sin β] + GHI ρ (1 − cos β)/2"], where: "θ incidence, β tilt, ρ albedo; F₁ and F₂ by the clearness and brightness of the sky, a = max(0, cos θ), b = max(cos 85°, cos θ_z)", source: "Perez et al. 1990, Solar Energy 44(5), eq. 9, table 6" },
      { name: "Temperature of the cell", lines: ["T_c = T_a + G/800 (NOCT − 20)(1 − η/0.9) · 9.5/(5.7 + 3.8 · 0.51 v)"], where: "°C; v wind, m/s; NOCT 45 on racks and trackers, 49 on roofs; η = 0.1913", source: "PVWatts v8 (ssc cmod_pvwattsv8)" },
      { name: "Direct current", lines: ["P_dc = P₀ (G/1000) [1.00515 − 0.003876 (T_c − 25) − L (0.00107 + 0.00972 L)]", "P_dc ← P_dc (1 − losses)(1 − degradation)^age"], where: "L = ln(G/1000); a fit to the six-parameter diode model of PVWatts' standard module, within 0.01 % of it over a year; losses 14.08 %", source: "De Soto et al. 2006; Dobos 2014, NREL/TP-6A20-62641, table 6" },
      { name: "Inverter", lines: ["P_ac = P_ac0 (P_dc − P_own) / (P_ac0/0.96 − P_own), within 0 … P_ac0"], where: "P_own its own consumption; what it cannot take is clipped", source: "King et al. 2007, SAND2007-5036, C = 0" },
    ],
  },
  {
    id: "wind", title: "Wind",
    says: ["A power curve by class of turbine or the user's own, at hub height and the air's own density."],
    equations: [
      { name: "Wind at hub height", lines: ["v = v₁ (h/h₁)^α, or v₁ ln(h/z₀) / ln(h₁/z₀)"], where: "α shear exponent, z₀ roughness", source: "Power law and logarithmic law" },
      { name: "Density", lines: ["ρ = p / (287.058 (T + 273.15)), v ← v (ρ/1.225)^⅓"], where: "p in Pa; the curve is shifted, cut-in and cut-out included", source: "Ideal gas; SAM" },
    ],
  },
  {
    id: "load", title: "Load and facility",
    says: ["Measured, or a sum of work that must run now, work that may wait, and work that may be throttled. Work that waits keeps its energy, first in first out, within its window; what throttling loses is counted as lost work and priced."],
    equations: [
      { name: "Power of the servers", lines: ["P_it = P_design [idle + (1 − idle)(2u − u^r)], a straight line for r = 1"], where: "u utilisation, 0 … 1", source: "Fan, Weber & Barroso 2007, ISCA, § 3.2" },
      { name: "Facility", lines: ["demand = PUE(T) · P_it, or losses + fans + chillers of COP(T, part load)"], where: "T outdoor temperature", source: "EnergyPlus ElectricEIR curves; ASHRAE TC 9.9" },
    ],
  },
  {
    id: "battery", title: "Battery",
    says: ["A linear store behind its inverter, one-way efficiencies between the two; losses are never nothing by default. A rule is not bent to end where it began: what the store holds above or below its start stands on a line of its own."],
    equations: [
      { name: "State of charge", lines: ["s′ = s (1 − λ)^Δt + η_c c Δt − d Δt / η_d"], where: "s in kWh at the end of the step; c and d at the AC side, kW; λ lost an hour", source: "Linear store; shape compared with SAM's stateful cells" },
      { name: "Ageing, LFP-like", lines: ["loss a day = ½ · 1.16 × 10^{−3} · SOC / √day + 2.46 × 10^{−5} · full cycles"], where: "the models of SAM (calendar and rainflow, whichever is worse) and of NMC cells are choices", source: "REopt.jl 029db01; ssc lib_battery_lifetime; Smith et al. 2017" },
      { name: "Cycles", lines: ["rainflow over each day's state of charge: ranges by three points, halves at the ends"], source: "ASTM E1049-85, 5.4.4" },
      { name: "Value of what is left", lines: ["(s_start − s_end) η_d × mean price of import"], where: "a cost where the store ends below its start, outside the bill", source: "The score's carry" },
    ],
  },
  {
    id: "bill", title: "Bill",
    says: ["The OpenEI URDB schema is the native form, with coincident peaks, ratchets, contracted demand and levies beside it. Demand is metered over its own window whatever the step. A bill has a line for each charge and month, and the step that set it."],
    equations: [
      { name: "Energy", lines: ["Σ over periods and tiers: kWh × (rate + adder)"], where: "tiers fill in order of time with one counter a month, or are shared by energy: the bill says which", source: "URDB; SAM utilityrate5" },
      { name: "Demand", lines: ["Σ over periods: max(metered kW, ratchet) × rate"], where: "ratchet = share × highest of the months looked back on; year end cyclic (REopt) or chronological (SAM)", source: "URDB; REopt.jl" },
      { name: "Coincident peaks", lines: ["mean import in the system's peak intervals × rate a year"], source: "ERCOT 4CP, PJM 5CP" },
    ],
  },
  {
    id: "carbon", title: "Carbon",
    says: ["An account is of a total and takes average intensity; a difference takes marginal intensity. They are never added."],
    equations: [
      { name: "Location-based", lines: ["Σ import × average intensity × Δt"], where: "export takes nothing off", source: "GHG Protocol Scope 2 Guidance 2015" },
      { name: "Avoided", lines: ["Σ (import of doing nothing − import) × marginal intensity × Δt"], source: "GHG Protocol; only ever of a difference" },
      { name: "24/7 score", lines: ["Σ carbon-free energy used in its own step ÷ Σ load"], where: "own generation, contracts and the grid's own share; the battery gives back the mix that it took, oldest first", source: "Google 2021, 24/7 Carbon-Free Energy: Methodologies and Metrics" },
    ],
  },
  {
    id: "optimum", title: "Optimum",
    says: ["The year as one linear programme with perfect foresight: the bound that no rule can beat. The plan is replayed through the plant, and the replayed cost must equal the solver's. Gap and status stand beside it; a run cut off by a limit is never called optimal."],
    equations: [
      { name: "Objective", lines: ["min bill + fuel + wear + lost work + unserved"], where: "under the balance, the ratings, the store, the windows of the work, and a row for each demand charge: peak ≥ import in its hours", source: "HiGHS (Huangfu & Hall 2018, Math. Prog. Comp. 10)" },
      { name: "Share of the attainable", lines: ["(cost of doing nothing − cost) ÷ (cost of doing nothing − cost of the optimum)"], source: "Definition" },
    ],
  },
  {
    id: "score", title: "Grid flexibility score",
    says: ["How well a site keeps running while its draw follows prices and rules. Nothing counts that was gained by not doing work; sun, wind and fuel are not flexibility; the baseline is the same year with nothing done."],
    equations: [
      { name: "Score", lines: ["100 · U · (w_P P + w_R R), R = C · D"], where: "w_P = ½ min(1, stake / 5 %), w_R = 1 − w_P", source: "This project; compare IEA EBC Annex 67 (Junker et al. 2018)" },
      { name: "Uptime", lines: ["U = u(unserved; 0.02 %, 0.5 %) · u(missed; 0.1 %, 5 %) · u(lost work; 0.5 %, 5 %)", "u(x; free, zero) = clip((zero − x)/(zero − free), 0, 1)"], source: "Tier III availability; headroom studies (design choice)" },
      { name: "Price adaptability", lines: ["P = clip((C_passive − C_site)/(C_passive − C_twin), 0, 1)"], where: "the twin moves each day's energy freely within that day, without loss, under one ceiling a month", source: "Flexibility Index, rescaled so that the best possible is 1" },
      { name: "Capability", lines: ["C = magnitude × duration × response time × frequency = mean of F²(d), d = ¼, 1, 2, 4, 8 h"], where: "F² the cut that can be promised again tomorrow: half the worst tenth of the hours that press hardest, half that of any hours; a means that takes r minutes beyond the notice to start counts by 1 − r/(60 d), so a short call can be promised less than a longer one", source: "Axes of Flex MOSAIC" },
      { name: "Delivery", lines: ["D = α Σ E ρ (1 − ½ rebound) / Σ E + (1 − α) D_standard, α = min(1, depth / C)"], where: "ρ delivered over requested, E requested energy", source: "This project" },
    ],
  },
  {
    id: "finance", title: "Finance",
    says: ["One run a project year, the battery's age and the sun's carried over, or one year for all as REopt has it. Capital in year 0, everything else at year ends; amounts nominal."],
    equations: [
      { name: "Net present value", lines: ["NPV = Σ CF_n / (1 + r)ⁿ, n = 0 … N"], where: "CF after tax: saving − upkeep − replacement + residual + credit − tax", source: "numpy-financial; REopt's definitions" },
      { name: "Internal rate", lines: ["Σ CF_n / (1 + i)ⁿ = 0"], where: "every root is shown: a replacement can make two", source: "numpy-financial" },
      { name: "Levelised cost", lines: ["Σ cost_n / (1 + r)ⁿ ÷ Σ kWh_n / (1 + r)ⁿ"], where: "of storage: charging counted, over what was discharged; before tax", source: "NREL; REopt" },
      { name: "Tax", lines: ["tax = rate (saving − upkeep − replacement − write-off)"], where: "write-off of capital less half the credit, by MACRS with bonus, straight line or none", source: "IRS Publication 946; REopt" },
    ],
  },
];

/** What the tests of the project hold besides. */
export const suiteChecks: readonly { readonly what: string; readonly against: string; readonly tolerance: string }[] = [
  { what: "Sun's position, 60 places and instants", against: "SPA of pvlib 0.16.1", tolerance: "0.01°" },
  { what: "A year of sun from measured weather, stage by stage and month by month", against: "pvlib 0.16.1; SAM's PVWatts", tolerance: "by case, stated in the reference file" },
  { what: "A year of wind at three hub heights", against: "closed form; SAM", tolerance: "10^{−6}; 0.2 % to SAM" },
  { what: "Bills of SCE TOU-8, Dominion GS-3 and ConEd SC-9 rates, month by month and charge by charge", against: "SAM utilityrate5 and an own calculation in numpy", tolerance: "half a cent a line" },
  { what: "Optimum of four years, hourly and by the quarter-hour", against: "HiGHS 1.16.0, native", tolerance: "10^{−6}" },
  { what: "Replayed plan against the solver's objective, term by term", against: "the same programme", tolerance: "10^{−6}" },
  { what: "Measured event of 256 GPUs in Phoenix", against: "Colangelo et al. 2025, arXiv 2507.00909", tolerance: "the minute, and 0.01 %" },
  { what: "Balance of every step, whatever the site and the policy", against: "conservation of energy", tolerance: "10^{−9} of the capacity" },
];

/** What the model does not know. */
export const modelLimits: readonly string[] = [
  "A step's mean hides what happens within it: gusts, ramps and the starting of motors are not seen.",
  "One node behind one meter: no network inside the site, no voltage, no reactive power beyond what a tariff meters.",
  "The site takes prices: what it does changes none of them.",
  "Synthetic weather is right for the climate, not for a year.",
  "Wakes between turbines and shading between objects are within the losses, not computed.",
  "Declared work is taken as useful: a queue of dummy work that really runs later would count as flexible.",
];
