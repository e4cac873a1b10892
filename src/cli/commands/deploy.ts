import { deployment, learningFactor, type Deployment } from "../../core/studies/deployment.ts";
import { version } from "../../document/version.ts";
import { fixed, percent, SPACE, wholeMoney } from "../../text/numbers.ts";
import type { Command } from "../command.ts";
import { seedOption } from "../seedOption.ts";
import { readStudyFile, studyOperand } from "../studyFile.ts";

const forms = { stick: "Conventional", modular: "Factory-built" } as const;

export const deploy: Command = {
  name: "deploy",
  summary: "How fast capacity is built and powered: factory-built or conventional, firm or flexible connection.",
  operands: [studyOperand],
  options: [seedOption, { name: "json", summary: "Print one JSON object." }],
  details: `A task network with the critical path (slack from the backward pass) and seeded draws of triangular durations, which share a
factor for labour and one for supply; criticality is the share of draws in which a task decides. Later phases learn.
--json prints {"months","plans":[{"form","connection","tasks","leadTimeDays","readyDay","powerDay","powerWaitDays","mwPerMonth",
"p10Days","p50Days","p90Days","serviceMw"}],"capital","learning","seed","version"}; days from the order.`,
  async run(args, io) {
    const seed = args.requiredText("seed");
    const { scenario, studies } = await readStudyFile(args.operand("SCENARIO.json"), io);
    const found = deployment(studies.deployment, seed);
    const { modularLearningFraction, stickLearningFraction, capitalPerMw } = studies.deployment;
    const learning = [1, 2, 3, 4, 8].map((unit) => ({ unit, modularCostPerMw: capitalPerMw * learningFactor(unit, modularLearningFraction), stickCostPerMw: capitalPerMw * learningFactor(unit, stickLearningFraction) }));
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...found, learning, seed, version })}\n`);
    else io.stdout(`${lines(found, scenario.site.currency).join("\n")}\n`);
    return 0;
  },
};

function lines({ plans, capital }: Deployment, currency: string): string[] {
  const days = (value: number) => `${fixed(value, 0)}${SPACE}d`.padStart(10);
  const money = (value: number) => wholeMoney(value, currency);
  return [
    `${"".padEnd(26)}${"lead time".padStart(10)}${"P10".padStart(10)}${"P50".padStart(10)}${"P90".padStart(10)}${"waits".padStart(10)}${"MW/month".padStart(10)}  critical`,
    ...plans.map((plan) => `${`${forms[plan.form]}, ${plan.connection}`.padEnd(26)}${days(plan.leadTimeDays)}${days(plan.p10Days)}${days(plan.p50Days)}${days(plan.p90Days)}${days(plan.powerWaitDays)}${fixed(plan.mwPerMonth, 2).padStart(10)}  ${plan.tasks.filter(({ critical }) => critical).map(({ title, criticalityFraction }) => `${title} ${percent(criticalityFraction, 0)}`).join(", ")}`),
    "",
    `Capital at once ${money(capital.atOnceCost)}, and ${money(capital.idleCarryCost)} for what stands idle; in phases ${money(capital.phasedPresentCost)} today, with learning ${money(capital.phasedWithLearningPresentCost)}.`,
    "A factory saves nothing while the grid is the critical path; flexibility and modularity multiply.",
  ];
}
