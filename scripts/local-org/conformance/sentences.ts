import { ApexParser } from '@apexdevtools/apex-parser';

/** What the parser's tables hold, as far as sentences need it; the package does not declare its types. */
interface AtnState {
  readonly stateNumber: number;
  readonly ruleIndex: number;
  readonly transitions: readonly AtnTransition[];
}

interface AtnTransition {
  readonly target: AtnState;
  readonly followState?: AtnState;
  readonly label: { readonly intervals: readonly { readonly start: number; readonly stop: number }[] } | null;
  readonly isEpsilon: boolean;
}

interface Atn {
  readonly states: readonly (AtnState | null)[];
  readonly ruleToStartState: readonly AtnState[];
  readonly ruleToStopState: readonly AtnState[];
}

interface Tables {
  readonly atn: Atn;
  readonly ruleNames: readonly string[];
  readonly literalNames: readonly (string | null)[];
  readonly symbolicNames: readonly (string | null)[];
}

/** A text that takes one way through one rule of the grammar. */
export interface Sentence {
  readonly rule: string;
  /** Name of the token or rule that makes the way a different one. */
  readonly by: string;
  readonly text: string;
}

const tables = (): Tables => {
  const made = new ApexParser(null as never) as unknown as { atn: Atn };
  const own = ApexParser as unknown as Omit<Tables, 'atn'>;
  return { atn: made.atn, ruleNames: own.ruleNames, literalNames: own.literalNames, symbolicNames: own.symbolicNames };
};

type Tokens = readonly number[];

/**
 * Walks every alternative of every rule that `start` reaches, and gives the shortest text for each: the way into the
 * rule, the alternative, and the shortest way out. Tokens that stand for many texts (names, literals) are written as
 * `spelling` says.
 */
export function sentences(start: string, spelling: Readonly<Record<string, string>>): Sentence[] {
  const grammar = new Grammar(tables());
  return grammar
    .walk(start)
    .map(({ rule, by, tokens }) => ({ rule, by, text: joined(tokens.map((t) => grammar.spell(t, spelling))) }));
}

class Grammar {
  private readonly tables: Tables;
  /** Shortest tokens from a state to the end of its rule. */
  private readonly out = new Map<AtnState, Tokens>();

  constructor(all: Tables) {
    this.tables = all;
    this.findWaysOut();
  }

  /** Fixpoint: a state's shortest way out is its best transition's. */
  private findWaysOut(): void {
    for (const stop of this.tables.atn.ruleToStopState) this.out.set(stop, []);
    const states = this.tables.atn.states.filter((s): s is AtnState => s !== null && !this.isStop(s));
    for (let changed = true; changed;) {
      changed = false;
      for (const state of states)
        for (const t of state.transitions) changed = this.improve(state, this.through(t, firstToken(t))) || changed;
    }
  }

  private improve(state: AtnState, way: Tokens | undefined): boolean {
    const known = this.out.get(state);
    if (!way || (known && known.length <= way.length)) return false;
    this.out.set(state, way);
    return true;
  }

  private isStop(state: AtnState): boolean {
    return this.tables.atn.ruleToStopState.includes(state);
  }

  /** Tokens of a transition (with `token` where it reads one) and of the shortest way on; undefined: not known yet. */
  private through(t: AtnTransition, token: number | undefined): Tokens | undefined {
    const own = t.followState ? this.out.get(t.target) : token === undefined ? [] : [token];
    const rest = this.out.get(t.followState ?? t.target);
    return own && rest && [...own, ...rest];
  }

  walk(start: string): { rule: string; by: string; tokens: Tokens }[] {
    const found: { rule: string; by: string; tokens: Tokens }[] = [];
    for (const [rule, { before, after }] of this.contexts(this.tables.ruleNames.indexOf(start))) {
      for (const [state, reach] of this.reach(rule)) {
        if (this.isStop(state)) continue;
        if (state.transitions.length < 2 && !state.transitions.some((t) => tokensOf(t).length > 1)) continue;
        for (const t of state.transitions) {
          for (const token of tokensOf(t).length > 0 ? tokensOf(t) : [undefined]) {
            const way = this.through(t, token);
            if (!way) continue;
            const by = t.followState
              ? (this.tables.ruleNames[t.target.ruleIndex] ?? '')
              : token === undefined
                ? 'way'
                : this.name(token);
            found.push({
              rule: this.tables.ruleNames[rule] ?? '',
              by,
              tokens: [...before, ...reach, ...way, ...after]
            });
          }
        }
      }
    }
    return found;
  }

  /** For each rule that the start reaches: the shortest tokens before and after it. */
  private contexts(start: number): Map<number, { before: Tokens; after: Tokens }> {
    const known = new Map([[start, { before: [] as Tokens, after: [] as Tokens }]]);
    const size = (c: { before: Tokens; after: Tokens }): number => c.before.length + c.after.length;
    for (let open = [start]; open.length > 0;) {
      const next: number[] = [];
      for (const rule of open) {
        const here = known.get(rule) as { before: Tokens; after: Tokens };
        for (const [state, reach] of this.reach(rule)) {
          for (const t of state.transitions) {
            const rest = t.followState && this.out.get(t.followState);
            if (!rest) continue;
            const context = { before: [...here.before, ...reach], after: [...rest, ...here.after] };
            const other = known.get(t.target.ruleIndex);
            if (other && size(other) <= size(context)) continue;
            known.set(t.target.ruleIndex, context);
            next.push(t.target.ruleIndex);
          }
        }
      }
      open = next;
    }
    return known;
  }

  /** For each state of a rule: the shortest tokens from the rule's start. */
  private reach(rule: number): Map<AtnState, Tokens> {
    const start = this.tables.atn.ruleToStartState[rule] as AtnState;
    const known = new Map<AtnState, Tokens>([[start, []]]);
    for (let open = [start]; open.length > 0;) {
      const next: AtnState[] = [];
      // The transitions of a stop state lead back to whoever called the rule.
      for (const state of open.filter((s) => !this.isStop(s))) {
        const here = known.get(state) as Tokens;
        for (const t of state.transitions) {
          const target = t.followState ?? t.target;
          const token = firstToken(t);
          const own = t.followState ? this.out.get(t.target) : token === undefined ? [] : [token];
          if (target.ruleIndex !== rule || !own) continue;
          const way = [...here, ...own];
          const other = known.get(target);
          if (other && other.length <= way.length) continue;
          known.set(target, way);
          next.push(target);
        }
      }
      open = next;
    }
    return known;
  }

  private name(token: number): string {
    return this.tables.symbolicNames[token] ?? String(token);
  }

  spell(token: number, spelling: Readonly<Record<string, string>>): string {
    if (token === END_OF_FILE) return '';
    const own = spelling[this.name(token)];
    const literal = this.tables.literalNames[token]?.slice(1, -1);
    if (own === undefined && literal === undefined) throw new Error(`no spelling for the token ${this.name(token)}`);
    return own ?? literal ?? '';
  }
}

const END_OF_FILE = -1;

function tokensOf(t: AtnTransition): number[] {
  if (t.followState || !t.label) return [];
  return t.label.intervals.flatMap(({ start, stop }) => Array.from({ length: stop - start }, (_, at) => start + at));
}

function firstToken(t: AtnTransition): number | undefined {
  return tokensOf(t)[0];
}

/** Shifts and `>=` are several tokens that touch. */
function joined(words: readonly string[]): string {
  return words.join(' ').replace(/> > >/g, '>>>').replace(/> >/g, '>>').replace(/< </g, '<<').replace(/> =/g, '>=');
}
