import { levelName, levelText } from 'c/panelLevels';
import { NOW, clock } from '../../../../../../scripts/test/jest-data/views';

describe('panelLevels', () => {
  it('has a word for each level', () => {
    expect(['Green', 'Yellow', 'Orange', 'Red'].map(levelName)).toEqual([
      'c.LevelGreen',
      'c.LevelYellow',
      'c.LevelOrange',
      'c.LevelRed'
    ]);
    expect(levelName('New')).toBe('New');
  });

  it('says what a clock has become, and nothing of a clock that is on track', () => {
    const said = (level: Parameters<typeof levelText>[0]): string => levelText(level, clock(), 'Lise Hahn', NOW);
    expect(said('Green')).toBe('');
    expect([said('Yellow'), said('Orange'), said('Red')]).toEqual([
      'c.AnnounceDueSoon',
      'c.AnnounceEscalated',
      'c.AnnounceLate'
    ]);
  });
});
