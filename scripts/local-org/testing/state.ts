import type { TestState, Transaction } from '../contracts/transaction.ts';

/** What one test method has of its own; `start` and `stop` are `Test.startTest()` and `Test.stopTest()`. */
export function createTestState(seeAllData: boolean, later = 0): TestState {
  let before: unknown;
  return {
    started: false,
    stopped: false,
    mocks: new Map(),
    fixedSearchResults: null,
    captureChange: null,
    stubQuery: null,
    seeAllData,
    later,
    start(tx: Transaction): void {
      before = tx.limits.mark();
      tx.limits.clear();
    },
    stop(tx: Transaction): void {
      const { failures } = tx.org.async.drainTest(tx);
      tx.limits.reset(before);
      const [first] = failures;
      if (first) throw first.error;
    }
  };
}
