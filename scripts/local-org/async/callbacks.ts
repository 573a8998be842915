import type { PublishOutcome } from '../contracts/async.ts';
import type { TestState, Transaction } from '../contracts/transaction.ts';
import { ApexObject, platformType } from '../values/index.ts';
import type { Core } from './core.ts';

interface Publication {
  readonly callback: object;
  readonly uuids: readonly string[];
  readonly userId: string;
}

const TYPES = {
  onSuccess: platformType('eventbus.SuccessResult', 'interface'),
  onFailure: platformType('eventbus.FailureResult', 'interface')
} as const;

const INTERFACES = {
  onSuccess: 'eventbus.EventPublishSuccessCallback',
  onFailure: 'eventbus.EventPublishFailureCallback'
} as const;

/** `EventBus.SuccessResult` and `FailureResult`. */
class Outcome extends ApexObject implements PublishOutcome {
  readonly uuids: readonly string[];

  constructor(method: keyof typeof TYPES, uuids: readonly string[]) {
    super();
    this.uuids = uuids;
    Object.defineProperty(this, '$type', { value: TYPES[method] });
  }
}

/**
 * Apex publish callbacks (Platform Events Developer Guide, "Get the Result of Asynchronous Platform Event Publishing with
 * Apex Publish Callbacks"): told after the bus has the events. Here it always takes them, but for `Test.getEventBus().fail()`.
 */
export class PublishCallbacks {
  private readonly core: Core;
  private readonly ofTests = new WeakMap<TestState, Publication[]>();

  constructor(core: Core) {
    this.core = core;
  }

  await(tx: Transaction, callback: object, uuids: readonly string[]): void {
    const publication = { callback, uuids, userId: tx.user.id };
    tx.afterCommit(() => {
      const test = tx.test ?? null;
      if (test) this.ofTest(test).push(publication);
      this.core.add(test, {
        at: this.core.org.clock.now(),
        kind: 'event',
        label: 'publish callback',
        userId: publication.userId,
        run: () => this.succeed(test, publication)
      });
    });
  }

  private ofTest(test: TestState): Publication[] {
    let all = this.ofTests.get(test);
    if (!all) this.ofTests.set(test, (all = []));
    return all;
  }

  private succeed(test: TestState | null, publication: Publication): void {
    if (test) {
      const all = this.ofTest(test);
      const at = all.indexOf(publication);
      if (at < 0) return;
      all.splice(at, 1);
    }
    this.tell(publication, 'onSuccess');
  }

  fail(test: TestState): void {
    for (const publication of this.ofTest(test).splice(0)) this.tell(publication, 'onFailure');
  }

  private tell({ callback, uuids, userId }: Publication, method: keyof typeof TYPES): void {
    const { program, access } = this.core.org;
    if (!program.implementsInterface(callback, INTERFACES[method])) return;
    this.core.runAs(access.user(userId), 'eventTrigger', (tx) =>
      program.invoke(tx, callback, method, [new Outcome(method, uuids)])
    );
  }
}
