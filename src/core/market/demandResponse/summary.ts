import type { NonFirmSettlement } from "./nonFirm.ts";
import type { SocTarget } from "./openAdrCalls.ts";
import type { ReserveSettlement } from "./reserve.ts";
import type { ProgrammeSettlement } from "./settleProgramme.ts";

/** One call as it stands on the time axis. */
export type CallSummary = {
  /** Id of the programme; "non-firm" for the connection. */
  readonly programme: string;
  readonly step: number;
  readonly steps: number;
  readonly startMs: number;
  /** Step in which the site was told. */
  readonly noticeStep: number;
  readonly reduceKw: number | null;
  readonly capKw: number | null;
  readonly pricePerKwh: number | null;
  /** What the store should hold at the end, where that is asked. */
  readonly socTarget: SocTarget | null;
};

/** What called on the site over a run, what it gave and what it is paid. Nothing of it is in the bill; the rebound is, as all import. */
export type ResponseSummary = {
  readonly calls: readonly CallSummary[];
  readonly programmes: readonly ProgrammeSettlement[];
  readonly reserve: ReserveSettlement | null;
  readonly nonFirm: NonFirmSettlement | null;
  /** Payments less penalties of all of them; null while a payment is not stated. */
  readonly netRevenue: number | null;
};
