import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { makeProgram, type Solve } from "../../../src/core/maths/linearProgram.ts";
import { makeBatteryProgramme, type BatteryCase } from "../../../src/core/optimise/batteryDynamics.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

/** Least cost of the same case as a linear programme: import, export, charge, discharge and state of each step. */
function linearCost(site: BatteryCase, startKwh: number, endKwh: number, levelKw: number): number {
  const program = makeProgram();
  const { stepHours: h, netLoadKw } = site;
  let before = program.column(0, startKwh, startKwh);
  netLoadKw.forEach((load, i) => {
    const last = i === netLoadKw.length - 1;
    const imp = program.column((site.buyPerKwh[i] as number) * h, 0, Math.min(levelKw, site.importLimitKw[i] as number));
    const exp = program.column(-(site.sellPerKwh[i] as number) * h, 0, site.exportLimitKw[i] as number);
    const spill = program.column(0, 0, Math.max(0, -load));
    const charge = program.column(0, 0, site.chargeKw);
    const discharge = program.column(site.wearCostPerKwh * h, 0, site.dischargeKw);
    const soc = last ? program.column(0, endKwh, endKwh) : program.column(0, site.socMinKwh, site.socMaxKwh);
    program.row(load, load);
    for (const [column, sign] of [[imp, 1], [discharge, 1], [exp, -1], [charge, -1], [spill, -1]] as const) program.entry(column, sign);
    program.row(0, 0);
    for (const [column, factor] of [[soc, 1], [before, -site.keepPerStep], [charge, -h * site.chargeEfficiency], [discharge, h / site.dischargeEfficiency]] as const) program.entry(column, factor);
    before = soc;
  });
  const solution = solve(program.build());
  return solution.status === "optimal" ? solution.objective : Infinity;
}

const kw = fc.integer({ min: -60, max: 100 });
const anyCase = fc.record({
  steps: fc.array(fc.record({ load: kw, buy: fc.integer({ min: 1, max: 40 }), sellShare: fc.integer({ min: 0, max: 10 }) }), { minLength: 1, maxLength: 30 }),
  power: fc.integer({ min: 1, max: 60 }), energy: fc.integer({ min: 1, max: 200 }), eta: fc.integer({ min: 70, max: 100 }), keep: fc.constantFrom(1, 0.999, 0.97),
  wear: fc.integer({ min: 0, max: 5 }), exportLimit: fc.constantFrom(0, 20, 1e6), level: fc.integer({ min: 40, max: 120 }), start: fc.integer({ min: 0, max: 10 }), end: fc.integer({ min: 0, max: 10 }),
});

test("the dynamic programme costs what the linear programme costs, whatever prices, surplus, losses and caps", () => {
  fc.assert(fc.property(anyCase, (c) => {
    const n = c.steps.length;
    const site: BatteryCase = {
      stepHours: 0.5, chargeKw: c.power, dischargeKw: c.power, socMinKwh: 0.1 * c.energy, socMaxKwh: c.energy, chargeEfficiency: c.eta / 100, dischargeEfficiency: c.eta / 100,
      keepPerStep: c.keep, wearCostPerKwh: c.wear / 100, gridCharging: true,
      netLoadKw: Float64Array.from(c.steps, (s) => s.load), buyPerKwh: Float64Array.from(c.steps, (s) => s.buy / 100), sellPerKwh: Float64Array.from(c.steps, (s) => (s.buy / 100) * (s.sellShare / 10)),
      importLimitKw: new Float64Array(n).fill(1e6), exportLimitKw: new Float64Array(n).fill(c.exportLimit),
    };
    // Ends no emptier than it began: a linear programme may burn energy by charging and discharging at once, a battery may not.
    const [startKwh, endKwh] = [c.start, Math.max(c.start, c.end)].map((tenth) => c.energy * (0.1 + 0.09 * tenth)) as [number, number];
    const cap = { levelKw: c.level, applies: new Uint8Array(n).fill(1) };
    const programme = makeBatteryProgramme(site);
    const linear = linearCost(site, startKwh, endKwh, c.level);
    const exact = programme.cost(0, n, startKwh, endKwh, [cap]);
    if (linear === Infinity) { expect(exact).toBe(Infinity); return; }
    expect(Math.abs(exact - linear)).toBeLessThan(1e-6 * Math.max(1, Math.abs(linear)));
    // The plan costs what it says, step by step, and keeps its limits.
    const [charge, discharge] = [new Float64Array(n), new Float64Array(n)];
    expect(programme.plan(0, n, startKwh, endKwh, [cap], charge, discharge)).toBe(exact);
    let [soc, cost] = [startKwh, 0];
    for (let i = 0; i < n; i++) {
      soc = soc * c.keep + 0.5 * ((charge[i] as number) * site.chargeEfficiency - (discharge[i] as number) / site.dischargeEfficiency);
      const bus = (site.netLoadKw[i] as number) + (charge[i] as number) - (discharge[i] as number);
      const exported = Math.min(Math.max(0, -bus), c.exportLimit);
      cost += 0.5 * (Math.max(0, bus) * (site.buyPerKwh[i] as number) - exported * (site.sellPerKwh[i] as number) + (discharge[i] as number) * site.wearCostPerKwh);
      expect(bus).toBeLessThan(c.level + 1e-6);
      expect(soc).toBeGreaterThan(site.socMinKwh - 1e-6);
      expect(soc).toBeLessThan(site.socMaxKwh + 1e-6);
    }
    expect(soc).toBeCloseTo(endKwh, 6);
    expect(cost).toBeCloseTo(exact, 6);
  }), { numRuns: 500 });
});
