import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one line, "N passed, N failed"; a file that does not load counts as failed. */
export function counts(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[], errors) {
      let passed = 0;
      let failed = errors.length;
      let skipped = 0;
      for (const module of modules) {
        failed += module.errors().length;
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          if (state === "passed") passed++;
          else if (state === "failed") failed++;
          else skipped++;
        }
      }
      process.on("exit", () => { console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`); });
    },
  };
}
