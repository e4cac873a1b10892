/**
 * The catalogue: every fixed word and sentence of page, charts, report and terminal. One language, English; the
 * keys are grouped by where a reader meets them. A sentence with numbers is a function in the file beside it.
 */
export const strings = {
  weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  weekdayInitials: ["M", "T", "W", "T", "F", "S", "S"],
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  monthNames: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  monthInitials: ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"],

  /** Names of quantities, as the legend, the readout and the table say them. Keys are column names without their unit. */
  quantities: {
    import: "Grid import", discharge: "Battery discharge", generator: "Generator", wind: "Wind", pv: "PV",
    charge: "Battery charge", export: "Export", demand: "Demand", served: "Served", shed: "Shed", unserved: "Unserved", curtailed: "Curtailed",
    it: "IT load", deferrable: "Deferrable work", cooling: "Cooling and losses", backlog: "Work waiting",
    soc: "State of charge", price: "Price", exportPrice: "Export price", carbon: "Carbon intensity", marginalCarbon: "Marginal carbon", temperature: "Outdoor temperature",
  },
  bandNames: { import: "Grid import", discharge: "Battery", generator: "Generator", wind: "Wind", pv: "PV", charge: "Charging", export: "Export", it: "IT load", deferrable: "Deferrable", cooling: "Cooling", demand: "Demand" },

  /** Kinds of bill lines, in the order of the stack. */
  charges: {
    energy: "Energy", demandFlat: "Demand, any time", demandTou: "Demand, time of use", coincident: "Coincident peak", contract: "Contracted demand", capacity: "Capacity",
    fixed: "Fixed", minimum: "Minimum", levy: "Levies", exportCredit: "Export credit",
  },

  /** Why a part did what it did, as the reason lane and the readout name it. */
  reasons: {
    none: "Nothing to do", surplus: "Surplus", cheapPrice: "Cheap hours", dearPrice: "Dear hours", carbon: "Carbon", schedule: "Schedule",
    peakThreshold: "Peak level", importLimit: "Import limit", exportLimit: "Export limit", rating: "Rating", socFloor: "Battery empty", socCeiling: "Battery full",
    reserve: "Reserve", event: "Event", notice: "Event ahead", deadline: "Deadline", hallCapacity: "Hall is full", outage: "Outage", plan: "Plan",
  },

  /** Battery, work and cooling policies by id; an unknown id is shown as it stands. */
  policies: {
    idle: "Do nothing", "self-consumption": "Self-consumption", "tou-arbitrage": "Arbitrage", "peak-shaving": "Peak shaving", "grid-target": "Grid target",
    manual: "Manual schedule", given: "Given series", "carbon-aware": "Carbon-aware", "event-reserve": "Event reserve", mpc: "Look-ahead", optimal: "Optimum",
    "run-now": "Run now", "price-defer": "Defer by price", "carbon-defer": "Defer by carbon", "event-shed": "Shed in events", "budget-defer": "Defer when over budget", joint: "Joint",
    "cheap-cold": "Cheap cold", "event-cold": "Cold for events", "planned-cold": "Planned cold",
  },

  /** The same, behind the name of a battery policy. */
  withWork: { "price-defer": "with work deferred by price", "carbon-defer": "with work deferred by carbon", "event-shed": "with work shed in events", "budget-defer": "with work deferred over budget" },

  charts: {
    dispatch: "Supply against demand",
    demandStack: "Demand by use",
    billStack: "Monthly bill by charge",
    loadDuration: "Load duration",
    heatMap: "Hour by day",
    hourlyProfile: "Mean day by month",
    sankey: "Where the energy goes",
    importMultiples: "Net import",
    cashFlow: {
      title: "Cash flow by year", hint: "in above, out below; nominal", empty: "No project year.", year: "Year", flow: "Cash flow", sum: "Sum, discounted", capacity: "Battery capacity", capacityHint: "of when it was new",
      payback: "Paid back, years",
      bands: { bill: "Bill saved", other: "Fuel, programmes, work", tax: "Tax and credit", upkeep: "Upkeep", capital: "Capital", renewal: "Renewal" },
    },
    savingByCharge: "Saving by charge",
    dearerLeft: "dearer to the left",
    noDifference: "The bills are the same.",
    run: "Run",
    lanes: { soc: "State of charge", price: "Price", carbon: "Carbon", reason: "reason", event: "event", year: "Year" },
    solid: "solid",
    dashedRight: "dashed, right axis",
    right: "mean, right axis",
    lowAndHigh: "lowest and highest",
    yearHint: "daily highest and mean import",
    yearEvents: "; marks are events",
    meanOf: "mean of",
    extremes: "with extremes",
    why: "Why",
    limit: "Connection limit",
    limitShort: "Limit",
    exportLimit: "Export limit",
    before: "Do nothing",
    after: "This run",
    hoursAxis: "hours at or above",
    total: "Total",
    sum: "Sum",
    net: "Net",
    time: "Time",
    month: "Month",
    hour: "Hour",
    hoursAbove: "Hours above",
    losses: "Battery losses",
    fromStore: "From the battery",
    notServed: "Not served",
    bus: "Site",
    side: "Side",
    flow: "Flow",
    energy: "Energy",
    source: "Source",
    use: "Use",
    day: "Day",
    median: "median",
    emptyWindow: "Nothing to draw in this window. Show the year.",
    emptyBill: "No bill yet.",
    noBattery: "No battery on this site.",
    recomputing: "recomputing",
    stillKeys: "Chart over time. Arrows move the cursor by a step, with Shift by a day. Enter locks it, Escape frees it.",
    mapKeys: "Map of hours and days. Left and right move the cursor by a day, with Shift by a week, up and down by an hour. Enter locks it, Escape frees it.",
    keys: "Chart over time. Arrows move the cursor by a step, with Shift by a day. Enter locks it, Escape frees it. Plus and minus zoom, Page Up and Page Down move the window, Home shows the year.",
  },
} as const;

/** Of a quantity, where two columns of them share a phone; undefined where the whole name is short. */
export function shortName(quantity: string): string | undefined {
  const names: Readonly<Record<string, string>> = { ...strings.bandNames, price: strings.charts.lanes.price, carbon: strings.charts.lanes.carbon };
  return names[quantity];
}

export function policyName(id: string): string {
  return (strings.policies as Readonly<Record<string, string>>)[id] ?? id;
}
