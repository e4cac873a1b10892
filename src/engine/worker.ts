import type { Endpoint } from "comlink";
import { holdLock } from "./holdLock.web.ts";
import { serve } from "./serve.ts";
import { workerTools } from "./workerTools.ts";

// The types know `self` as a page's window alone.
serve(self as unknown as Endpoint, { ...workerTools(), holdLock });
