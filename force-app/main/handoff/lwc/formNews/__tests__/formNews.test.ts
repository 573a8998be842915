import { onNews, tellForms } from 'c/formNews';

describe('formNews', () => {
  it('tells the forms of one lead, until they close', () => {
    const heard: string[] = [];
    const stop = onNews('L1', (sentence) => heard.push(sentence));
    tellForms('L2', 'another lead');
    tellForms('L1', 'Dana accepted it.');
    stop();
    tellForms('L1', 'too late');
    expect(heard).toEqual(['Dana accepted it.']);
  });
});
