import { forgiveRefusals } from './kit/answers.js';
import { expect, test } from './kit/page-test.js';
import { signIn } from './kit/people.js';
import { type Seeded, startSeeded } from './kit/seeded.js';
import { expectRoom, expectSound } from './kit/sound.js';
import { VIEWS } from './kit/views.js';

const WIDTHS = { desktop: [1280, 1024, 768, 640, 390, 320], phone: [390, 320] };

let seeded: Seeded;
test.beforeAll(async () => {
  seeded = await startSeeded();
});
test.afterAll(async () => {
  await seeded.product.stop();
});

for (const { title, open, part, again } of VIEWS) {
  test(
    `${title}: sound in both themes, with room for everything at each width`,
    { tag: '@phone' },
    async ({ page, complaints }, { project }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await signIn(page.context(), seeded.product, seeded.person);
      await open(page, seeded);
      await expectSound(page);
      for (const width of project.name === 'phone' ? WIDTHS.phone : WIDTHS.desktop) {
        await page.setViewportSize({ width, height: 900 });
        await expect(async () => {
          // what the width closes or moves is not so at once
          await again?.(page, seeded);
          await expectRoom(page, page.locator(part ?? 'body'));
        }).toPass({ timeout: 15_000 });
      }
      forgiveRefusals(complaints); // of the answers that some views are about
    },
  );
}
