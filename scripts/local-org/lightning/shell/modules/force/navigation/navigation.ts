import { currentPage, goTo, onPage, urlOf } from 'shell/router';
import type { PageReference } from 'shell/router';

type Constructor = new (...args: never[]) => object;
const NAVIGATE = Symbol('Navigate');
const GENERATE_URL = Symbol('GenerateUrl');

/** The current page, again after every navigation. */
export class CurrentPageReference {
  private readonly emit: (page: PageReference) => void;
  private stop: (() => void) | undefined;

  constructor(emit: (page: PageReference) => void) {
    this.emit = emit;
  }

  connect(): void {
    this.emit(currentPage());
    this.stop = onPage(this.emit);
  }

  update(): void {}

  disconnect(): void {
    this.stop?.();
  }
}

function mixin(base: Constructor): Constructor {
  const mixed = class extends base {
    [NAVIGATE](page: PageReference, replace = false): void {
      goTo(urlOf(page), replace);
    }

    [GENERATE_URL](page: PageReference): Promise<string> {
      return Promise.resolve(urlOf(page));
    }
  };
  return mixed;
}

export const NavigationMixin = Object.assign(mixin, { Navigate: NAVIGATE, GenerateUrl: GENERATE_URL });
