import { OPERATORS } from './compare.ts';
import { STANDARD_ACTIONS } from './elements/action.ts';
import { REFUSED } from './read/flow.ts';
import { ELEMENTS } from './read/nodes.ts';

export interface FlowSupport {
  readonly kind: 'element' | 'operator' | 'action';
  /** As flow metadata names it. */
  readonly name: string;
  /** Why the local org refuses it; absent when it runs. */
  readonly refused?: string;
}

/** What of flows the local org runs and what it refuses, for the support table. */
export function listFlowSupport(): readonly FlowSupport[] {
  return [
    ...ELEMENTS.map((name): FlowSupport => ({ kind: 'element', name })),
    ...Object.entries(REFUSED).map(([name, refused]): FlowSupport => ({ kind: 'element', name, refused })),
    ...[...Object.keys(OPERATORS), 'IsChanged', 'WasVisited', 'WasSelected'].map((name): FlowSupport => ({
      kind: 'operator',
      name
    })),
    ...['apex', ...STANDARD_ACTIONS].map((name): FlowSupport => ({ kind: 'action', name }))
  ];
}
