import { describe, expect, it } from 'vitest';
import { check } from './testing.ts';

/** Sources and the messages that they give, as the platform's own compiler words and places them. */
function gives(text: string, ...places: string[]): void {
  expect([text, ...check([text]).places]).toEqual([text, ...places]);
}

describe('modifiers', () => {
  it('stand once, and one of those that say who sees it', () => {
    gives('public class A { static static Integer i; }', '1:40 Duplicate modifier: static');
    gives('public class A { public private Integer i; }', '1:41 Declarations can only have one scope');
  });

  it('stand where they mean something', () => {
    gives('public static class A { }', '1:21 static is not allowed on classes');
    gives('public final class A { }', '1:20 classes are by default final');
    gives('public with sharing interface A { }', '1:31 withSharing is not allowed on interfaces');
    gives('public class A { abstract Integer a; }', '1:35 abstract is not allowed on fields');
    gives('public class A { virtual Integer a { get; set; } }', '1:34 virtual is not allowed on properties');
    gives('public class A { transient void a() { } }', '1:33 transient is not allowed on methods');
    gives('public class A { virtual A() { } }', '1:26 virtual is not allowed on constructors');
    gives('public class A { void a() { static Integer i; } }', '1:44 static is not allowed on locals');
    gives('public class A { void a(public Integer i) { } }', '1:40 public is not allowed on parameters');
  });

  it('need and exclude one another', () => {
    gives('public virtual class A { public static virtual void a() { } }', '1:53 static methods cannot be virtual');
    gives('public virtual class A { protected static void a() { } }', '1:48 protected methods cannot be static');
    gives(
      'public abstract class A { abstract void a(); }',
      '1:41 abstract methods require at least one of the following global, public, protected'
    );
    gives('public with sharing without sharing class A { }', '1:43 withSharing classes cannot be withoutSharing');
  });

  it('ask for what stands around them', () => {
    gives('class A { }');
    expect(check(['private class A { }']).messages).toEqual(['Top-level type must have public or global visibility']);
    expect(check(['@IsTest private class A { }']).messages).toEqual([]);
    gives('public class A { global void a() { } }', '1:30 Defining type for global methods must be declared as global');
    gives(
      'public class A { protected void a() { } }',
      '1:33 New protected methods cannot be defined in non-virtual classes'
    );
    gives(
      'public class A { Integer a { public get; set; } }',
      '1:37 Cannot declare public accessor on private property'
    );
  });
});

describe('annotations', () => {
  it('stand where they mean something', () => {
    gives('@AuraEnabled public class A { }', '1:27 AuraEnabled is not allowed on classes');
    gives('public class A { @Future Integer a; }', '1:34 Future is not allowed on fields');
    gives('@IsTest public interface A { }', '1:26 IsTest is not allowed on interfaces');
  });

  it('need modifiers', () => {
    gives('public class A { @Future void a() { } }', '1:31 Future methods must be declared as static');
    gives(
      'public class A { @AuraEnabled static void a() { } }',
      '1:43 AuraEnabled methods require at least one of the following global, public'
    );
    gives(
      "@RestResource(urlMapping='/x') global class A { @HttpGet public static void a() { } }",
      '1:77 HttpGet methods must be declared as global'
    );
  });

  it('exclude one another', () => {
    gives(
      '@IsTest private class A { @TestSetup static void a() { } @TestSetup static void b() { } }',
      '1:23 Only one method per type can be defined with: TestSetup'
    );
    gives(
      '@IsTest(SeeAllData=true) private class A { @TestSetup static void a() { } }',
      '1:40 Test class cannot be annotated with @isTest(SeeAllData=true)'
    );
    gives(
      '@IsTest(IsParallel=true) private class A { @IsTest(SeeAllData=true) static void a() { } }',
      '1:40 Test class annotated with @isTest(IsParallel=true) cannot have any methods annotated with @isTest(SeeAllData=true)'
    );
    expect(
      check([
        'public class A { @AuraEnabled public static void a() { } @AuraEnabled public static void a(Integer i) { } }'
      ]).messages[0]
    ).toBe('Overload of AuraEnabled method: a overload is not permitted');
  });
});
