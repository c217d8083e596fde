/** The door: a name of 1 to 40 characters, and kind words when it does not open. */
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, person } from '@/test/wire';
import { Entry } from './Entry';

prepareHouse();

let open: TestHouse;

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'What shall we call you?' });
const bodies = () =>
  open.fetched.mock.calls.flatMap(([, init]) => (init?.body ? [JSON.parse(init.body)] : []));

async function sitDown(name: string): Promise<void> {
  fireEvent.change(field(), { target: { value: name } });
  await act(async () => {
    fireEvent.submit(field());
  });
}

describe('with guests', () => {
  beforeEach(async () => {
    open = await openHouse(null);
    await renderInHouse(open.house, <Entry guestsEnabled accounts maxLength={40} />);
  });

  test('a name is all it takes', async () => {
    open.fetched.mockImplementation(
      async () => new Response(JSON.stringify({ user: person(ALICE), csrf_token: 'new' })),
    );
    await sitDown('  Alice   Liddell ');
    expect(bodies()).toEqual([{ name: 'Alice Liddell', language: 'en' }]);
    expect(open.house.store.getState().phase).toBe('seated');
  });

  test('forty flames are forty characters, forty-one are one too many', async () => {
    open.fetched.mockImplementation(
      async () => new Response(JSON.stringify({ user: person(ALICE), csrf_token: 'new' })),
    );
    await sitDown('🔥'.repeat(41));
    expect(bodies()).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('up to 40 characters');
    await sitDown('🔥'.repeat(40));
    expect(bodies()).toHaveLength(1);
  });

  test('an empty name asks for one', async () => {
    await sitDown('   ');
    expect(screen.getByRole('alert').textContent).toBe('Please give us a name to call you by.');
  });

  test("the server's own kind words are shown", async () => {
    const error = { code: 'rate_limited', message: 'That was a little fast.', fields: null };
    open.fetched.mockImplementation(async () => new Response(JSON.stringify({ error }), { status: 429 }));
    await sitDown('Alice');
    expect(screen.getByRole('alert').textContent).toBe('That was a little fast.');
  });

  test('no network is said in our words', async () => {
    open.fetched.mockRejectedValue(new TypeError('failed to fetch'));
    await sitDown('Alice');
    expect(screen.getByRole('alert').textContent).toContain('The way was cut off');
  });

  test('the other language is one press away', async () => {
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: '한국어' }));
    });
    expect(await screen.findByRole('textbox', { name: '어떻게 불러 드릴까요?' })).toBeDefined();
    expect(document.documentElement.lang).toBe('ko');
  });
});

test('a house without guests says so and shows no field', async () => {
  open = await openHouse(null);
  await renderInHouse(open.house, <Entry guestsEnabled={false} accounts={false} maxLength={40} />);
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText(/only receives people it knows/)).toBeDefined();
});
