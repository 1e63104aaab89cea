import { expect, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PATIENCE_MS = 2000;
const SCHEMES = ['light', 'dark'] as const;

interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What is shown has no fault that axe finds, in both themes. */
export async function expectSound(page: Page): Promise<void> {
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expect(page.locator(`html[data-mantine-color-scheme=${scheme}]`)).toHaveCount(1);
    await settled(page);
    // again, since a fault may be of a passing state
    await expect.poll(() => faultsOf(page), `${scheme}: what axe finds`).toEqual([]);
  }
}

/**
 * Nothing lies beside the window, no label is cut off, and every button and link of `part` can be reached with a
 * pointer.
 */
export async function expectRoom(page: Page, part: Locator): Promise<void> {
  expect(
    [...(await overflows(page)), ...(await unreachable(part))],
    `at ${String(page.viewportSize()?.width)}: what does not fit`,
  ).toEqual([]);
}

/** The document, and each box that is meant to be as wide as what it holds. */
async function overflows(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const boxes = [
      ...document.querySelectorAll<HTMLElement>(
        'section[role=dialog], .mantine-Button-label, .card, .keys, .empty, .note, .tag',
      ),
    ];
    const tight = boxes.filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth);
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${String(scrollWidth - clientWidth)} px too wide`] : []),
      ...tight.map((box) => `cut off: ${box.className}: ${box.innerText.slice(0, 60)}`),
    ];
  });
}

/** Scrolled to, each must be what a click on its middle hits. */
async function unreachable(part: Locator): Promise<readonly string[]> {
  return part.evaluate(
    (root) => {
      const targets = [...root.querySelectorAll<HTMLElement>('button:enabled, a[href]:not(.skip)')].filter((target) =>
        target.checkVisibility(),
      );
      const missed = targets.filter((target) => {
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const line = target.getClientRects()[0];
        return (
          line === undefined ||
          !target.contains(document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2))
        );
      });
      return missed.map((target) => `out of reach: ${target.ariaLabel ?? target.innerText}`);
    },
    undefined,
    { timeout: PATIENCE_MS },
  );
}

/** Colours that change in passing are not looked at. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => {
      requestAnimationFrame(() => {
        requestAnimationFrame(resolve);
      });
    });
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
  });
}

/** The source is evaluated, not added as a script: the page's policy lets no script in. */
async function faultsOf(page: Page): Promise<readonly Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      readonly axe: {
        run: (options: object) => Promise<{
          readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: rules } });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  }, RULES);
}
