/** Opens a page of accounts before a server that is the test. Call `openAccounts` once at the top of a test file. */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect } from 'vitest';
import { Route } from 'wouter';
import AccountPages from '@/features/account/AccountPages';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { type Answers, allauth, type Routes, serve } from '@/test/routes';
import { session } from '@/test/session';
import { ALICE, person } from '@/test/wire';

const alice = { ...person(ALICE), is_guest: false };
const LINKS: Answers = { 'GET config': [200, { status: 200, data: { account: {} } }] };

export const POST = (path: string) => `POST /_allauth/browser/v1/${path}`;

export class AccountVisit {
  open!: TestHouse;
  routes!: Routes;

  constructor() {
    prepareHouse();
    beforeEach(async () => {
      sessionStorage.clear();
      this.open = await openHouse(null);
    });
  }

  async visit(path: string, answers: Answers, language: 'en' | 'ko' = 'en'): Promise<void> {
    window.history.replaceState(null, '', path);
    this.routes = serve(this.open.fetched, {
      'GET /api/session': [200, session(alice)],
      ...allauth({ ...LINKS, ...answers }),
    });
    const pages = (
      <Route path="/account/*">
        <AccountPages />
      </Route>
    );
    await renderInHouse(this.open.house, pages, language);
  }

  bodyOf(call: string): unknown {
    return this.routes.asked.findLast(([asked]) => asked === call)?.[1];
  }

  async isIn(): Promise<void> {
    await waitFor(() => expect(this.open.house.store.getState().user?.is_guest).toBe(false));
  }
}

export function fill(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

export async function press(name: string): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
}
