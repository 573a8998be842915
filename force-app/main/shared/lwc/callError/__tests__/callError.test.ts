import { messageOf } from 'c/callError';

describe('what a failed call says', () => {
  it('is the message of the server', () => {
    expect(messageOf({ body: { message: 'The lead was deleted.' } })).toBe('The lead was deleted.');
  });

  it('is empty when the server was not reached or says nothing', () => {
    expect(messageOf(null)).toBe('');
    expect(messageOf(new TypeError('Failed to fetch'))).toBe('');
    expect(messageOf({ body: {} })).toBe('');
  });
});
