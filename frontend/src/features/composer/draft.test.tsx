/** Drafts: one per room, over a reload. */
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openHouse, prepareHouse, renderInHouse } from '@/test/renderInHouse';
import { ALICE } from '@/test/wire';
import { GlobalChatInput } from './GlobalChatInput';

prepareHouse();

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');

async function openPage(roomId: number): Promise<void> {
  cleanup();
  const { house } = await openHouse();
  await renderInHouse(house, <GlobalChatInput roomId={roomId} userId={ALICE} lilyMode={null} />);
}

test('a draft survives a reload, in its own room', async () => {
  await openPage(1);
  fireEvent.change(field(), { target: { value: 'half a thought' } });
  await openPage(2);
  expect(field().value).toBe('');
  await openPage(1);
  expect(field().value).toBe('half a thought');
});

test('a sent draft does not come back', async () => {
  await openPage(1);
  fireEvent.change(field(), { target: { value: 'a whole thought' } });
  fireEvent.keyDown(field(), { key: 'Enter' });
  await openPage(1);
  expect(field().value).toBe('');
});
