import type { Page } from 'playwright-core';

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ö',
  U: 'Û'
};

/**
 * Shows every label in a made-up language that is 40% longer and full of accents, between brackets, from the next page
 * on (ux.md 2.16, check 9). What then stands on a page without brackets did not come from a label.
 */
export async function speakPseudo(page: Page): Promise<void> {
  await page.addInitScript((accents: Record<string, string>) => {
    const longer = (word: string): string =>
      word.replace(/[aeiouAEIOU]/g, (letter) => accents[letter] ?? letter) + '~'.repeat(Math.ceil(word.length * 0.4));
    const pseudo = (text: string): string => `[${text.replace(/(?<!\{)\b[A-Za-z]+\b/g, longer)}]`;
    let kept: { labels: Record<string, string> } | undefined;
    Object.defineProperty(globalThis, 'localOrg', {
      configurable: true,
      get: () => kept,
      set: (given: { labels: Record<string, string> }) => {
        for (const [name, text] of Object.entries(given.labels)) given.labels[name] = pseudo(text);
        kept = given;
      }
    });
  }, ACCENTS);
}

/** Texts inside a component that a person sees or hears and that hold a letter, in the order of the page. */
export function wordsOf(page: Page, component: string): Promise<string[]> {
  // By locator: the document itself does not find what is inside a shadow.
  return page.locator(component).evaluateAll((roots) => {
    const found: string[] = [];
    const visible = (element: Element): boolean => element.getClientRects().length > 0;
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node instanceof Element ? node : node.parentElement;
        if (!element || !visible(element)) continue;
        const texts =
          node instanceof Element
            ? ['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name))
            : [node.textContent];
        for (const text of texts) if (text && /\p{L}/u.test(text)) found.push(text.replace(/\s+/g, ' ').trim());
      }
    }
    return found;
  });
}
