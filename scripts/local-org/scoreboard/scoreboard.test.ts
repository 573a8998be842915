import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { page, report } from './page.ts';
import { projectsOf, withNamespace } from './projects.ts';
import { causeOf, counted, scoreProject } from './score.ts';

const META =
  '<?xml version="1.0" encoding="UTF-8"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><status>Active</status></ApexClass>';

function project(files: Readonly<Record<string, string>>): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'scored-')), 'small');
  const all = {
    'sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'app' }], namespace: '' }),
    ...files
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

function classes(sources: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([name, text]) => [
      [`app/classes/${name}.cls`, text],
      [`app/classes/${name}.cls-meta.xml`, META]
    ])
  );
}

const SMALL = classes({
  Bad: 'public class Bad { Nowhere n; }',
  NeedsBad: 'public class NeedsBad { Bad b; }',
  SmallTest: `@IsTest private class SmallTest {
    @IsTest static void passes() { System.assertEquals(2, 1 + 1); }
    @IsTest static void fails() { System.assertEquals(2, 1, 'sum'); }
    @IsTest static void failsToo() { System.assertEquals(2, 1, 'sum'); }
  }`
});

describe('The scoreboard', () => {
  it('counts classes, false errors, tests and the causes of failures', () => {
    const { score, failures } = scoreProject(project(SMALL));
    expect(score).toMatchObject({
      project: 'small',
      namespace: null,
      classes: 3,
      falseErrors: 1,
      leftOut: 2,
      tests: 3,
      passed: 1
    });
    expect(score.causes).toEqual([
      { times: 2, text: 'fail: System.AssertException: Assertion Failed: sum: Expected: 2, Actual: 1' }
    ]);
    expect(failures.map((f) => f.method)).toEqual(['fails', 'failsToo']);
    expect(report(score)).toContain('small: 3 classes, 1 false errors, 2 files left out; 1 of 3 tests pass (33.3%)');
  });

  it('tells errors for want of a package apart from false ones', () => {
    const folders = [
      { path: 'app', package: 'Small' },
      {
        path: 'plugins\\logger',
        package: 'Small - Logger',
        dependencies: [{ package: 'Small@1.0.0' }, { package: 'Logger - Core@4.14.4-x' }]
      }
    ];
    const { score } = scoreProject(
      project({
        ...SMALL,
        'plugins/logger/Adapter.cls': 'public class Adapter { Logger l; }',
        'plugins/logger/Adapter.cls-meta.xml': META,
        'sfdx-project.json': JSON.stringify({ packageDirectories: folders, namespace: '' })
      })
    );
    expect(score).toMatchObject({ falseErrors: 1, leftOut: 3, lacking: [{ text: 'Logger - Core', times: 1 }] });
    expect(page([score], '2026-01-02')).toContain('- 1 × error for want of the package Logger - Core');
    expect(report(score)).toContain('1 errors for want of the package Logger - Core, 3 files left out');
  });

  it('sums up, and lists the first kinds of error of a project that has many', () => {
    const { score } = scoreProject(project(SMALL));
    const problems = Array.from({ length: 12 }, (_, n) => ({ text: `error: Invalid type: T${n}`, times: 1 }));
    const text = page(
      [
        { ...score, problems },
        { ...score, namespace: 'demo' }
      ],
      '2026-01-02'
    );
    expect(text).toContain(
      'In all: 1 projects, 1 of them once more with another namespace; 2 of 6 tests pass (33.3%).'
    );
    expect(text).toContain('Invalid type: T9');
    expect(text).not.toContain('Invalid type: T10');
    expect(text).toContain('- 2 more kinds of error');
  });

  it('gives a project that cannot be read a line of its own', () => {
    const { score } = scoreProject(join(tmpdir(), 'no-such-project'));
    expect(score.stopped).toContain('no sfdx-project.json');
    expect(page([score], '2026-01-02')).toContain('stopped: ');
  });

  it('runs a project under a namespace without touching it', () => {
    const dir = project(SMALL);
    const copy = withNamespace(dir, 'demo');
    expect(scoreProject(copy).score).toMatchObject({ project: 'small', namespace: 'demo', tests: 3, passed: 1 });
    expect(JSON.parse(readFileSync(join(dir, 'sfdx-project.json'), 'utf8'))).toMatchObject({ namespace: '' });
  });

  it('finds the tests of a copy whose package directory is the project itself', () => {
    const config = JSON.stringify({ packageDirectories: [{ path: '.' }], namespace: '' });
    const copy = withNamespace(project({ ...SMALL, 'sfdx-project.json': config }), 'demo');
    expect(scoreProject(copy).score).toMatchObject({ namespace: 'demo', classes: 3, tests: 3, passed: 1 });
  });

  it('finds the projects of a folder and refuses a folder without any', () => {
    const dir = project({});
    expect(projectsOf([dirname(dir)])).toEqual([dir]);
    expect(projectsOf([dir])).toEqual([dir]);
    expect(() => projectsOf([join(dir, 'nothing')])).toThrow('neither a project nor a folder of projects');
  });

  it('groups failures that differ only in ids, times and rows', () => {
    const one = causeOf({
      outcome: 'fail',
      message: 'Insert failed on row 3: 001000000000001AAA at 2026-01-02 03:04:05\nmore'
    });
    const two = causeOf({
      outcome: 'fail',
      message: 'Insert failed on row 4: 001000000000002AAA at 2026-01-02 03:04:06'
    });
    expect(counted([one, two])).toEqual([{ times: 2, text: 'fail: Insert failed on row <n>: <id> at <time>' }]);
  });
});
