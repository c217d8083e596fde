/** Short words above the composer. */
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openHouse, prepareHouse, renderInHouse } from '@/test/renderInHouse';
import { Notices } from './Notices';

prepareHouse();

test("what did not work is said in the page's language", async () => {
  const { house } = await openHouse();
  await renderInHouse(house, <Notices />);
  act(() => house.store.setState({ notice: 'actRefusal.forbidden' }));
  expect(screen.getByRole('status').textContent).toBe('That is not yours to change.');
});

test('unsent words of somebody else are pointed out before they are let go', async () => {
  const { house } = await openHouse();
  await renderInHouse(house, <Notices />);
  act(() => house.store.setState({ strayWords: 2 }));
  expect(screen.getByText(/2 messages of someone who sat here before/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Let them go' }));
  await act(() => Promise.resolve());
  await screen.findByRole('status');
  expect(house.store.getState().strayWords).toBe(0);
});
