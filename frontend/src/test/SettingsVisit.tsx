/** Opens the settings before a server that is the test. Make one at the top of a test file. */
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, vi } from 'vitest';
import { SettingsModal } from '@/features/settings/SettingsModal';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { type Answers, allauth, type Routes, serve } from '@/test/routes';
import { ALICE, person, settings } from '@/test/wire';

/** What the page of an account asks for first. */
export const ACCOUNT: Answers = {
  'GET account/email': [200, { data: [{ email: 'alice@example.org', verified: true, primary: true }] }],
  'GET auth/session': [
    200,
    { data: { user: { has_usable_password: true } }, meta: { is_authenticated: true } },
  ],
  'GET account/providers': [200, { data: [] }],
  'GET account/authenticators': [200, { data: [] }],
};

export class SettingsVisit {
  open!: TestHouse;
  routes!: Routes;
  readonly onClose = vi.fn();
  readonly onRoomSheet = vi.fn();

  constructor() {
    prepareHouse();
    beforeEach(() => {
      HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
        this.open = true;
      };
      HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
        this.open = false;
        this.dispatchEvent(new Event('close'));
      };
    });
  }

  /** @param page as it is called in English */
  async visit(page: string, guest: boolean, answers: Answers = {}, saved = settings()): Promise<void> {
    this.open = await openHouse({ ...person(ALICE), is_guest: guest });
    this.routes = serve(this.open.fetched, {
      'GET /api/settings': [200, saved],
      'PATCH /api/settings': [200, saved],
      'GET /api/blocks': [200, { people: [] }],
      ...allauth(ACCOUNT),
      ...answers,
    });
    await renderInHouse(
      this.open.house,
      <SettingsModal onClose={this.onClose} onRoomSheet={this.onRoomSheet} />,
    );
    await press(page);
    await settle();
  }

  bodyOf(call: string): unknown {
    return this.routes.asked.findLast(([asked]) => asked === call)?.[1];
  }
}

export const settle = () => act(() => new Promise((resolve) => setTimeout(resolve)));

export async function press(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await act(async () => {
    fireEvent.click(button);
  });
}
