import type { Series } from "../../time/series.ts";
import type { EventCall, MeasuredEvent } from "./measuredEvent.ts";

/**
 * Power of a cluster of 256 GPUs in Phoenix through a call, W by the minute from 14:40 on.
 * Emerald AI, emerald-ai-demo-may-2025, data/SRP_total_power.csv at 34403ae (Apache-2.0), rounded to the watt. Stamps say 4 May 2025; the utility's own file is of the day before.
 */
const POWER_W = [
  94173, 94418, 94320, 93222, 94081, 94087, 94039, 94127, 94090, 93662, 93596, 94357, 94174, 94123, 93978, 94194, 94683, 93463, 94109, 94290,
  93621, 94389, 93777, 94353, 93712, 93893, 94336, 93425, 93819, 94368, 94403, 94158, 93696, 94081, 82447, 89583, 93398, 92848, 88460, 94140,
  93878, 93663, 93813, 94162, 93992, 93574, 94109, 93699, 92943, 94001, 94084, 93628, 93336, 93826, 93646, 93177, 93482, 93147, 93610, 93557,
  93530, 93222, 92681, 93150, 93121, 92927, 92583, 93022, 93135, 92731, 92750, 92555, 92385, 92273, 92669, 92913, 92469, 92763, 92942, 92213,
  92559, 92823, 92491, 92896, 92508, 92811, 92444, 91951, 92733, 92387, 81719, 78905, 74801, 74688, 65824, 70077, 71627, 70577, 65449, 69852,
  69776, 69636, 67295, 66593, 66515, 66653, 65611, 65498, 65580, 65797, 65750, 65593, 65477, 65694, 65694, 65693, 64984, 65562, 65656, 65590,
  65730, 65688, 65755, 65268, 65528, 65443, 65567, 65266, 65372, 65258, 65535, 65125, 65043, 65350, 65034, 65126, 65097, 65037, 64943, 64673,
  64864, 64940, 64834, 64915, 64899, 64771, 64931, 64794, 64883, 65111, 64880, 65039, 64725, 64826, 60763, 61397, 64729, 64101, 60722, 64653,
  65074, 64957, 65115, 64802, 64800, 64739, 64827, 65021, 64766, 64863, 65022, 64715, 64965, 64791, 64835, 64927, 64785, 64914, 64873, 64869,
  64804, 64942, 64978, 64891, 64830, 64830, 65045, 64888, 64797, 64822, 64830, 64671, 64863, 64984, 64856, 65092, 64924, 64672, 64731, 64676,
  64911, 53886, 51205, 46564, 51863, 51061, 50769, 58071, 64650, 64805, 64451, 61347, 59342, 64578, 64844, 64770, 65069, 63271, 60393, 64512,
  64318, 64704, 64646, 64748, 64583, 64763, 64611, 64506, 64619, 64388, 64538, 64331, 64544, 64296, 64447, 64494, 64252, 64567, 63898, 64621,
  63922, 64662, 64470, 64118, 64672, 63730, 64585, 63806, 64424, 64196, 64085, 64127, 63634, 64089, 63363, 63994, 63476, 63858, 63483, 63549,
  63937, 63267, 64352, 63191, 63984, 63583, 63862, 63735, 63501, 63937, 63859, 60735, 58464, 63868, 63776, 63602, 63484, 63023, 59191, 63005,
  63751, 63502, 63564, 64063, 63551, 63544, 63582, 63968, 63107, 63797, 63189, 63165, 63511, 69069, 67900, 70793, 84941, 85193, 85549, 86031,
  86721, 86571, 86953, 89561, 89995, 89615, 89937, 90543, 90150, 82971, 89864, 90403, 90252, 90053, 90392, 90254, 90507, 90517, 90158, 90129,
  90306, 90310, 90577, 89985, 89836, 90085, 90447, 89977, 90215, 90835, 90122, 88088, 84358, 90739, 90274, 90331, 90208, 89080, 84619, 90456,
  89921, 89905, 90266, 90689, 90903, 90530, 90590, 90080, 90027, 89760, 90367, 89678, 90301, 90096, 90136, 89475, 89832, 90116, 89820, 90370,
  90063, 90174, 90039, 90637, 90220, 90490, 90117, 89943, 90202, 83031, 89889, 90026, 90439, 89860, 90406, 90082, 89859, 90069, 90073, 90250,
  89802, 90308, 89561, 89451, 88978, 89416, 89273, 89143, 89589, 89272, 89265, 87033, 83897, 90001, 89210, 89196, 89197, 88081, 82569, 89248,
];

const OFFSET_MINUTES = -420;

export const phoenixLog: Series = {
  name: "total", unit: "kW", startMs: Date.parse("2025-05-04T14:40:00-07:00"), stepMinutes: 1, values: Float64Array.from(POWER_W, (watts) => watts / 1000), typicalYear: false, utcOffsetMinutes: OFFSET_MINUTES,
};

export const PHOENIX_ZONE = "America/Phoenix";

/** The utility asked for a quarter less for three hours. */
export const phoenixCall: EventCall = { fromMs: Date.parse("2025-05-04T16:15:00-07:00"), toMs: Date.parse("2025-05-04T19:15:00-07:00"), askedFraction: 0.25, offsetMinutes: OFFSET_MINUTES };

/** A figure of the response as it was published or worked out from the log by somebody else. */
export type PublishedFigure = { readonly key: keyof MeasuredEvent; readonly what: string; readonly unit: "kW" | "min" | ""; readonly expected: number; readonly tolerance: number };

export const PHOENIX_SOURCE = "Colangelo et al. 2025, arXiv 2507.00909, and its log (Emerald AI, Apache-2.0)";

export const phoenixFigures: readonly PublishedFigure[] = [
  { key: "baseKw", what: "Base, mean of 15 to 16 h", unit: "kW", expected: 93.104, tolerance: 0.0006 },
  { key: "meanKw", what: "Mean of the call", unit: "kW", expected: 64.256, tolerance: 0.0006 },
  { key: "magnitudeFraction", what: "Magnitude of the cut", unit: "", expected: 0.3098, tolerance: 0.0001 },
  { key: "worstMagnitudeFraction", what: "Of its worst minute", unit: "", expected: 0.2307, tolerance: 0.0001 },
  { key: "deliveredFraction", what: "Delivered of what was asked", unit: "", expected: 0.9993, tolerance: 0.0001 },
  { key: "responseMinutes", what: "Response time", unit: "min", expected: 4, tolerance: 0 },
  { key: "durationMinutes", what: "At or below three quarters", unit: "min", expected: 197, tolerance: 0 },
  { key: "recoveryMinutes", what: "Recovery after the end", unit: "min", expected: 28, tolerance: 0 },
  { key: "reboundFraction", what: "Rebound of 2 h, over the asked cut", unit: "", expected: 0, tolerance: 0 },
];
