/** Takes a lock and holds it until this worker is gone: the page waits for it and so learns of a death. */
export function holdLock(name: string): Promise<void> {
  return new Promise((held, failed) => {
    navigator.locks.request(name, () => {
      held();
      return new Promise<never>(() => {});
    }).catch(failed);
  });
}
