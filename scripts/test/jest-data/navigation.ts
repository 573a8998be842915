/** A stand-in for `lightning/navigation` that keeps where a component went. Use it in the factory of `jest.mock`. */
export function navigationMock(): object {
  const Navigate = Symbol('Navigate');
  const navigate = jest.fn();
  const NavigationMixin = (base: new () => object): unknown =>
    class extends base {
      [Navigate](page: unknown): void {
        navigate(page);
      }
    };
  return { navigate, NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
}

/** Attributes of the page that a component went to last. */
export const wentTo = (): Record<string, string> =>
  jest.requireMock('lightning/navigation').navigate.mock.lastCall[0].attributes;
